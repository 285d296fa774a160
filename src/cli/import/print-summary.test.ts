import { describe, expect, it } from 'vitest';
import { DriverError } from '../../driver/driver-error.ts';
import type { ImportReport } from '../../driver/import-report.ts';
import type { LocatedRecord } from '../../driver/locate-records.ts';
import { displayWidth } from '../terminal/text-width.ts';
import { exitCodeOf, printReport, toReportJson } from './print-report.ts';

const PLACE = { description: 'http://127.0.0.1:4599', url: 'http://127.0.0.1:4599' };
const FILE = {
  path: 'users.csv',
  name: 'users.csv',
  byteLength: 1,
  modifiedMs: 1,
  sha256: '00',
  header: [],
  headerBytes: { offset: 0, end: 1 },
  recordCount: 3,
};
const REPORT: ImportReport = {
  jobId: 'import-1',
  jobStatus: 'Succeeded',
  completionMessage: 'Import Job Completed Successfully.',
  pool: { id: 'us-east-1_A', name: 'import', partition: 'aws', isNew: false, attributes: [] },
  file: FILE,
  importedUsers: 1,
  skippedUsers: 1,
  failedUsers: 1,
  durationMs: 10,
  ranThrough: true,
  isOfEarlierRun: false,
  unimported: [],
  failureFiles: undefined,
  isFailureFileMissing: false,
  detailError: undefined,
  missingInLog: 0,
  fileChanged: false,
};
const ALL_THERE = { ...REPORT, jobStatus: 'Failed', importedUsers: 0, skippedUsers: 3, failedUsers: 0 };
const UNREAD = { ...REPORT, detailError: new DriverError({ kind: 'log-unreadable' }, new Error('not authorized')) };

function print(report: ImportReport, columns?: number): { readonly out: string[]; readonly err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  printReport(report, PLACE, {
    print: (text = '') => void out.push(...text.split('\n')),
    note: (text = '') => void err.push(text),
    terminal: undefined,
    columns,
  });
  return { out, err };
}

function record(change: Partial<LocatedRecord>): LocatedRecord {
  const usual = { lineNumber: 4, recordNumber: 3, username: 'bob', outcome: 'failed', reason: 'No.' } as const;
  return { ...usual, bytes: undefined, ...change };
}

const LONG = [
  record({
    reason: 'The value of phone_number_verified is missing, but the user pool needs one for every record of a file.',
  }),
  record({
    username: 'a.very.long.name.of.somebody@example.com',
    outcome: 'skipped',
    reason: 'The user already exists.',
  }),
];

describe('printReport', () => {
  it('names where the users went', () => {
    expect(print(REPORT).out).toEqual([
      '1 imported, 1 skipped, 1 failed in 10 ms',
      'User pool import (us-east-1_A) at http://127.0.0.1:4599',
    ]);
  });

  it.each([
    [
      60,
      [
        '',
        '  line 4  bob              failed',
        '      The value of phone_number_verified is missing, but the',
        '      user pool needs one for every record of a file.',
        '  line 4  a.very.long.na…  skipped',
        '      The user already exists.',
        '',
      ],
    ],
    [
      80,
      [
        '',
        '  line 4  bob                   failed   The value of phone_number_verified is',
        '                                         missing, but the user pool needs one',
        '                                         for every record of a file.',
        '  line 4  a.very.long.name.of…  skipped  The user already exists.',
        '',
      ],
    ],
    [
      100,
      [
        '',
        '  line 4  bob                        failed   The value of phone_number_verified is missing, but the',
        '                                              user pool needs one for every record of a file.',
        '  line 4  a.very.long.name.of.some…  skipped  The user already exists.',
        '',
      ],
    ],
  ])('wraps each reason at words, under itself, in %i columns', (columns, table) => {
    const { out } = print({ ...REPORT, unimported: LONG }, columns);
    expect(out.slice(out.indexOf(''))).toEqual(table);
    for (const line of out) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  });

  it('keeps a record on one line where there is no terminal', () => {
    expect(print({ ...REPORT, unimported: LONG }).out.filter((line) => line.startsWith('  line'))).toHaveLength(2);
  });

  it('prints the summary when the log could not be read, and what is missing', () => {
    expect(print(UNREAD)).toEqual({
      out: expect.arrayContaining(['1 imported, 1 skipped, 1 failed in 10 ms']),
      err: [
        'The 2 records that created no user could not be listed: could not read the log of the job: not authorized',
      ],
    });
  });
});

describe('toReportJson', () => {
  it('explains a job that is Failed because all users exist', () => {
    expect(JSON.parse(toReportJson(ALL_THERE, PLACE))).toMatchObject({
      status: 'Succeeded',
      summary: 'All 3 users already exist: nothing to import.',
      jobStatus: 'Failed',
      endpoint: 'http://127.0.0.1:4599',
      failures: [],
      failuresLeftOut: 3,
      exitCode: 0,
    });
  });

  it('counts the records that it does not list', () => {
    const report = { ...REPORT, skippedUsers: 2_000, failedUsers: 286, unimported: LONG };
    expect(JSON.parse(toReportJson(report, PLACE))).toMatchObject({ failuresLeftOut: 2_284 });
  });

  it('says why it lists none', () => {
    expect(JSON.parse(toReportJson(UNREAD, PLACE))).toMatchObject({
      status: 'Succeeded',
      failuresError: 'could not read the log of the job: not authorized',
      failuresLeftOut: 2,
    });
  });
});

describe('exitCodeOf', () => {
  it.each([
    ['some records failed', REPORT, 1],
    ['all users exist', ALL_THERE, 0],
    ['the log could not be read', { ...UNREAD, failedUsers: 0 }, 0],
    ['the files of --failures are missing', { ...UNREAD, isFailureFileMissing: true }, 2],
    ['the job did not come to its end', { ...REPORT, ranThrough: false }, 2],
  ])('counts records: %s', (_name, report, exitCode) => {
    expect(exitCodeOf(report)).toBe(exitCode);
  });
});
