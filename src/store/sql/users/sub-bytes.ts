import { readUuid, UUID_BYTES, writeUuid } from '../../../base/uuid-bytes.ts';

export function subToBytes(sub: string): Buffer {
  const bytes = Buffer.alloc(UUID_BYTES);
  writeUuid(sub, bytes, 0);
  return bytes;
}

export function subFromBytes(bytes: Uint8Array): string {
  return readUuid(bytes);
}

export function isSub(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

const SUB_SHAPE = '00000000-0000-0000-0000-000000000000';

/** The first and the last 16 bytes whose text begins with `prefix`; undefined if no UUID begins so. */
export function subRange(prefix: string): { readonly first: Buffer; readonly last: Buffer } | undefined {
  const first = prefix + SUB_SHAPE.slice(prefix.length);
  if (!isSub(first)) return undefined;
  const last = prefix + SUB_SHAPE.slice(prefix.length).replaceAll('0', 'f');
  return { first: subToBytes(first), last: subToBytes(last) };
}
