import { describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { csvHeaderOf } from '../domain/imports/csv-header.ts';
import type { ImportJob } from '../domain/imports/import-job.ts';
import type { ClaimedJob } from '../store/store.ts';
import { checkPendingJob } from './check-import-job.ts';
import { FIXTURE_POOL, FIXTURE_WORKER, OneJobStore } from './one-job-store.fixture.ts';
import type { WorkerServices } from './worker-services.ts';

const RECORDS_MAX = 5;
const BYTES_MAX = 9_000;
const HEADER = csvHeaderOf(FIXTURE_POOL).join(',');
const NO_ROLE = 'arn:aws:iam::000000000000:role/of-nobody';
/** Of a good job, which ends up with its log made. */
const GOOD = {
  pool: FIXTURE_POOL as typeof FIXTURE_POOL | undefined,
  job: {},
  isFileThere: true,
  isFileWhole: true,
  hasDigest: true,
};

function records(count: number, more = ''): string {
  return `${HEADER}\n${`${','.repeat(HEADER.split(',').length - 1)}\n`.repeat(count)}${more}`;
}

async function check(content: string | Buffer, change: Partial<typeof GOOD & { job: Partial<ImportJob> }>) {
  const { pool, job, isFileThere, isFileWhole, hasDigest } = { ...GOOD, ...change };
  const bytes = Buffer.from(content);
  const sha256 = 'of other bytes';
  const byteLength = bytes.length + (isFileWhole ? 0 : 1);
  const store = new OneJobStore({ blobId: 'blob', byteLength, ...(hasDigest && { sha256 }) }, job);
  store.pool = pool;
  const services: WorkerServices = {
    store,
    blobs: {
      read: async () =>
        (async function* () {
          yield bytes;
        })(),
      findLength: async () => (isFileThere ? bytes.length : undefined),
      delete: async () => {},
    },
    clock: new ManualClock(1_000),
    scheduler: new ManualScheduler(),
    ids: randomIds,
    logger: silentLogger,
    settings: { csvBytesMax: BYTES_MAX, csvRecordsMax: RECORDS_MAX, iam: 'on' },
    ...FIXTURE_WORKER,
  };
  const claimed = (await store.claimImportJob()) as ClaimedJob;
  return { verdict: await checkPendingJob(services, claimed, () => false), logs: store.openedLogs };
}

describe('the checks of a job that waits', () => {
  const BOM = '\ufeff';
  const LONG = 'x'.repeat(BYTES_MAX);
  const NOT_UTF8 = Buffer.from([0xe9, 0x0a]);

  /** Each job has two faults, of which the one that is named first is found. */
  it.each<[string, string | Buffer, Parameters<typeof check>[1], string]>([
    ['the pool before the role', '', { pool: undefined, job: { roleArn: NO_ROLE } }, 'The user pool has been deleted.'],
    [
      'the role before the file',
      '',
      { job: { roleArn: NO_ROLE }, isFileThere: false },
      'The CloudWatch Logs role does not exist.',
    ],
    ['the file before its size', `${LONG}x`, { isFileThere: false }, 'The uploaded CSV file could not be found.'],
    ['its length before its size', `${LONG}x`, { isFileWhole: false }, 'The uploaded CSV file could not be found.'],
    ['its size before a byte order mark', BOM + LONG, {}, 'The CSV file is larger than 9000 bytes.'],
    [
      'a byte order mark before an empty file',
      BOM,
      {},
      'The CSV file starts with a byte order mark (BOM). Save it as UTF-8 without BOM.',
    ],
    ['an empty file before its bytes', '\n', {}, 'The CSV file is empty.'],
    [
      'the header before UTF-8',
      Buffer.concat([Buffer.from('x\n'), NOT_UTF8]),
      {},
      'The header of the CSV file has an unexpected column at position 1.',
    ],
    [
      'UTF-8 before the number of records',
      Buffer.concat([Buffer.from(records(6)), NOT_UTF8]),
      {},
      'The CSV file is not valid UTF-8.',
    ],
    ['the number of records before the bytes', records(6), {}, 'The CSV file has more than 5 users.'],
    ['the bytes last', records(5), {}, 'The uploaded CSV file could not be found.'],
  ])('look at %s (R291)', async (_name, content, change, completionMessage) => {
    expect((await check(content, change)).verdict).toMatchObject({ kind: 'refused', completionMessage });
  });

  it('look at no digest where the blob id alone pins the content, and at the length all the same (R291)', async () => {
    expect((await check(records(5), { hasDigest: false })).verdict.kind).toBe('accepted');
    expect((await check(records(5), { hasDigest: false, isFileWhole: false })).verdict.kind).toBe('refused');
  });

  it('make the log behind the role and before the file (R274, R291)', async () => {
    expect((await check('', { job: { roleArn: NO_ROLE } })).logs).toEqual([]);
    expect((await check('', { isFileThere: false })).logs).toEqual(['import-0123456789/first job']);
  });
});
