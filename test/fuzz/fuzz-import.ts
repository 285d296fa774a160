import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { assert } from '../../src/base/assert.ts';
import { generateUsers } from '../../src/cli/generate/generate-users.ts';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { csvHeaderOf } from '../../src/domain/imports/csv-header.ts';
import { FUZZ_POOLS } from './fuzz-pools.ts';
import { mutate } from './mutate.ts';
import { type FuzzCount, readAndJudge } from './read-and-judge.ts';

export interface FuzzResult extends FuzzCount {
  readonly bytes: number;
  /** The most that was in use above the start, looked at every 1,000 inputs after garbage was collected. */
  readonly heapGrowthBytes: number;
}

/** Room for a group of inputs, none for a leak of fifty bytes an input in a long run. */
const HEAP_GROWTH_BYTES_MAX = 48 * 1024 * 1024;
const GROUP_RUNS = 1_000;
const CORPUS_RECORDS = 12;

const HEADERS = FUZZ_POOLS.map((pool) => csvHeaderOf(pool).join());
const piece = fc.oneof(
  fc.constantFrom(
    ',',
    '\n',
    '\r\n',
    '\\,',
    '\\',
    ' ',
    '\0',
    'true',
    'a@b.co',
    '+1',
    ...HEADERS.map((header) => `${header}\n`),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const madeText = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.from(pieces.join(''))),
  fc
    .tuple(fc.constantFrom(...HEADERS), fc.array(piece, { maxLength: 60 }))
    .map(([header, pieces]) => Buffer.from(`${header}\n${pieces.join('')}`)),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
);

/**
 * Random inputs (fast-check) and mutated files in turn, through reader and judge. Throws, naming the input, at the first that breaks
 * anything. The same seed gives the same inputs.
 */
export function fuzzImport(runs: number, seed: number): FuzzResult {
  const random = new RandomSource(seed);
  const corpus = makeCorpus(seed);
  const count: FuzzCount = { records: 0, imported: 0, skipped: 0, failed: 0, headersAccepted: 0, headersRefused: 0 };
  const collectGarbage = exposeCollector();
  let bytes = 0;
  const heapAtStart = measureHeap(collectGarbage);
  let heapGrowthBytes = 0;
  for (let done = 0; done < runs; done += GROUP_RUNS) {
    const groupRuns = Math.min(GROUP_RUNS, runs - done);
    const made = fc.sample(madeText, { numRuns: Math.ceil(groupRuns / 2), seed: seed + done });
    for (let index = 0; index < groupRuns; index++) {
      const input = made[index] ?? mutate(random, corpus);
      bytes += input.length;
      try {
        readAndJudge(random, input, count);
      } catch (cause) {
        throw new Error(`input ${done + index} of seed ${seed}, base64 ${input.toString('base64')}`, { cause });
      }
    }
    heapGrowthBytes = Math.max(heapGrowthBytes, measureHeap(collectGarbage) - heapAtStart);
    assert(heapGrowthBytes < HEAP_GROWTH_BYTES_MAX, `${heapGrowthBytes} bytes more are in use by input ${done}`);
  }
  return { ...count, bytes, heapGrowthBytes };
}

/** Small files of every pool: good ones, bad ones, and one with other line ends. */
function makeCorpus(seed: number): Buffer[] {
  return FUZZ_POOLS.flatMap((pool) => {
    const columns = csvHeaderOf(pool, { hashImport: seed % 2 === 1 });
    const textOf = (badPercent: number) =>
      [...generateUsers({ users: CORPUS_RECORDS, seed, badPercent, columns })]
        .join('')
        .replaceAll('长'.repeat(2_000), '长');
    const good = textOf(0);
    return [good, textOf(50), good.replaceAll('\n', '\r\n')].map((text) => Buffer.from(text));
  });
}

function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  assert(typeof collect === 'function', 'Node exposes its garbage collector');
  return () => collect();
}

function measureHeap(collectGarbage: () => void): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
