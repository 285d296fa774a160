import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, type JWK } from 'jose';
import { assertPresent } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import { openSecret, sealSecret } from '../base/sealed-secret.ts';
import type { UserPoolId, UserPoolKey } from '../domain/pools/user-pool.ts';
import type { SignedTokenUse, SigningKey, Store } from '../store/store.ts';

export const SIGNING_ALGORITHM = 'RS256';
const MODULUS_BITS = 2_048;
/** Of what a pool has in memory: after that another node may have changed it. */
const CACHED_MS = 60_000;
const CACHED_POOLS_MAX = 1_000;

/** A key by which other people verify tokens. */
export interface PublishedKey {
  readonly id: string;
  readonly use: SignedTokenUse;
  /** As the key set shows it (S93). */
  readonly jwk: JWK;
  readonly publicKey: KeyObject;
}

/** The keys of a pool, ready for use. */
export interface PoolKeys {
  readonly userPoolKey: UserPoolKey;
  /** Those that sign, one for each kind of token (S92). */
  readonly signers: Readonly<Record<SignedTokenUse, { readonly id: string; readonly privateKey: KeyObject }>>;
  readonly published: readonly PublishedKey[];
}

interface SigningKeysOptions {
  readonly store: Pick<Store, 'findSigningKeys' | 'addFirstSigningKeys'>;
  /** Seals private keys. */
  readonly sealKey: Buffer;
  readonly clock: Clock;
}

/** The keys of user pools: made when they are first needed, on a thread of Node's own, and kept sealed. */
export class SigningKeys {
  readonly #options: SigningKeysOptions;
  readonly #cached = new Map<UserPoolId, { readonly untilMs: number; readonly keys: Promise<PoolKeys | undefined> }>();

  constructor(options: SigningKeysOptions) {
    this.#options = options;
  }

  /** Undefined for a pool that does not exist. */
  async find(userPoolId: UserPoolId): Promise<PoolKeys | undefined> {
    const nowMs = this.#options.clock.monotonicMs();
    const cached = this.#cached.get(userPoolId);
    if (cached && nowMs < cached.untilMs) return cached.keys;
    const keys = this.#load(userPoolId);
    this.#cached.delete(userPoolId);
    this.#cached.set(userPoolId, { untilMs: nowMs + CACHED_MS, keys });
    const [oldest] = this.#cached.keys();
    if (this.#cached.size > CACHED_POOLS_MAX && oldest !== undefined) this.#cached.delete(oldest);
    try {
      const found = await keys;
      if (!found) this.#cached.delete(userPoolId);
      return found;
    } catch (error) {
      this.#cached.delete(userPoolId);
      throw error;
    }
  }

  async #load(userPoolId: UserPoolId): Promise<PoolKeys | undefined> {
    const { store } = this.#options;
    const found = await store.findSigningKeys(userPoolId);
    if (!found) return undefined;
    const { userPoolKey } = found;
    const keys =
      found.keys.length > 0 ? found.keys : await store.addFirstSigningKeys(userPoolKey, await this.#make(userPoolId));
    // The pool was deleted meanwhile.
    if (keys.length === 0) return undefined;
    return {
      userPoolKey,
      signers: { id: this.#signer(userPoolId, keys, 'id'), access: this.#signer(userPoolId, keys, 'access') },
      published: keys.map(publish),
    };
  }

  #make(userPoolId: UserPoolId): Promise<SigningKey[]> {
    return Promise.all((['id', 'access'] as const).map((use) => this.#makeKey(userPoolId, use)));
  }

  async #makeKey(userPoolId: UserPoolId, use: SignedTokenUse): Promise<SigningKey> {
    const pair = await generateKeyPair(SIGNING_ALGORITHM, { modulusLength: MODULUS_BITS, extractable: true });
    const publicKey = await exportJWK(pair.publicKey);
    const id = await calculateJwkThumbprint(publicKey);
    const pem = Buffer.from(await exportPKCS8(pair.privateKey));
    return {
      id,
      use,
      sealedPrivateKey: new Uint8Array(sealSecret(this.#options.sealKey, pem, contextOf(userPoolId, id))),
      publicKey: JSON.stringify(publicKey),
      createdAt: this.#options.clock.nowMs(),
    };
  }

  /** The newest key of that use. */
  #signer(userPoolId: UserPoolId, keys: readonly SigningKey[], use: SignedTokenUse) {
    const key = assertPresent(
      keys.findLast((candidate) => candidate.use === use),
      `a pool has a key for ${use} tokens`,
    );
    const pem = openSecret(this.#options.sealKey, key.sealedPrivateKey, contextOf(userPoolId, key.id));
    const opened = assertPresent(pem, 'the server key opens the signing keys of its pools');
    return { id: key.id, privateKey: createPrivateKey(opened) };
  }
}

function publish({ id, use, publicKey }: SigningKey): PublishedKey {
  const { kty = '', n = '', e = '' }: JWK = JSON.parse(publicKey);
  return {
    id,
    use,
    jwk: { alg: SIGNING_ALGORITHM, e, kid: id, kty, n, use: 'sig' },
    publicKey: createPublicKey({ key: { kty, n, e }, format: 'jwk' }),
  };
}

function contextOf(userPoolId: UserPoolId, id: string): string {
  return `signing-key ${userPoolId} ${id}`;
}
