import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseLogLine, type UnimportedRecord } from '../domain/imports/parse-log-line.ts';
import { locateRecords } from './locate-records.ts';

let path: string;
beforeAll(() => {
  path = join(mkdtempSync(join(tmpdir(), 'muster-locate-')), 'users.csv');
  writeFileSync(path, `email,cognito:username\n\na@example.com,ann\n,bob\n \n${'x'.repeat(20_000)}\n,c\\,d`);
});
afterAll(() => rmSync(path));

async function* failuresOf(...recordNumbers: number[]): AsyncGenerator<UnimportedRecord, void, void> {
  for (const recordNumber of recordNumbers) yield { recordNumber, outcome: 'failed', reason: 'No.' };
}

describe('locateRecords', () => {
  it('finds line and user name of each record, whatever lies between', async () => {
    const located: unknown[] = [];
    for await (const { recordNumber, lineNumber, username } of locateRecords(path, failuresOf(1, 3, 4, 9))) {
      located.push([recordNumber, lineNumber, username]);
    }
    expect(located).toEqual([
      [1, 3, 'ann'],
      [3, 6, ''],
      [4, 7, 'c,d'],
      [9, undefined, ''],
    ]);
  });
});

describe('parseLogLine', () => {
  it.each([
    [
      '[FAILED] Line Number 12 - Invalid email address format.',
      { recordNumber: 12, outcome: 'failed', reason: 'Invalid email address format.' },
    ],
    [
      '[SKIPPED] Line Number 3 - The user already exists.',
      { recordNumber: 3, outcome: 'skipped', reason: 'The user already exists.' },
    ],
    ['[SUCCEEDED] Line Number 1 - The import succeeded.', undefined],
    ['something else', undefined],
  ])('reads %s (R276)', (message, record) => {
    expect(parseLogLine(message)).toEqual(record);
  });
});
