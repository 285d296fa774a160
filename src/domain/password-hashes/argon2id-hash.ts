import type { PasswordHashFault } from './password-hash-fault.ts';
import { decodeUnpaddedBase64, unpaddedBase64Bytes } from './unpadded-base64.ts';

/** Version 1.3 (`v=19`), the only one there is a use for. */
export interface Argon2idHash {
  readonly algorithm: 'ARGON2ID';
  /** KiB. */
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

const MEMORY_KIB_MAX = 19_456;
const PASSES_MAX = 2;
const LANES_MAX = 1;
/** Of the algorithm itself. */
const MEMORY_KIB_PER_LANE_MIN = 8;
const SALT_BYTES = { min: 8, max: 64 };
const HASH_BYTES = { min: 4, max: 64 };
const ARGON2ID =
  /^\$argon2id\$v=19\$m=([1-9][0-9]*),t=([1-9][0-9]*),p=([1-9][0-9]*)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether a text begins as a hash of this format does. */
export function isArgon2idText(text: string): boolean {
  return text.startsWith('$argon2id$');
}

/** `$argon2id$v=19$m=M,t=T,p=P$salt$hash`, salt and hash in unpadded base64 (R262). */
export function parseArgon2idHash(text: string): Argon2idHash | PasswordHashFault {
  const [, memoryText, passesText, lanesText, salt = '', hash = ''] = ARGON2ID.exec(text) ?? [];
  if (memoryText === undefined || !isWithin(SALT_BYTES, salt) || !isWithin(HASH_BYTES, hash)) return 'malformed';
  const memoryKib = Number(memoryText);
  const passes = Number(passesText);
  const lanes = Number(lanesText);
  if (memoryKib > MEMORY_KIB_MAX || passes > PASSES_MAX || lanes > LANES_MAX) return 'out-of-bounds';
  if (memoryKib < MEMORY_KIB_PER_LANE_MIN * lanes) return 'malformed';
  return {
    algorithm: 'ARGON2ID',
    memoryKib,
    passes,
    lanes,
    salt: decodeUnpaddedBase64(salt),
    hash: decodeUnpaddedBase64(hash),
  };
}

function isWithin({ min, max }: { readonly min: number; readonly max: number }, base64: string): boolean {
  const bytes = unpaddedBase64Bytes(base64.length);
  return bytes !== undefined && bytes >= min && bytes <= max;
}
