import { joinBytes } from '../../csv/join-bytes.ts';
import type { SourceEncoding } from './source-format.ts';

const LF = 0x0a;
/** Of a line of mixed encoding; what is longer is decoded in pieces. */
const LINE_BYTES_MAX = 256 * 1024;

/** Makes text of the bytes of a file, which come in chunks. Memory: a chunk, and for mixed encodings a line. */
export interface SourceDecoder {
  push(chunk: Uint8Array): string;
  end(): string;
}

/** U+FFFD stands for what the encoding does not know. A byte order mark is a character like any other. */
export function openSourceDecoder(encoding: SourceEncoding): SourceDecoder {
  if (encoding === 'mixed') return new MixedDecoder();
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return { push: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() };
}

/** Reads each line as UTF-8 if it is, else as Windows-1252. */
class MixedDecoder implements SourceDecoder {
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #windows1252 = new TextDecoder('windows-1252');
  /** Of a line that has not ended. */
  #held = new Uint8Array(0);

  push(chunk: Uint8Array): string {
    const bytes = this.#held.length === 0 ? chunk : joinBytes([this.#held, chunk]);
    let text = '';
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(LF, start);
      if (end === -1) break;
      text += this.#decode(bytes.subarray(start, end + 1));
      start = end + 1;
    }
    if (bytes.length - start > LINE_BYTES_MAX) {
      text += this.#decode(bytes.subarray(start));
      start = bytes.length;
    }
    this.#held = new Uint8Array(bytes.subarray(start));
    return text;
  }

  end(): string {
    const text = this.#decode(this.#held);
    this.#held = new Uint8Array(0);
    return text;
  }

  #decode(line: Uint8Array): string {
    try {
      return this.#utf8.decode(line);
    } catch {
      // Thrown only for bytes that are not UTF-8, which is what is asked.
      return this.#windows1252.decode(line);
    }
  }
}
