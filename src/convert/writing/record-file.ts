import { countUnits } from '../../base/text/code-units.ts';
import { lineBytesMax, writeLine } from '../../csv/write-line.ts';
import type { ConvertOutput } from './convert-output.ts';

/** Of the lines that are handed over together; more once a line has needed more. */
const PIECE_BYTES = 64 * 1_024;

/** Collects records of Cognito's dialect for one file, and hands them over in larger pieces. */
export class RecordFile {
  readonly name: string;
  readonly #output: ConvertOutput;
  #memory = new Uint8Array(PIECE_BYTES);
  #held = 0;
  #bytes = 0;

  constructor(name: string, columns: readonly string[], output: ConvertOutput) {
    this.name = name;
    this.#output = output;
    this.write(columns, countUnits(columns));
  }

  /** Bytes that were handed over; what is still held is not counted. */
  get bytes(): number {
    return this.#bytes;
  }

  /** One value for each column, none with a line break. `units`: code units of all values. */
  write(values: readonly string[], units: number): void {
    const room = lineBytesMax(values.length, units);
    if (this.#held + room > this.#memory.length) this.flush();
    if (room > this.#memory.length) this.#memory = new Uint8Array(room);
    this.#held = writeLine(values, this.#memory, this.#held);
  }

  flush(): void {
    if (this.#held === 0) return;
    this.#bytes += this.#held;
    this.#output.append(this.name, this.#memory.subarray(0, this.#held));
    this.#held = 0;
  }
}
