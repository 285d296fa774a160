import { createHash, createHmac, createSecretKey, getDiffieHellman } from 'node:crypto';

/** The 3,072-bit prime N of RFC 3526, big-endian; its generator g is 2 (S55). */
export const SRP_PRIME: Buffer = getDiffieHellman('modp15').getPrime();
export const SRP_PRIME_BYTES = 384;
/** k, the hash of PAD(N) and PAD(g) (S58). */
export const SRP_MULTIPLIER = '538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6';
/** Of b (S62). */
export const SRP_SECRET_BYTES = 32;
export const SRP_SALT_BYTES = 16;

const PRIME = toBigInt(SRP_PRIME);
const MULTIPLIER = BigInt(`0x${SRP_MULTIPLIER}`);
const KEY_INFO = 'Caldera Derived Key';
const KEY_BYTES = 16;

/** Powers modulo N, big-endian. Handed in, since BigInt takes seven times as long as OpenSSL. */
export interface SrpPowers {
  generatorTo(exponent: Uint8Array): Uint8Array;
  /** Undefined for a base that is 0, 1 or N - 1, which no honest client has. */
  power(base: Uint8Array, exponent: Uint8Array): Uint8Array | undefined;
}

/** Whose password it is. */
export interface SrpIdentity {
  /** The part of the pool id after the underscore (S59). */
  readonly poolName: string;
  /** The stored user name, never an alias (S60). */
  readonly username: string;
}

/** What is kept of a password; it cannot be read from it. */
export interface SrpVerifier {
  readonly salt: Uint8Array;
  /** v, at most {@link SRP_PRIME_BYTES} bytes. */
  readonly verifier: Uint8Array;
}

/** What the server says in the first step, and the key by which it judges the second. */
export interface SrpExchange {
  readonly publicB: Uint8Array;
  readonly key: Uint8Array;
}

/** `AbCdEf123` of `us-east-1_AbCdEf123` (S59). */
export function srpPoolName(userPoolId: string): string {
  return userPoolId.slice(userPoolId.indexOf('_') + 1);
}

/** The bytes of a number without leading zeros, with one zero in front if the first bit is set (S57). */
export function padNumber(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.of(0) : Buffer.from(bytes.subarray(first));
  return (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits;
}

/** x (S61). */
export function srpPrivateKey({ poolName, username }: SrpIdentity, password: string, salt: Uint8Array): Buffer {
  const secret = createHash('sha256').update(`${poolName}${username}:${password}`).digest();
  return createHash('sha256').update(padNumber(salt)).update(secret).digest();
}

/** v of a password (S62). */
export function srpVerifierOf(
  identity: SrpIdentity,
  password: string,
  salt: Uint8Array,
  powers: SrpPowers,
): Uint8Array {
  return powers.generatorTo(srpPrivateKey(identity, password, salt));
}

/** A as the client sends it, in hexadecimal digits; undefined if it is not a number or is 0 modulo N (S63). */
export function parsePublicA(text: string): Uint8Array | undefined {
  // Twice the digits of N: a client may send a number that is not reduced.
  if (!/^[0-9a-fA-F]{1,1536}$/.test(text)) return undefined;
  const value = BigInt(`0x${text}`);
  return value % PRIME === 0n ? undefined : Buffer.from(text.length % 2 === 0 ? text : `0${text}`, 'hex');
}

/** The server's side of the first step: B and, already, the key that the second step is judged by (S62 to S65). */
export function exchangeKeys(
  verifier: Uint8Array,
  publicA: Uint8Array,
  secretB: Uint8Array,
  powers: SrpPowers,
): SrpExchange {
  const v = toBigInt(verifier);
  const publicB = fromBigInt((MULTIPLIER * v + toBigInt(powers.generatorTo(secretB))) % PRIME);
  const scrambler = srpScrambler(publicA, publicB);
  const vToU = powers.power(verifier, scrambler);
  const base = vToU && fromBigInt((toBigInt(publicA) * toBigInt(vToU)) % PRIME);
  const shared = base && powers.power(base, secretB);
  // Without a shared number there is no key that a client could have, too.
  return { publicB, key: deriveKey(shared ?? secretB, scrambler) };
}

/** u (S63). */
export function srpScrambler(publicA: Uint8Array, publicB: Uint8Array): Buffer {
  return createHash('sha256').update(padNumber(publicA)).update(padNumber(publicB)).digest();
}

/** The 16 bytes of HKDF-SHA256 of S (S65). */
export function deriveKey(shared: Uint8Array, scrambler: Uint8Array): Buffer {
  const extracted = createHmac('sha256', createSecretKey(padNumber(scrambler)))
    .update(padNumber(shared))
    .digest();
  return createHmac('sha256', createSecretKey(extracted))
    .update(KEY_INFO)
    .update(Buffer.of(1))
    .digest()
    .subarray(0, KEY_BYTES);
}

/** The claim of a client that has the key (S66). `timestamp` is used byte for byte as it was sent (S67). */
export function claimSignature(
  key: Uint8Array,
  { poolName, username }: SrpIdentity,
  secretBlock: Uint8Array,
  timestamp: string,
): Buffer {
  return createHmac('sha256', createSecretKey(key))
    .update(poolName)
    .update(username)
    .update(secretBlock)
    .update(timestamp)
    .digest();
}

/** A number as challenges have it: hexadecimal digits, an even number of them. */
export function hexOfNumber(bytes: Uint8Array): string {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? '00' : Buffer.from(bytes.subarray(first)).toString('hex');
}

export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** {@link SRP_PRIME_BYTES} bytes. */
export function fromBigInt(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * SRP_PRIME_BYTES, '0'), 'hex');
}
