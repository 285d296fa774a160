import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REASONS_HEADER, toReasonRow } from '../../driver/migration/reason-rows.ts';
import type { ReportJob, RunReport } from '../../driver/run/report.ts';
import { displayWidth } from '../terminal/text-width.ts';
import { printIncomplete, printSummary, summaryToJson } from './print-summary.ts';

const JOB: ReportJob = {
  part: 1,
  attempts: 1,
  jobId: 'import-1',
  jobName: 'run-0001',
  file: 'users.csv',
  firstRecord: 1,
  records: 3,
  bytes: 100,
  status: 'Succeeded',
  completionMessage: 'Import Job Completed Successfully.',
  startedAt: '2026-11-30T10:00:00.000Z',
  completedAt: '2026-11-30T10:00:00.010Z',
  importedUsers: 1,
  skippedUsers: 1,
  failedUsers: 1,
  ranThrough: true,
  missingInLog: 0,
};
const REPORT: RunReport = {
  version: 1,
  run: 'run',
  status: 'Finished',
  exitCode: 1,
  createdAt: '2026-11-30T10:00:00.000Z',
  endedAt: '2026-11-30T10:00:01.000Z',
  workedMs: 1_000,
  target: {
    service: 'muster',
    description: 'http://127.0.0.1:4599',
    region: 'us-east-1',
    userPoolId: 'us-east-1_A',
    userPoolName: 'import',
  },
  sources: [],
  records: 3,
  importedUsers: 1,
  skippedUsers: 1,
  failedUsers: 1,
  notReached: 0,
  missingInLog: 0,
  jobs: [JOB],
  byReason: [],
  followUps: null,
  waits: [],
  monthlyActiveUsers: 0,
  files: {
    failed: ['failed.csv'],
    skipped: ['skipped.csv'],
    reasons: ['failed.reasons.csv', 'skipped.reasons.csv'],
  },
};
const ALL_THERE: RunReport = {
  ...REPORT,
  importedUsers: 0,
  skippedUsers: 3,
  failedUsers: 0,
  exitCode: 0,
  jobs: [{ ...JOB, status: 'Failed' }],
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-summary-'));
  const row = { file: 'users.csv', line: 4, record: 3, id: '', username: 'bob', remedy: 'Fix it.' };
  const failed = {
    ...row,
    reason: 'The value of phone_number_verified is missing, but the user pool needs one for every record of a file.',
  };
  const skipped = {
    ...row,
    username: 'a.very.long.name.of.somebody@example.com',
    reason: 'The user already exists.',
  };
  writeFileSync(join(folder, 'failed.reasons.csv'), REASONS_HEADER + toReasonRow(failed));
  writeFileSync(join(folder, 'skipped.reasons.csv'), REASONS_HEADER + toReasonRow(skipped));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function print(report: RunReport, columns?: number): Promise<{ readonly out: string[]; readonly err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  await printSummary(report, folder, {
    print: (text = '') => void out.push(...text.split('\n')),
    note: (text = '') => void err.push(text),
    terminal: undefined,
    columns,
  });
  return { out, err };
}

describe('printSummary', () => {
  it('names where the users went, the files, and what is personal', async () => {
    const { out, err } = await print(REPORT);
    expect(out.slice(0, 2)).toEqual([
      '1 imported, 1 skipped, 1 failed in 10 ms',
      'User pool import (us-east-1_A) at http://127.0.0.1:4599; job import-1',
    ]);
    expect(out.slice(-4)).toEqual([
      `1 failed record in ${join(folder, 'failed.csv')}, to fix and import again`,
      `1 skipped record in ${join(folder, 'skipped.csv')}`,
      `Reasons and remedies in ${join(folder, 'failed.reasons.csv')}, ${join(folder, 'skipped.reasons.csv')}`,
      `Report in ${join(folder, 'report.html')}, and for programs in report.json`,
    ]);
    expect(err).toEqual([expect.stringContaining(`rm -r ${folder}`)]);
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
  ])('wraps each reason at words, under itself, in %i columns', async (columns, table) => {
    const { out } = await print(REPORT, columns);
    expect(out.slice(out.indexOf(''), out.lastIndexOf('') + 1)).toEqual(table);
    for (const line of table) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  });

  it('keeps a record on one line where there is no terminal', async () => {
    expect((await print(REPORT)).out.filter((line) => line.startsWith('  line'))).toHaveLength(2);
  });

  it('says in one line that all users are there', async () => {
    const { out } = await print(ALL_THERE);
    expect(out.slice(0, 3)).toEqual([
      'All 3 users already exist: nothing to import.',
      expect.any(String),
      'The job itself ended Failed, which is expected: Cognito marks a job Failed if it imports fewer users than it skips or fails.',
    ]);
    expect(out.filter((line) => line.startsWith('  line'))).toEqual([]);
  });

  it('says how far a run came', () => {
    const out: string[] = [];
    printIncomplete(REPORT, {
      print: (text = '') => void out.push(text),
      note() {},
      terminal: undefined,
      columns: undefined,
    });
    expect(out[0]).toBe('Up to now: 1 imported, 1 skipped, 1 failed in 10 ms');
  });
});

describe('summaryToJson', () => {
  it('explains a job that is Failed because all users exist', () => {
    expect(summaryToJson(ALL_THERE, 'run', 'http://127.0.0.1:4599')).toMatchObject({
      type: 'summary',
      status: 'Finished',
      summary: 'All 3 users already exist: nothing to import.',
      jobs: [{ jobId: 'import-1', jobStatus: 'Failed' }],
      endpoint: 'http://127.0.0.1:4599',
      exitCode: 0,
    });
  });
});
