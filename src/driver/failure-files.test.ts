import {
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UnimportedRecord } from '../domain/imports/parse-log-line.ts';
import {
  type PreparedFailureFiles,
  prepareFailureFiles,
  publishFile,
  toReasonLine,
  writeFailureFiles,
} from './failure-files.ts';
import { inspectFile } from './inspect-file.ts';
import { type LocatedRecord, locateRecords } from './locate-records.ts';

const RECORD: LocatedRecord = {
  lineNumber: 3,
  recordNumber: 2,
  username: 'ann',
  outcome: 'failed',
  reason: 'No.',
  bytes: undefined,
};
const REASONS_HEADER = 'outcome,line,username,reason,original_line,original_record\r\n';

let directory: string;
let imported: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-failures-'));
  imported = join(directory, 'users.csv');
  writeFileSync(imported, '\nemail,cognito:username\r\n a , ann \n\nb,"bob"\\,x\r\n,=1+1\nd,dan');
});
afterEach(() => rmSync(directory, { recursive: true }));

async function* outcomesOf(...outcomes: UnimportedRecord[]): AsyncGenerator<UnimportedRecord, void, void> {
  yield* outcomes;
}

const failedRecord = (recordNumber: number): UnimportedRecord => ({ recordNumber, outcome: 'failed', reason: 'No.' });
const skippedRecord = (recordNumber: number): UnimportedRecord => ({ recordNumber, outcome: 'skipped', reason: 'In.' });
const read = (name: string) => readFileSync(join(directory, name), 'utf8');

async function write(mayReplace: boolean, ...outcomes: UnimportedRecord[]): Promise<void> {
  const files = await prepareFailureFiles(join(directory, 'failed.csv'), imported, mayReplace);
  const file = await inspectFile(imported, { bytesMax: 1_000, recordsMax: 10 });
  await writeFailureFiles(files, file, locateRecords(imported, outcomesOf(...outcomes)));
}

describe('toReasonLine', () => {
  it.each([
    ['plain', RECORD, 'failed,7,ann,No.,3,2\r\n'],
    ['quotes and commas', { ...RECORD, username: 'a"b,c' }, 'failed,7,"a""b,c",No.,3,2\r\n'],
    ['a formula', { ...RECORD, username: '=HYPERLINK("x")' }, 'failed,7,"\'=HYPERLINK(""x"")",No.,3,2\r\n'],
    ['a formula after a sign', { ...RECORD, username: '-2+cmd' }, "failed,7,'-2+cmd,No.,3,2\r\n"],
    ['a formula after a tab', { ...RECORD, username: '\t=1+1' }, "failed,7,'\t=1+1,No.,3,2\r\n"],
    ['a formula after a carriage return', { ...RECORD, username: '\r=1+1' }, 'failed,7,"\'\r=1+1",No.,3,2\r\n'],
    [
      'a phone number, which is not a formula',
      { ...RECORD, username: '+12345550100' },
      'failed,7,+12345550100,No.,3,2\r\n',
    ],
  ])('writes %s', (_name, record, line) => {
    expect(toReasonLine(record, 7)).toBe(line);
  });

  it('leaves blank what a record that is gone does not have', () => {
    const gone = { ...RECORD, lineNumber: undefined, username: '' };
    expect(toReasonLine(gone, undefined)).toBe('failed,,,No.,,2\r\n');
  });
});

describe('writeFailureFiles', () => {
  it('writes failed and skipped records as they were, each below the header, with their reasons beside them', async () => {
    await write(false, failedRecord(1), skippedRecord(2), failedRecord(3), failedRecord(4));
    expect(read('failed.csv')).toBe('email,cognito:username\r\n a , ann \n,=1+1\nd,dan\n');
    expect(read('failed.skipped.csv')).toBe('email,cognito:username\r\nb,"bob"\\,x\r\n');
    expect(read('failed.reasons.csv')).toBe(
      `${REASONS_HEADER}failed,2,ann,No.,3,1\r\nskipped,2,"""bob"",x",In.,5,2\r\nfailed,3,'=1+1,No.,6,3\r\nfailed,4,dan,No.,7,4\r\n`,
    );
    const files = readdirSync(directory).filter((name) => name.startsWith('failed'));
    expect(files.sort()).toEqual(['failed.csv', 'failed.reasons.csv', 'failed.skipped.csv']);
    for (const name of files) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
  });

  it('keeps its files from being half there, and an earlier one as it was, if the records break off', async () => {
    writeFileSync(join(directory, 'failed.csv'), 'earlier');
    const files = await prepareFailureFiles(join(directory, 'failed.csv'), imported, true);
    const broken = (async function* (): AsyncGenerator<LocatedRecord, void, void> {
      yield RECORD;
      throw new Error('the log is gone');
    })();
    const file = await inspectFile(imported, { bytesMax: 1_000, recordsMax: 10 });
    await expect(writeFailureFiles(files, file, broken)).rejects.toThrow('the log is gone');
    expect(readdirSync(directory).sort()).toEqual(['failed.csv', 'users.csv']);
    expect(read('failed.csv')).toBe('earlier');
  });

  it('replaces files of an earlier run if it may', async () => {
    for (const name of ['failed.csv', 'failed.skipped.csv']) writeFileSync(join(directory, name), 'earlier');
    await write(true, failedRecord(4));
    expect(read('failed.csv')).toBe('email,cognito:username\r\nd,dan\n');
    expect(read('failed.skipped.csv')).toBe('email,cognito:username\r\n');
  });

  it('leaves alone a file that somebody created during the import', async () => {
    const files = await prepareFailureFiles(join(directory, 'failed.csv'), imported, false);
    writeFileSync(join(directory, 'failed.csv'), 'of somebody');
    const file = await inspectFile(imported, { bytesMax: 1_000, recordsMax: 10 });
    await expect(writeFailureFiles(files, file, locateRecords(imported, outcomesOf()))).rejects.toMatchObject({
      fault: { kind: 'failures-exists', path: join(directory, 'failed.csv') },
    });
    expect(readdirSync(directory).sort()).toEqual(['failed.csv', 'users.csv']);
    expect(read('failed.csv')).toBe('of somebody');
  });
});

