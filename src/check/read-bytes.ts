import type { FileToCheck } from './file-to-check.ts';

/** As many bytes as the file has there, up to `byteLength`; they are the caller's. */
export async function readBytes(file: FileToCheck, offset: number, byteLength: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, Math.min(byteLength, file.byteLength - offset)));
  let length = 0;
  while (length < bytes.length) {
    const piece = await file.read(offset + length, bytes.length - length);
    if (piece.length === 0) break;
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes.subarray(0, length);
}
