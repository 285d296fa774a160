import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, type JWK } from 'jose';
import { assertPresent } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import type { UserPoolId, UserPoolKey } from '../domain/pools/user-pool.ts';
import { openSigningKey, sealSigningKey } from '../domain/sign-in/sealed-signing-key.ts';
import { publishedKeys, publishedUntil, SIGNING_KEYS_MAX, signingKey } from '../domain/sign-in/signing-key-life.ts';
import type { SignedTokenUse, SigningKey, Store } from '../store/store.ts';

export const SIGNING_ALGORITHM = 'RS256';
const MODULUS_BITS = 2_048;
/** Of what tokens are verified with: after that the keys of the pool are read again. */
const CACHED_MS = 60_000;
const CACHED_POOLS_MAX = 1_000;
const OPENED_KEYS_MAX = 2_000;
const USES: readonly SignedTokenUse[] = ['id', 'access'];
/** A thumbprint of SHA-256 in base64url. Nothing is read for what cannot be a key id. */
const KEY_ID = /^[\w-]{43}$/;

/** A key by which other people verify tokens. */
export interface PublishedKey {
  readonly id: string;
  readonly use: SignedTokenUse;
  /** As the key set shows it (S93). */
  readonly jwk: JWK;
}

/** A key that signs. */
export interface Signer {
  readonly id: string;
  readonly privateKey: KeyObject;
}

/** The keys of a pool, as they are in the store. */
export interface PoolKeys {
  readonly userPoolKey: UserPoolKey;
  /** Oldest first. */
  readonly published: readonly PublishedKey[];
  /** The key that signs tokens of that use now (S92). */
  signer(use: SignedTokenUse): Signer;
}

/** What a token of a pool is verified with. */
export interface VerifyingKey {
  readonly userPoolKey: UserPoolKey;
  readonly publicKey: KeyObject;
}

/** The keys of a pool after a rotation. */
export interface RotatedKeys {
  /** `kid` of those that were made. */
  readonly keyIds: Readonly<Record<SignedTokenUse, string>>;
  readonly publishedCount: number;
  readonly signsFrom: number;
  /** When the last of those before is dropped, in milliseconds since 1970; undefined if there was none. */
  readonly olderUntil: number | undefined;
}

export type KeyRotation =
  | { readonly kind: 'rotated'; readonly keys: RotatedKeys }
  /** The pool has as many keys as it may have; the oldest is dropped then. */
  | { readonly kind: 'too-many'; readonly untilMs: number }
  | { readonly kind: 'not-found' };

interface SigningKeysOptions {
  readonly store: Pick<Store, 'findSigningKeys' | 'addFirstSigningKeys' | 'rotateSigningKeys'>;
  /** Seals private keys. */
  readonly sealKey: Buffer;
  /** The clock of stored times: by it keys are dropped. */
  readonly clock: Clock;
}

interface StoredKeys {
  readonly userPoolKey: UserPoolKey;
  /** Oldest first. */
  readonly keys: readonly SigningKey[];
}

/**
 * The keys of user pools: created when they are first needed, on a thread of Node's own, and kept sealed. Whoever signs or publishes reads
 * them from the store, so that all nodes use new keys from the same moment on, and have none of a deleted pool (R800, R805).
 */
export class SigningKeys {
  readonly #options: SigningKeysOptions;
  readonly #making = new Map<UserPoolId, Promise<readonly SigningKey[]>>();
  readonly #verifying = new Map<UserPoolId, { readonly untilMs: number; readonly found: StoredKeys }>();
  /** By key id. */
  readonly #privateKeys = new Map<string, KeyObject>();

  constructor(options: SigningKeysOptions) {
    this.#options = options;
  }

