/** The encoding that a byte order mark names (R170). It is read from the bytes, because decoders drop a mark without a word. */
export function findByteOrderMark(head: Uint8Array): 'utf-8' | 'utf-16' | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return 'utf-16';
  return undefined;
}