describe('writeFailureFiles in a folder with other files', () => {
  const prepare = () => prepareFailureFiles(join(directory, 'failed.csv'), imported, false);
  const writeTo = async (files: PreparedFailureFiles): Promise<void> => {
    const file = await inspectFile(imported, { bytesMax: 1_000, recordsMax: 10 });
    await writeFailureFiles(files, file, locateRecords(imported, outcomesOf(failedRecord(4))));
  };

  it('does not stumble over what a process of the same id left', async () => {
    writeFileSync(join(directory, `failed.csv.${process.pid}.unfinished`), 'left');
    await writeTo(await prepare());
    expect(read('failed.csv')).toBe('email,cognito:username\r\nd,dan\n');
  });

  it.each(['failed.skipped.csv', 'failed.reasons.csv'])('leaves none of its files if %s appeared', async (name) => {
    const files = await prepare();
    writeFileSync(join(directory, name), 'of somebody');
    await expect(writeTo(files)).rejects.toMatchObject({ fault: { kind: 'failures-exists' } });
    expect(readdirSync(directory).sort()).toEqual([name, 'users.csv'].sort());
    expect(read(name)).toBe('of somebody');
  });
});

describe('publishFile', () => {
  const unlinkable = async (): Promise<void> => {
    throw Object.assign(new Error('link'), { code: 'EPERM' });
  };

  it('renames where the file system has no hard links', async () => {
    writeFileSync(join(directory, 'unfinished'), 'whole');
    await publishFile(join(directory, 'unfinished'), join(directory, 'failed.csv'), unlinkable);
    expect(read('failed.csv')).toBe('whole');
  });

  it.each([
    ['with hard links', undefined],
    ['without', unlinkable],
  ])('replaces no file of that name, on a file system %s', async (_name, linkFile) => {
    writeFileSync(join(directory, 'unfinished'), 'whole');
    linkSync(imported, join(directory, 'failed.csv'));
    const published = publishFile(join(directory, 'unfinished'), join(directory, 'failed.csv'), linkFile);
    await expect(published).rejects.toMatchObject({ code: 'EEXIST' });
    expect(read('failed.csv')).toBe(readFileSync(imported, 'utf8'));
  });
});

describe('prepareFailureFiles', () => {
  const linkTo = (target: string, name = 'link.csv') => {
    symlinkSync(target, join(directory, name));
    return join(directory, 'link.csv');
  };

  it.each([
    ['the file to import', true, () => imported, 'failures-over-input'],
    ['a link to it', true, () => linkTo(imported), 'failures-over-input'],
    ['a link to it beside the file', true, () => linkTo(imported, 'link.skipped.csv'), 'failures-over-input'],
    ['a directory', true, () => directory, 'failures-is-directory'],
    ['a device', true, () => '/dev/null', 'failures-not-regular'],
    ['a link to nothing', false, () => linkTo(join(directory, 'none.csv')), 'failures-not-regular'],
    ['a link to nothing that it may replace', true, () => linkTo(join(directory, 'none.csv')), 'failures-not-regular'],
    ['a folder that is missing', true, () => join(directory, 'none', 'failed.csv'), 'failures-unwritable'],
    ['an existing file, unless it may replace it', false, () => linkTo('/etc/hostname'), 'failures-exists'],
  ])('refuses %s', async (_name, mayReplace, path, kind) => {
    await expect(prepareFailureFiles(path(), imported, mayReplace)).rejects.toMatchObject({ fault: { kind } });
  });
});
