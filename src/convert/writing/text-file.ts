import { encodeUtf8 } from '../../base/text/utf8.ts';
import type { ConvertOutput } from './convert-output.ts';

const BUFFER_CHARACTERS = 64 * 1_024;

/** Collects text for one file, and hands it over in larger pieces. */
export class TextFile {
  readonly name: string;
  readonly #output: ConvertOutput;
  #text = '';
  #bytes = 0;

  constructor(name: string, output: ConvertOutput) {
    this.name = name;
    this.#output = output;
  }

  /** Bytes that were handed over; what is still held is not counted. */
  get bytes(): number {
    return this.#bytes;
  }

  write(text: string): void {
    this.#text += text;
    if (this.#text.length >= BUFFER_CHARACTERS) this.flush();
  }

  flush(): void {
    if (this.#text === '') return;
    const bytes = encodeUtf8(this.#text);
    this.#text = '';
    this.#bytes += bytes.length;
    this.#output.append(this.name, bytes);
  }
}
