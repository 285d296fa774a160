import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { ConvertOutput } from './convert-output.ts';
import { RecordFile } from './record-file.ts';

/** Bytes of one file, with room below the limit of a job (R184) for what is still held. */
const FILE_BYTES_MAX = 100_000_000;

/** A file of users that was written. */
export interface UserFileReport {
  readonly name: string;
  readonly users: number;
  /** Of its job; undefined for a file without hashes. */
  readonly algorithm: PasswordHashingAlgorithm | undefined;
}

interface OpenUserFile {
  readonly report: UserFileReport & { users: number };
  readonly lines: RecordFile;
}

/** The CSV files of users: one for each algorithm, because a job has one (R246), and more where a file would be too large for a job. */
export class UserFiles {
  readonly #output: ConvertOutput;
  readonly #columns: readonly string[];
  readonly #recordsMax: number;
  readonly #open = new Map<PasswordHashingAlgorithm | undefined, OpenUserFile>();
  readonly #files: UserFileReport[] = [];

  /** `columns`: of the pool, without the hash. */
  constructor(columns: readonly string[], recordsMax: number, output: ConvertOutput) {
    this.#columns = columns;
    this.#recordsMax = recordsMax;
    this.#output = output;
  }

  get files(): readonly UserFileReport[] {
    return this.#files;
  }

  /** Writes the values of a user, `units` code units in all; returns the name of the file. */
  write(values: readonly string[], units: number, algorithm: PasswordHashingAlgorithm | undefined): string {
    let file = this.#open.get(algorithm);
    if (file === undefined || file.report.users >= this.#recordsMax || file.lines.bytes >= FILE_BYTES_MAX) {
      file?.lines.flush();
      file = this.#start(algorithm);
    }
    file.lines.write(values, units);
    file.report.users += 1;
    return file.lines.name;
  }

  end(): void {
    for (const { lines } of this.#open.values()) lines.flush();
  }

  #start(algorithm: PasswordHashingAlgorithm | undefined): OpenUserFile {
    const number = this.#files.filter((file) => file.algorithm === algorithm).length + 1;
    const kind = algorithm === undefined ? '' : `-${algorithm.toLowerCase().replaceAll('_', '-')}`;
    const name = `users${kind}${number === 1 ? '' : `-${number}`}.csv`;
    const columns = algorithm === undefined ? this.#columns : [...this.#columns, PASSWORD_HASH_COLUMN];
    const file = { report: { name, users: 0, algorithm }, lines: new RecordFile(name, columns, this.#output) };
    this.#open.set(algorithm, file);
    this.#files.push(file.report);
    return file;
  }
}
