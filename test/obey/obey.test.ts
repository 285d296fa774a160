import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { runCheck } from '../../src/cli/commands/check-files.ts';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { splitFields } from '../../src/csv/split-fields.ts';
import { applyRemedies } from './apply-remedies.ts';
import { generateRightFile, REFERENCE_COLUMN, type RightFile } from './right-file.ts';
import { type SpoiledFile, spoilFile } from './spoil-file.ts';

const FILES = 300;
const ROUNDS = 2;
const CLEAN_PERCENT_MIN = 80;
const SEED = 20_261_130;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-obey-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let fileCount = 0;

function newPath(): string {
  fileCount += 1;
  return join(directory, `users${fileCount}.csv`);
}

/** The lines that `muster check --json --show-values` prints for a file of this text. */
async function check(text: string, fix?: string): Promise<readonly string[]> {
  const path = newPath();
  writeFileSync(path, text);
  const lines: string[] = [];
  const output = {
    print: (line = '') => void lines.push(line),
    note: () => undefined,
    terminal: undefined,
    columns: undefined,
  };
  await runCheck([path], { json: true, showValues: true, ...(fix === undefined ? {} : { fix }) }, output, systemClock);
  return lines;
}

/** Ways to obey: each gives the text of the file after one round. */
const WAYS: Readonly<Record<string, (text: string) => Promise<string>>> = {
  'muster check --fix': async (text) => {
    const fixed = newPath();
    await check(text, fixed);
    return readFileSync(fixed, 'utf8');
  },
  'a program that applies the printed remedies': async (text) => applyRemedies(text, await check(text)),
};

interface Finding {
  readonly type: string;
  readonly severity?: string;
  readonly line?: number;
  readonly column?: string;
  readonly exitCode?: number;
  readonly fileFindings?: readonly unknown[];
}

/** What there is to say of a file after the last round. */
interface Judged {
  readonly isClean: boolean;
  /** Values that an import would take without a word and that are not what was meant. */
  readonly wrong: readonly string[];
}

async function judge(text: string, { columns, people }: RightFile): Promise<Judged> {
  const findings = (await check(text)).map((line) => JSON.parse(line) as Finding);
  const summary = findings.at(-1);
  if ((summary?.fileFindings ?? []).length > 0) return { isClean: false, wrong: [] };
  const wrong: string[] = [];
  const [header = '', ...lines] = text.split('\n');
  const named = splitFields(header);
  let seen = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const here = findings.filter((finding) => finding.line === index + 2);
    if (here.some(({ severity }) => severity === 'failed' || severity === 'skipped')) continue;
    seen += 1;
    const values = splitFields(line);
    const reference = values[named.indexOf(REFERENCE_COLUMN)];
    const person = people.find((candidate) => candidate[REFERENCE_COLUMN] === reference);
    for (const column of columns) {
      const value = values[named.indexOf(column)] ?? '';
      const right = person?.[column] ?? '';
      const isSame = value === right || (column.endsWith('_verified') && value.toLowerCase() === right);
      if (!isSame && !here.some((finding) => finding.column === column))
        wrong.push(`${column}: ${right} became ${value}`);
    }
  }
  const warned = findings.some(({ severity, line, column = '' }) => severity === 'warning' && isSpoiled(line, column));
  return { isClean: summary?.exitCode === 0 && !warned && seen === people.length, wrong };

  /** A warning of a value that is meant as it is leaves a file clean. */
  function isSpoiled(line = 0, column: string): boolean {
    const values = splitFields(lines[line - 2] ?? '');
    const reference = values[named.indexOf(REFERENCE_COLUMN)];
    const right = people.find((candidate) => candidate[REFERENCE_COLUMN] === reference)?.[column] ?? '';
    return values[named.indexOf(column)] !== right;
  }
}

describe('advice that is obeyed', () => {
  const random = new RandomSource(SEED);
  const files: readonly { readonly right: RightFile; readonly spoiled: SpoiledFile }[] = Array.from(
    { length: FILES },
    () => {
      const right = generateRightFile(random, 1 + random.below(12));
      return { right, spoiled: spoilFile(right, random) };
    },
  );

  it('finds nothing wrong in the files before they are spoiled', async () => {
    for (const { right } of files.slice(0, 50)) {
      const { isClean, wrong } = await judge(spoilNothing(right), right);
      expect([isClean, wrong]).toEqual([true, []]);
    }
  });

  it.each(Object.keys(WAYS))('lets no wrong value pass, and leaves most files clean: %s', async (name) => {
    let clean = 0;
    const unclean: string[] = [];
    for (const { right, spoiled } of files) {
      let { text } = spoiled;
      for (let round = 0; round < ROUNDS; round += 1) text = (await WAYS[name]?.(text)) ?? text;
      const { isClean, wrong } = await judge(text, right);
      expect(wrong, `${spoiled.spoiled.join('; ')}\n${spoiled.text}\n${text}`).toEqual([]);
      if (isClean) clean += 1;
      else unclean.push(spoiled.spoiled.join('; '));
    }
    expect((100 * clean) / FILES, `${clean} of ${FILES}\n${unclean.join('\n')}`).toBeGreaterThanOrEqual(
      CLEAN_PERCENT_MIN,
    );
  });
});

function spoilNothing({ columns, people }: RightFile): string {
  const lines = people.map((person) =>
    columns.map((column) => (person[column] ?? '').replaceAll(/[\\,]/g, '\\$&')).join(','),
  );
  return [columns.join(), ...lines, ''].join('\n');
}
