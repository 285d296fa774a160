import { decodeBase64 } from './hash-bytes.ts';
import { carryHash, type HashVerdict, refuseHash } from './hash-verdict.ts';
import { writePbkdf2Hash } from './write-hash.ts';

/** Marker, PRF, iterations and length of the salt. */
const V3_HEAD_BYTES = 13;
const V3_MARKER = 1;
const HMAC_SHA256 = 1;
const PRF_MAX = 2;
/** Marker, 16 bytes of salt, 32 of subkey. */
const V2_BYTES = 49;

/**
 * A hash of ASP.NET Identity, base64 of bytes (R753). Version 3: 0x01, then PRF, iterations and length of the salt as 32 bits each, salt,
 * subkey. Version 2: 0x00, salt, subkey, by SHA-1. Undefined if the text is neither.
 */
export function readAspNetHash(text: string): HashVerdict | undefined {
  const bytes = decodeBase64(text);
  if (bytes === undefined) return undefined;
  if (bytes.length === V2_BYTES && bytes[0] === 0) return refuseHash('aspnet-other-digest', 'other-digest');
  if (bytes.length <= V3_HEAD_BYTES || bytes[0] !== V3_MARKER) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const prf = view.getUint32(1);
  if (prf > PRF_MAX) return undefined;
  if (prf !== HMAC_SHA256) return refuseHash('aspnet-other-digest', 'other-digest');
  const subkeyOffset = V3_HEAD_BYTES + view.getUint32(9);
  if (subkeyOffset <= V3_HEAD_BYTES || subkeyOffset >= bytes.length) return refuseHash('aspnet-pbkdf2', 'damaged');
  const salt = bytes.subarray(V3_HEAD_BYTES, subkeyOffset);
  return carryHash('aspnet-pbkdf2', writePbkdf2Hash(view.getUint32(5), salt, bytes.subarray(subkeyOffset)));
}
