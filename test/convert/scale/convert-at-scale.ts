import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MeasuredRun, runMeasured } from '../run-measured.ts';
import { type ExpectedConversion, writeAuth0Export } from './write-auth0-export.ts';

/** A conversion, against reading and parsing its files alone. */
export interface MeasuredConversion {
  readonly inputBytes: number;
  /** Of the round whose ratio is the median. */
  readonly parsing: MeasuredRun;
  readonly conversion: MeasuredRun;
  /** Processor time of parsing in relation to that of the conversion, of each round, lowest first. */
  readonly ratios: readonly number[];
  /** Their median. */
  readonly ratio: number;
  /** Of all conversions. */
  readonly peakBytes: number;
}

export interface ScaleReport {
  readonly alone: MeasuredConversion;
  /** With a second file of as many hashes. */
  readonly joined: MeasuredConversion;
  /** What is not as it must be. */
  readonly faults: readonly string[];
}

const PARSE_FILES = join(import.meta.dirname, 'parse-files.ts');

/**
 * Converts a generated export of Auth0 by the real command, without and with its hashes, and checks what comes out. `rounds`: how often it is
 * parsed and converted without its hashes, in turns, as a machine runs at other speeds from minute to minute; an odd number.
 */
export async function convertAtScale(
  records: number,
  seed: number,
  musterBin: string,
  rounds = 1,
): Promise<ScaleReport> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-scale-'));
  try {
    const [users, hashes] = [join(directory, 'users.ndjson'), join(directory, 'hashes.ndjson')];
    const expected = writeAuth0Export(users, hashes, records, seed);
    const faults: string[] = [];
    const measureRound = async (inputs: readonly string[], out: string, words: readonly string[]) => {
      const parsing = await runMeasured(PARSE_FILES, inputs);
      const conversion = await runMeasured(musterBin, ['convert', users, '-o', out, ...words]);
      faults.push(...findFaults(conversion, out, expected, words.length > 0));
      const checking = await runMeasured(musterBin, ['check', out]);
      if (checking.exitCode !== 0) faults.push(`muster check ended with ${checking.exitCode}: ${checking.stdout}`);
      rmSync(out, { recursive: true, force: true });
      return { parsing, conversion, ratio: parsing.cpuSeconds / conversion.cpuSeconds };
    };
    const measure = async (
      inputs: readonly string[],
      out: string,
      words: readonly string[],
      count: number,
    ): Promise<MeasuredConversion> => {
      const done = [await measureRound(inputs, out, words)];
      while (done.length < count) done.push(await measureRound(inputs, out, words));
      done.sort((one, other) => one.ratio - other.ratio);
      const middle = done[done.length >> 1] as (typeof done)[number];
      return {
        ...middle,
        inputBytes: inputs.reduce((sum, path) => sum + statSync(path).size, 0),
        ratios: done.map(({ ratio }) => ratio),
        peakBytes: Math.max(...done.map(({ conversion }) => conversion.peakBytes)),
      };
    };
    const alone = await measure([users], join(directory, 'alone'), [], rounds);
    const joined = await measure([users, hashes], join(directory, 'joined'), ['--join', `hashes=${hashes}`], 1);
    const parsed = [alone, joined].map(({ parsing }) => Number(parsing.stdout));
    const lines = records - expected.byReason['record-not-json'];
    if (parsed[0] !== lines || parsed[1] !== lines + records) faults.push(`${parsed} lines were parsed`);
    return { alone, joined, faults };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function findFaults(
  { exitCode, stderr }: MeasuredRun,
  out: string,
  expected: ExpectedConversion,
  isJoined: boolean,
): string[] {
  // 1: some were left out.
  if (exitCode !== 1) return [`muster convert ended with ${exitCode}: ${stderr}`];
  const { records, bcrypt, missing, unfound } = expected;
  const report = JSON.parse(readFileSync(join(out, 'convert.json'), 'utf8')) as Record<string, unknown>;
  const wanted = {
    records,
    out: expected.out,
    leftOut: records - expected.out,
    byReason: expected.byReason,
    byAlgorithm: isJoined ? { BCRYPT: bcrypt } : {},
    ...(isJoined ? { hashesNotCarried: { missing }, joins: [{ name: 'hashes', records, unusable: 0, unfound }] } : {}),
  };
  return Object.entries(wanted)
    .filter(([name, value]) => !isSame(report[name], value))
    .map(([name, value]) => `${name} is ${JSON.stringify(report[name])}, not ${JSON.stringify(value)}`);
}

/** Whatever the order of members. */
function isSame(one: unknown, other: unknown): boolean {
  const sorted = (_name: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}
