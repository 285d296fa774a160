import { DEFAULT_CSV_HEADER } from '../../../src/check/default-csv-header.ts';
import { generateUsers } from '../../../src/cli/generate/generate-users.ts';
import type { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { type ExpectedImport, expectImport } from '../../oracle/oracle.ts';

export const RECORDS = 5_000;
const BAD_PERCENT = 10;
const SINGLES = 8;

export interface ImportFile {
  readonly text: string;
  /** What comes of it in an empty pool. */
  readonly alone: ExpectedImport;
}

export interface ImportFiles {
  /** Each for a pool of its own. */
  readonly singles: readonly ImportFile[];
  /** For one pool at once: each file shares half of its records with the next one. */
  readonly sets: readonly (readonly ImportFile[])[];
}

/** Made once and imported again and again into new pools: the work of the storm is that of its nodes. */
export function makeImportFiles(random: RandomSource): ImportFiles {
  return {
    singles: Array.from({ length: SINGLES }, () => fileOf([makeRecords(random, RECORDS)])),
    sets: [makeSet(random, 2), makeSet(random, 2), makeSet(random, 4)],
  };
}

function makeSet(random: RandomSource, count: number): ImportFile[] {
  const halves = Array.from({ length: count + 1 }, () => makeRecords(random, RECORDS / 2));
  return Array.from({ length: count }, (_, index) => fileOf(halves.slice(index, index + 2)));
}

function fileOf(parts: readonly string[]): ImportFile {
  const text = `${DEFAULT_CSV_HEADER.join(',')}\n${parts.join('')}`;
  return { text, alone: expectImport(text) };
}

/** Lines without the header. */
function makeRecords(random: RandomSource, users: number): string {
  const seed = random.below(2 ** 31);
  const text = [...generateUsers({ users, seed, badPercent: BAD_PERCENT, columns: DEFAULT_CSV_HEADER })].join('');
  return text.slice(text.indexOf('\n') + 1);
}

/** What the oracle says of a job that was stopped behind so many records. */
export function expectStopped({ text }: ImportFile, recordsDone: number): ExpectedImport {
  const done = `${text
    .split('\n')
    .slice(0, recordsDone + 1)
    .join('\n')}\n`;
  return {
    ...expectImport(done),
    status: 'Stopped',
    completionMessage: 'The Import Job was stopped by the developer.',
  };
}
