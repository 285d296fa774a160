import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { findSystemCode } from '../../base/system-code.ts';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { generateUsers } from '../generate/generate-users.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';

export interface GenerateOptions {
  readonly users: number;
  readonly seed: number;
  readonly bad: number;
  readonly out?: string;
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
}

/** `muster generate`. Resolves with the exit code. A reader that goes away (`| head`) ends it quietly. */
export async function runGenerateCommand(options: GenerateOptions): Promise<number> {
  const { users, seed, bad, out, passwordHashingAlgorithm } = options;
  const columns = passwordHashingAlgorithm ? [...DEFAULT_CSV_HEADER, PASSWORD_HASH_COLUMN] : DEFAULT_CSV_HEADER;
  const chunks = generateUsers({ users, seed, badPercent: bad, columns, passwordHashingAlgorithm });
  const source = Readable.from(chunks, { objectMode: false });
  try {
    await pipeline(source, out === undefined ? process.stdout : createWriteStream(out), { end: out !== undefined });
  } catch (error) {
    if (out === undefined && findSystemCode(error) === 'EPIPE') return EXIT.done;
    throw new CommandError(`cannot write ${out ?? 'to standard output'}: ${describeError(error)}`);
  }
  return EXIT.done;
}
