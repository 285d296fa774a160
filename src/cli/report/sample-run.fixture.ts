import type { JournalEntry } from '../../driver/run/journal-event.ts';
import type { ReportJob, RunReport } from '../../driver/run/report.ts';

const START_MS = Date.parse('2026-11-28T08:00:00.000Z');
const PART_RECORDS = 500_000;
const PARTS = 3;
const NONE = { done: 0, already: 0, noUser: 0, refused: 0 };

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

function jobOf(part: number, change: Partial<ReportJob> = {}): ReportJob {
  const startMs = START_MS + part * 4 * 3_600_000;
  return {
    part,
    attempts: 1,
    jobId: `import-AbCdEfGh${part}`,
    jobName: `muster-20261128-000${part}`,
    file: part < 3 ? 'out/users-bcrypt.csv' : 'out/users.csv',
    firstRecord: part === 2 ? 500_001 : 1,
    records: part < 3 ? PART_RECORDS : 200_000,
    bytes: 61_400_000,
    status: 'Succeeded',
    completionMessage: 'The user import job has completed.',
    startedAt: toIso(startMs),
    completedAt: toIso(startMs + (part < 3 ? 240 : 110) * 60_000),
    importedUsers: part < 3 ? 498_200 : 199_400,
    skippedUsers: part < 3 ? 1_500 : 0,
    failedUsers: part < 3 ? 300 : 600,
    ranThrough: true,
    missingInLog: 0,
    ...change,
  };
}

/** The report of an import of 1,200,000 users into Amazon Cognito. */
export function sampleReport(change: Partial<RunReport> = {}): RunReport {
  return {
    version: 1,
    run: 'muster-20261128',
    status: 'Finished',
    exitCode: 1,
    createdAt: '2026-11-28T07:58:12.000Z',
    endedAt: '2026-11-28T20:41:03.000Z',
    workedMs: 35_466_000,
    target: {
      service: 'cognito',
      description: 'Amazon Cognito in eu-central-1',
      region: 'eu-central-1',
      userPoolId: 'eu-central-1_AbCdEfGhI',
      userPoolName: 'people',
    },
    sources: [
      {
        file: 'out/users-bcrypt.csv',
        records: 1_000_000,
        bytes: 122_800_000,
        passwordHashingAlgorithm: 'BCRYPT',
        notReached: 0,
        importedUsers: 996_400,
        skippedUsers: 3_000,
        failedUsers: 600,
      },
      {
        file: 'out/users.csv',
        records: 200_000,
        bytes: 24_100_000,
        passwordHashingAlgorithm: null,
        notReached: 0,
        importedUsers: 199_400,
        skippedUsers: 0,
        failedUsers: 600,
      },
    ],
    records: 1_200_000,
    importedUsers: 1_195_800,
    skippedUsers: 3_000,
    failedUsers: 1_200,
    notReached: 0,
    missingInLog: 0,
    jobs: Array.from({ length: PARTS }, (_, index) => jobOf(index + 1, index === 1 ? { attempts: 2 } : {})),
    byReason: [
      {
        outcome: 'skipped',
        reason: 'The user already exists.',
        count: 3_000,
        remedy: 'Nothing has to be done: the user was not changed.',
        examples: [
          { file: 'out/users-bcrypt.csv', line: 17, username: 'ann@example.com' },
          { file: 'out/users-bcrypt.csv', line: 20, username: '+15551234567' },
        ],
      },
      {
        outcome: 'failed',
        reason: 'The value of birthdate must have the format mm/dd/yyyy.',
        count: 900,
        remedy: 'Write month/day/year with 2, 2 and 4 digits and a day that exists, such as 02/01/1985.',
        examples: [{ file: 'out/users.csv', line: 4_012, username: '<script>alert(1)</script>' }],
      },
      {
        outcome: 'failed',
        reason: 'Invalid phone number format.',
        count: 300,
        remedy: 'Write + and 1 to 15 digits with nothing between them, such as +12345550100.',
        examples: [{ file: 'out/users.csv', line: 99, username: '' }],
      },
    ],
    followUps: {
      file: 'out/follow-up.jsonl',
      users: 5_000,
      steps: {
        'create-group': { ...NONE, done: 12 },
        'join-group': { ...NONE, done: 4_200, noUser: 3 },
        'disable-user': { ...NONE, done: 310 },
        'set-mfa': { ...NONE, done: 40, refused: 2 },
      },
      leftOut: { links: 812, totp: 95 },
    },
    waits: [
      { reason: 'new-role', count: 1, milliseconds: 12_000 },
      { reason: 'throttled', count: 41, milliseconds: 63_000 },
      { reason: 'server-away', count: 2, milliseconds: 340_000 },
    ],
    monthlyActiveUsers: 4_200,
    files: {
      failed: ['failed.csv'],
      skipped: ['skipped.csv'],
      reasons: ['failed.reasons.csv', 'skipped.reasons.csv'],
    },
    ...change,
  };
}

/** A journal of jobs of 4, 4 and 2 hours with a sample every minute; the command was ended in the second, for ten hours. */
export function sampleJournal(): readonly JournalEntry[] {
  const entries: JournalEntry[] = [{ type: 'run-began', at: toIso(START_MS) }];
  let ms = START_MS;
  for (let part = 1; part <= PARTS; part++) {
    const records = part < 3 ? PART_RECORDS : 200_000;
    const minutes = part < 3 ? 240 : 110;
    const jobId = `import-AbCdEfGh${part}`;
    const countersAt = (minute: number) => {
      const wave = Math.sin((minute / minutes) * 9) * 0.02 * (1 - minute / minutes);
      const done = Math.round(records * Math.max(0, Math.min(1, minute / minutes + wave)));
      const failedUsers = Math.round(done * (part === 3 ? 0.02 : 0.001));
      const skippedUsers = part < 3 ? Math.round(done * 0.03) : 0;
      return { importedUsers: done - failedUsers - skippedUsers, skippedUsers, failedUsers };
    };
    for (let minute = 1; minute < minutes; minute++) {
      ms += 60_000;
      entries.push({ type: 'progress', part, jobId, ...countersAt(minute), at: toIso(ms) });
      if (part === 2 && minute === 100) {
        entries.push({ type: 'run-interrupted', reason: 'signal', at: toIso(ms) });
        ms += 10 * 3_600_000;
        entries.push({ type: 'run-began', at: toIso(ms) });
      }
    }
    ms += 60_000;
    const end = { status: 'Succeeded', completionMessage: '' };
    entries.push({ type: 'job-ended', part, jobId, ...end, ...countersAt(minutes), at: toIso(ms) });
  }
  return entries;
}
