import { openSecret, sealSecret } from '../../base/sealed-secret.ts';
import { fromBigInt, SRP_PRIME, SRP_PRIME_BYTES, SRP_SALT_BYTES, type SrpVerifier, toBigInt } from '../sign-in/srp.ts';

/** A number of that many bytes may have a zero byte in front, which says that it is not negative (S57). */
const SIGN_BYTES = 1;

/** Salt and verifier as a client sends them, in base64 of the padded numbers; undefined if SRP cannot use them (R882). */
export function parseDeviceVerifier(salt: string | undefined, verifier: string | undefined): SrpVerifier | undefined {
  const saltBytes = readNumber(salt, SRP_SALT_BYTES);
  const verifierBytes = readNumber(verifier, SRP_PRIME_BYTES);
  if (!saltBytes || !verifierBytes) return undefined;
  const value = toBigInt(verifierBytes);
  if (value === 0n || value >= toBigInt(SRP_PRIME)) return undefined;
  return { salt: saltBytes, verifier: fromBigInt(value) };
}

/** Seals both for the device with that UUID: no other row can use them. */
export function sealDeviceVerifier(key: Buffer, uuid: string, { salt, verifier }: SrpVerifier): Buffer {
  const plain = Buffer.alloc(SRP_SALT_BYTES + SRP_PRIME_BYTES);
  plain.set(salt, SRP_SALT_BYTES - salt.length);
  plain.set(verifier, plain.length - verifier.length);
  return sealSecret(key, plain, contextOf(uuid));
}

/** Undefined for what was not sealed for this device with this key. */
export function openDeviceVerifier(key: Buffer, uuid: string, sealed: Uint8Array): SrpVerifier | undefined {
  const plain = openSecret(key, sealed, contextOf(uuid));
  return plain && { salt: plain.subarray(0, SRP_SALT_BYTES), verifier: plain.subarray(SRP_SALT_BYTES) };
}

/** Without zero bytes in front. */
function readNumber(text: string | undefined, bytesMax: number): Uint8Array | undefined {
  if (text === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length > bytesMax + SIGN_BYTES) return undefined;
  const first = bytes.findIndex((byte) => byte !== 0);
  const number = first < 0 ? bytes.subarray(0, 0) : bytes.subarray(first);
  return number.length === 0 || number.length > bytesMax ? undefined : number;
}

function contextOf(uuid: string): string {
  return `device ${uuid}`;
}
