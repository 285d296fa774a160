import { packedBytesMax, packFields, writePacked } from '../../csv/packed-fields.ts';
import type { ConvertOutput } from './convert-output.ts';

const HELD_CHARACTERS_MAX = 16 * 1_024;

/** Memory for the lines of one piece; all files use it in turn. */
export class RecordMemory {
  scratch = new Uint8Array(0);
  target = new Uint8Array(0);

  makeRoom(bytes: number): void {
    if (this.target.length >= bytes) return;
    this.scratch = new Uint8Array(bytes);
    this.target = new Uint8Array(bytes);
  }
}

/** Collects records of Cognito's dialect for one file, and hands them over in larger pieces. */
export class RecordFile {
  readonly name: string;
  readonly #output: ConvertOutput;
  readonly #memory: RecordMemory;
  readonly #fieldCount: number;
  #packed = '';
  #bytes = 0;

  constructor(name: string, columns: readonly string[], memory: RecordMemory, output: ConvertOutput) {
    this.name = name;
    this.#output = output;
    this.#memory = memory;
    this.#fieldCount = columns.length;
    this.write(columns);
  }

  /** Bytes that were handed over; what is still held is not counted. */
  get bytes(): number {
    return this.#bytes;
  }

  /** One value for each column. */
  write(values: readonly string[]): void {
    this.#packed += packFields(values);
    if (this.#packed.length >= HELD_CHARACTERS_MAX) this.flush();
  }

  flush(): void {
    if (this.#packed === '') return;
    this.#memory.makeRoom(packedBytesMax(this.#packed));
    const { scratch, target } = this.#memory;
    const bytes = target.subarray(0, writePacked(this.#packed, this.#fieldCount, scratch, target));
    this.#packed = '';
    this.#bytes += bytes.length;
    this.#output.append(this.name, bytes);
  }
}
