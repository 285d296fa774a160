/** The file that is checked, wherever it lies. */
export interface FileToCheck {
  readonly byteLength: number;
  /**
   * Bytes from `offset` on: at least one and at most `byteLength` of them, none at the end of the file. They hold until the next call, so
   * that the same memory may be used for all.
   */
  readonly read: (offset: number, byteLength: number) => Promise<Uint8Array>;
}

const CHUNK_BYTES = 256 * 1024;

/** The bytes of the file from `offset` on. Each chunk holds until the next one is asked for. */
export async function* readChunks(file: FileToCheck, offset = 0): AsyncGenerator<Uint8Array> {
  for (let done = offset; ; ) {
    const chunk = await file.read(done, CHUNK_BYTES);
    if (chunk.length === 0) return;
    done += chunk.length;
    yield chunk;
  }
}

/** As many bytes as the file has there, up to `byteLength`; they are the caller's. */
export async function readBytes(file: FileToCheck, offset: number, byteLength: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.min(byteLength, Math.max(0, file.byteLength - offset)));
  let length = 0;
  while (length < bytes.length) {
    const piece = await file.read(offset + length, bytes.length - length);
    if (piece.length === 0) break;
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes.subarray(0, length);
}