  /** As they are in the store now; the first are created here. Undefined for a pool that does not exist. */
  async read(userPoolId: UserPoolId): Promise<PoolKeys | undefined> {
    const found = await this.#find(userPoolId);
    if (!found) return undefined;
    const { userPoolKey } = found;
    const keys = found.keys.length > 0 ? found.keys : await this.#makeFirst(userPoolId, userPoolKey);
    // The pool was deleted meanwhile.
    if (keys.length === 0) return undefined;
    return {
      userPoolKey,
      published: publishedKeys(keys, this.#options.clock.nowMs()).map(publish),
      signer: (use) => this.#openSigner(userPoolId, keys, use),
    };
  }

  /**
   * The key of that id and use, undefined if the pool has none. A pool is remembered for a minute; an id that is not among what is
   * remembered is looked up again, because another node may have made it just now (R803).
   */
  async findVerifyingKey(
    userPoolId: UserPoolId,
    use: SignedTokenUse,
    id: string | undefined,
  ): Promise<VerifyingKey | undefined> {
    if (id === undefined || !KEY_ID.test(id)) return undefined;
    const remembered = this.#verifying.get(userPoolId);
    const isFresh = remembered !== undefined && this.#options.clock.monotonicMs() < remembered.untilMs;
    return (
      (isFresh ? selectKey(remembered.found, use, id, this.#options.clock.nowMs()) : undefined) ??
      this.#lookAgain(userPoolId, use, id)
    );
  }

  /** New keys, which are published now and sign after `delayMs` at every node (R800, R806). */
  async rotate(userPoolId: UserPoolId, delayMs: number): Promise<KeyRotation> {
    const { store, clock } = this.#options;
    const before = await this.#find(userPoolId);
    if (!before) return { kind: 'not-found' };
    const kept = publishedKeys(before.keys, clock.nowMs());
    // Told before keys are made in vain; the store decides.
    if (kept.length + USES.length > SIGNING_KEYS_MAX) return tooMany(kept);
    const made = await this.#make(userPoolId);
    const nowMs = clock.nowMs();
    const keys = made.map((key) => ({ ...key, signsFrom: nowMs + delayMs }));
    const rotation = await store.rotateSigningKeys(before.userPoolKey, keys, { nowMs, keysMax: SIGNING_KEYS_MAX });
    switch (rotation.kind) {
      case 'rotated':
        return { kind: 'rotated', keys: describeRotation(rotation.keys, keys) };
      case 'too-many':
        return tooMany(kept);
      case 'not-found':
        return { kind: 'not-found' };
    }
  }

  async #lookAgain(userPoolId: UserPoolId, use: SignedTokenUse, id: string): Promise<VerifyingKey | undefined> {
    const { clock } = this.#options;
    const untilMs = clock.monotonicMs() + CACHED_MS;
    const found = await this.#find(userPoolId);
    this.#verifying.delete(userPoolId);
    if (!found) return undefined;
    remember(this.#verifying, userPoolId, { untilMs, found }, CACHED_POOLS_MAX);
    return selectKey(found, use, id, clock.nowMs());
  }

  #find(userPoolId: UserPoolId): Promise<StoredKeys | undefined> {
    return this.#options.store.findSigningKeys(userPoolId);
  }

  /** Once for all that ask at the same time. */
  async #makeFirst(userPoolId: UserPoolId, userPoolKey: UserPoolKey): Promise<readonly SigningKey[]> {
    const underWay = this.#making.get(userPoolId);
    if (underWay) return underWay;
    const making = this.#make(userPoolId).then((keys) => this.#options.store.addFirstSigningKeys(userPoolKey, keys));
    this.#making.set(userPoolId, making);
    try {
      return await making;
    } finally {
      this.#making.delete(userPoolId);
    }
  }

  #make(userPoolId: UserPoolId): Promise<SigningKey[]> {
    return Promise.all(USES.map((use) => this.#makeKey(userPoolId, use)));
  }

  async #makeKey(userPoolId: UserPoolId, use: SignedTokenUse): Promise<SigningKey> {
    const { sealKey, clock } = this.#options;
    const pair = await generateKeyPair(SIGNING_ALGORITHM, { modulusLength: MODULUS_BITS, extractable: true });
    const publicKey = await exportJWK(pair.publicKey);
    const id = await calculateJwkThumbprint(publicKey);
    const pem = Buffer.from(await exportPKCS8(pair.privateKey));
    return {
      id,
      use,
      sealedPrivateKey: sealSigningKey(sealKey, userPoolId, id, pem),
      publicKey: JSON.stringify(publicKey),
      signsFrom: clock.nowMs(),
    };
  }

  #openSigner(userPoolId: UserPoolId, keys: readonly SigningKey[], use: SignedTokenUse): Signer {
    const { id, sealedPrivateKey } = assertPresent(
      signingKey(keys, use, this.#options.clock.nowMs()),
      `a pool has a key for ${use} tokens`,
    );
    const known = this.#privateKeys.get(id);
    if (known) return { id, privateKey: known };
    const pem = openSigningKey(this.#options.sealKey, userPoolId, id, sealedPrivateKey);
    const privateKey = createPrivateKey(assertPresent(pem, 'the server key opens the signing keys of its pools'));
    remember(this.#privateKeys, id, privateKey, OPENED_KEYS_MAX);
    return { id, privateKey };
  }
}

/** Beyond `max` the oldest is forgotten. */
function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, max: number): void {
  map.set(key, value);
  if (map.size <= max) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}

function selectKey({ userPoolKey, keys }: StoredKeys, use: SignedTokenUse, id: string, nowMs: number) {
  const key = publishedKeys(keys, nowMs).find((candidate) => candidate.id === id && candidate.use === use);
  return key && { userPoolKey, publicKey: publicKeyOf(key) };
}

function tooMany(keys: readonly SigningKey[]): KeyRotation {
  return { kind: 'too-many', untilMs: Math.min(...keys.map((key) => publishedUntil(keys, key))) };
}

/** `keys` are all of the pool, `made` those that were made now. */
function describeRotation(keys: readonly SigningKey[], made: readonly SigningKey[]): RotatedKeys {
  const madeFor = (use: SignedTokenUse) =>
    assertPresent(
      made.find((key) => key.use === use),
      `a key for ${use} tokens was made`,
    );
  const madeIds = made.map(({ id }) => id);
  const older = keys.filter(({ id }) => !madeIds.includes(id));
  return {
    keyIds: { id: madeFor('id').id, access: madeFor('access').id },
    publishedCount: keys.length,
    signsFrom: madeFor('id').signsFrom,
    olderUntil: older.length > 0 ? Math.max(...older.map((key) => publishedUntil(keys, key))) : undefined,
  };
}

/** By the stored key, which does not change. */
const publicKeys = new WeakMap<SigningKey, KeyObject>();

function publicKeyOf(key: SigningKey): KeyObject {
  const known = publicKeys.get(key);
  if (known) return known;
  const { kty = '', n = '', e = '' }: JWK = JSON.parse(key.publicKey);
  const publicKey = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
  publicKeys.set(key, publicKey);
  return publicKey;
}

function publish({ id, use, publicKey }: SigningKey): PublishedKey {
  const { kty = '', n = '', e = '' }: JWK = JSON.parse(publicKey);
  return { id, use, jwk: { alg: SIGNING_ALGORITHM, e, kid: id, kty, n, use: 'sig' } };
}
