import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareFailureFile, toFailureLine } from './failure-file.ts';
import type { LocatedRecord } from './locate-records.ts';

const RECORD: LocatedRecord = { lineNumber: 3, recordNumber: 2, username: 'ann', outcome: 'failed', reason: 'No.' };

let directory: string;
let imported: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-failures-'));
  imported = join(directory, 'users.csv');
  writeFileSync(imported, 'cognito:username\n');
});
afterEach(() => rmSync(directory, { recursive: true }));

async function* recordsOf(...records: LocatedRecord[]): AsyncGenerator<LocatedRecord, void, void> {
  yield* records;
}

describe('toFailureLine', () => {
  it.each([
    ['plain', RECORD, '3,2,ann,failed,No.\r\n'],
    ['quotes and commas', { ...RECORD, username: 'a"b,c' }, '3,2,"a""b,c",failed,No.\r\n'],
    ['a formula', { ...RECORD, username: '=HYPERLINK("x")' }, '3,2,"\'=HYPERLINK(""x"")",failed,No.\r\n'],
    ['a formula behind a sign', { ...RECORD, username: '-2+cmd' }, "3,2,'-2+cmd,failed,No.\r\n"],
    ['a phone number, which is no formula', { ...RECORD, username: '+12345550100' }, '3,2,+12345550100,failed,No.\r\n'],
    ['a record that is gone', { ...RECORD, lineNumber: undefined, username: '' }, ',2,,failed,No.\r\n'],
  ])('writes %s', (_name, record, line) => {
    expect(toFailureLine(record)).toBe(line);
  });
});

describe('prepareFailureFile', () => {
  it('writes all records to a file that only its owner reads', async () => {
    const path = join(directory, 'failed.csv');
    await (await prepareFailureFile(path, imported)).write(recordsOf(RECORD, { ...RECORD, outcome: 'skipped' }));
    expect(readFileSync(path, 'utf8')).toBe(
      'line,record,username,outcome,reason\r\n3,2,ann,failed,No.\r\n3,2,ann,skipped,No.\r\n',
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('replaces the file of an earlier run, and leaves it if the records break off', async () => {
    const path = join(directory, 'failed.csv');
    writeFileSync(path, 'earlier');
    const file = await prepareFailureFile(path, imported);
    const broken = (async function* (): AsyncGenerator<LocatedRecord, void, void> {
      yield RECORD;
      throw new Error('the log is gone');
    })();
    await expect(file.write(broken)).rejects.toThrow('the log is gone');
    expect(readFileSync(path, 'utf8')).toBe('earlier');
    expect(readdirSync(directory).sort()).toEqual(['failed.csv', 'users.csv']);
    await file.write(recordsOf());
    expect(readFileSync(path, 'utf8')).toBe('line,record,username,outcome,reason\r\n');
  });

  it.each([
    ['the file to import', () => imported, 'is the file to import'],
    [
      'a link to it',
      () => {
        symlinkSync(imported, join(directory, 'link'));
        return join(directory, 'link');
      },
      'is the file to import',
    ],
    ['a directory', () => directory, 'is a directory'],
    ['a folder that is missing', () => join(directory, 'none', 'failed.csv'), 'no such file or directory'],
  ])('refuses %s', async (_name, path, text) => {
    await expect(prepareFailureFile(path(), imported)).rejects.toThrow(text);
  });
});
