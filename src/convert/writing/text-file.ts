import { encodeUtf8 } from '../../base/text/utf8.ts';
import type { ConvertOutput } from './convert-output.ts';

const HELD_CHARACTERS_MAX = 16 * 1_024;

/** Collects text for one file, and hands it over in larger pieces. */
export class TextFile {
  readonly #name: string;
  readonly #output: ConvertOutput;
  #text = '';

  constructor(name: string, output: ConvertOutput) {
    this.#name = name;
    this.#output = output;
  }

  write(text: string): void {
    this.#text += text;
    if (this.#text.length >= HELD_CHARACTERS_MAX) this.flush();
  }

  flush(): void {
    if (this.#text === '') return;
    this.#output.append(this.#name, encodeUtf8(this.#text));
    this.#text = '';
  }
}
