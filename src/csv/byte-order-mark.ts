/** What the first bytes of a file say of its encoding, looked at raw: decoders drop a mark silently (R170). */
export function findByteOrderMark(head: Uint8Array): 'utf-8' | 'utf-16' | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return 'utf-16';
  return undefined;
}
