/** Read at once, for the chunks that a check asks for: fewer turns between the worker and the file. */
const WINDOW_BYTES = 4 * 1024 * 1024;

/** A file that is read by slices. */
export interface SlicedFile {
  readonly byteLength: number;
  /** At least one and at most `byteLength` bytes from `offset` on, none at the end. They hold until the next call. */
  readonly read: (offset: number, byteLength: number) => Promise<Uint8Array>;
}

/** A file of the browser, read by slices: of a large one, only a few megabytes are in memory. */
export function fileOfBlob(blob: Blob): SlicedFile {
  let windowStart = 0;
  let window = new Uint8Array(0);
  return {
    byteLength: blob.size,
    async read(offset, byteLength) {
      const isInWindow = offset >= windowStart && offset < windowStart + window.length;
      if (!isInWindow) {
        const end = offset + Math.max(byteLength, WINDOW_BYTES);
        window = new Uint8Array(await blob.slice(offset, end).arrayBuffer());
        windowStart = offset;
      }
      const at = offset - windowStart;
      return window.subarray(at, at + byteLength);
    },
  };
}
