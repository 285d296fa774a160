/** The 16 bytes of a UUID in its 36-character form. */
export function subToBytes(sub: string): Buffer {
  return Buffer.from(sub.replaceAll('-', ''), 'hex');
}

/** The 36-character, lower-case form of the 16 bytes of a UUID. */
export function subFromBytes(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
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
