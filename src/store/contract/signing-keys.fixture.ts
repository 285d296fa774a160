import type { UserPoolKey } from '../../domain/pools/user-pool.ts';
import type { SigningKey, Store } from '../store.ts';

/** A key that nothing was signed with and that does not open. */
export function fixtureSigningKey(id: string, use: SigningKey['use'], signsFrom: number): SigningKey {
  return { id, use, sealedPrivateKey: Uint8Array.of(1, 2), publicKey: `{"kid":"${id}"}`, signsFrom };
}

/** One for ID and one for access tokens. */
export function fixtureKeyPair(name: string, signsFrom: number): SigningKey[] {
  return (['id', 'access'] as const).map((use) => fixtureSigningKey(`${name}-${use}`, use, signsFrom));
}

/** As many keys as that many rotations would leave, without the work of making them. */
export async function fillWithSigningKeys(
  store: Pick<Store, 'rotateSigningKeys'>,
  pool: UserPoolKey,
  count: number,
  nowMs: number,
): Promise<void> {
  for (let made = 0; made < count; made += 2) {
    await store.rotateSigningKeys(pool, fixtureKeyPair(`key-${made}`, nowMs), { nowMs, keysMax: count });
  }
}
