import { joinFields } from '../../csv/join-fields.ts';
import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { ConvertOutput } from './convert-output.ts';
import { TextFile } from './text-file.ts';

/** Bytes of one file, with room below the limit of a job (R184) for what is still held. */
const FILE_BYTES_MAX = 100_000_000;

/** A file of users that was written. */
export interface UserFileReport {
  readonly name: string;
  readonly users: number;
  /** Of its job; undefined for a file without hashes. */
  readonly algorithm: PasswordHashingAlgorithm | undefined;
}

interface OpenUserFile extends UserFileReport {
  users: number;
  readonly text: TextFile;
}

/** The CSV files of users: one for each algorithm, because a job has one (R246), and more where a file would be too large for a job. */
export class UserFiles {
  readonly #output: ConvertOutput;
  readonly #columns: readonly string[];
  readonly #recordsMax: number;
  readonly #open = new Map<PasswordHashingAlgorithm | undefined, OpenUserFile>();
  readonly #files: OpenUserFile[] = [];

  /** `columns`: of the pool, without the hash. */
  constructor(columns: readonly string[], recordsMax: number, output: ConvertOutput) {
    this.#columns = columns;
    this.#recordsMax = recordsMax;
    this.#output = output;
  }

  get files(): readonly UserFileReport[] {
    return this.#files.map(({ name, users, algorithm }) => ({ name, users, algorithm }));
  }

  /** Writes a line of Cognito's dialect, without its line end; returns the name of its file. */
  write(line: string, algorithm: PasswordHashingAlgorithm | undefined): string {
    let file = this.#open.get(algorithm);
    if (file === undefined || file.users >= this.#recordsMax || file.text.bytes >= FILE_BYTES_MAX) {
      file?.text.flush();
      file = this.#start(algorithm);
    }
    file.text.write(`${line}\n`);
    file.users += 1;
    return file.name;
  }

  end(): void {
    for (const { text } of this.#files) text.flush();
  }

  #start(algorithm: PasswordHashingAlgorithm | undefined): OpenUserFile {
    const number = this.#files.filter((file) => file.algorithm === algorithm).length + 1;
    const kind = algorithm === undefined ? '' : `-${algorithm.toLowerCase().replaceAll('_', '-')}`;
    const name = `users${kind}${number === 1 ? '' : `-${number}`}.csv`;
    const file: OpenUserFile = { name, users: 0, algorithm, text: new TextFile(name, this.#output) };
    const columns = algorithm === undefined ? this.#columns : [...this.#columns, PASSWORD_HASH_COLUMN];
    file.text.write(`${joinFields(columns)}\n`);
    this.#open.set(algorithm, file);
    this.#files.push(file);
    return file;
  }
}
