import { randomIds } from '../base/ids.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ServerKey } from '../base/server-key.ts';
import { appClientSettings } from '../domain/app-clients/app-client.fixture.ts';
import type { AppClientId } from '../domain/app-clients/app-client.ts';
import { sealClientSecret } from '../domain/app-clients/client-secret.ts';
import type { NewMessage } from '../domain/messages/message.ts';
import { sealMessage } from '../domain/messages/sealed-message.ts';
import { sealPasswordHash } from '../domain/password-hashes/sealed-password-hash.ts';
import type { UserPool } from '../domain/pools/user-pool.ts';
import { HASHES_OF_KNOWN_PASSWORD } from '../domain/records/cases/password-hash-cases.fixture.ts';
import { sealSrpVerifier } from '../domain/sign-in/sealed-password.ts';
import { makePool, NOW, newUser, SCOPE } from '../store/contract/stored-things.fixture.ts';
import type { Store } from '../store/store.ts';
import { SigningKeys } from '../tokens/signing-keys.ts';
import { sealingKeysOf } from './sealing-keys.ts';

export const KEYS = sealingKeysOf(new ServerKey(Buffer.alloc(32, 1)));
/** The id of the pool that has all of it. */
export const POOL = 'us-east-1_Pool00001';
const ORIGIN = '0199d2a0-0000-7000-8000-00000000000a';

/** A row in every table of sign-ins, written by the store as a server writes it. */
export async function fillSignInTables(store: Store): Promise<void> {
  const pool = await makePool(store, 'Pool00001', { tags: { team: 'blue' } });
  const other = await makePool(store, 'Pool00002');
  const john = newUser('john');
  const srp = { salt: Buffer.alloc(16, 5), verifier: Buffer.alloc(384, 6) };
  await store.createUser(
    pool.key,
    { ...john, sealedPasswordHash: sealSrpVerifier(KEYS.password, john.sub, srp, NOW) },
    NOW,
  );
  const jane = newUser('jane');
  const hash = sealPasswordHash(KEYS.password, jane.sub, HASHES_OF_KNOWN_PASSWORD.BCRYPT);
  await store.createUser(pool.key, { ...jane, sealedPasswordHash: hash }, NOW);
  await store.createUser(pool.key, newUser('joe'), NOW);
  await store.createUser(other.key, newUser('jim'), NOW);
  await fillClients(store, pool);
  await fillSignIns(store, pool, john.sub);
  await fillRecovery(store, pool, john.sub);
  // What is deleted with its pool leaves nothing behind.
  const gone = await makePool(store, 'Pool00003');
  await fillSignIns(store, gone, john.sub);
  await store.deleteUserPool(SCOPE, gone.id);
}

async function fillClients(store: Store, { key }: UserPool): Promise<void> {
  const id = 'client-a' as AppClientId;
  const times = { createdAt: NOW, modifiedAt: NOW };
  const sealedSecret = sealClientSecret(KEYS.clientSecret, id, 'the-secret');
  const secrets = [{ id: 'client-a--1', sealedSecret, createdAt: NOW }];
  await store.createAppClient(
    { id, userPoolKey: key, name: 'a', settings: appClientSettings(), secrets, ...times },
    10,
  );
  await store.createGroup({ userPoolKey: key, name: 'Admins', ...times }, 10);
  await store.addGroupMember(key, 'admins', 'john', 10);
}

async function fillSignIns(store: Store, pool: UserPool, sub: string): Promise<void> {
  const clock = new ManualClock(NOW);
  const signing = new SigningKeys({ store, sealKey: KEYS.signingKey, clock });
  await signing.read(pool.id);
  await signing.rotate(pool.id, 0);
  await store.countFailedAttempt(pool.key, sub, NOW);
  await store.answerChallenge(pool.id === POOL ? '00'.repeat(16) : '11'.repeat(16), NOW + 1_000);
  await store.revokeOrigin(pool.key, ORIGIN, NOW + 1_000);
  const rotation = { originJti: ORIGIN, generation: 0, graceMs: 0, expiresAt: NOW + 1_000, nowMs: NOW };
  await store.rotateRefreshToken(pool.key, rotation);
  await store.endSessions(pool.key, sub, NOW);
}

async function fillRecovery(store: Store, pool: UserPool, sub: string): Promise<void> {
  const times = { nowMs: NOW, expiresAt: NOW + 1_000 };
  const reset = { codeMac: Buffer.alloc(16, 9), message: newMessage(pool), ...times };
  await store.putResetCode(pool.key, sub, reset);
  const address = 'john@example.com';
  const attributes = { email: address };
  const keys = { emailKey: null, phoneKey: null, preferredUsernameKey: null };
  const code = {
    purpose: 'verify-email',
    attribute: 'email',
    address,
    codeMac: Buffer.alloc(16, 8),
    expiresAt: times.expiresAt,
    message: newMessage(pool),
  } as const;
  await store.replaceUserAttributes(pool.key, 'john', { attributes, ...keys, codes: [code], nowMs: NOW });
}

function newMessage(pool: UserPool): NewMessage {
  const id = randomIds.uuid();
  const content = { to: 'john@example.com', medium: 'EMAIL', kind: 'ForgotPassword', text: 'a', code: '1' } as const;
  return {
    id,
    userPoolKey: pool.key,
    medium: 'EMAIL',
    kind: 'ForgotPassword',
    recipient: 'john@example.com',
    sealedContent: sealMessage(KEYS.message, id, content),
    createdAt: NOW,
    expiresAt: NOW + 1_000,
    isWaiting: true,
    isInInbox: true,
  };
}
