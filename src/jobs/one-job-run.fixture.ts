import { createHash } from 'node:crypto';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { createCountedMetrics } from '../base/metrics/counted-metrics.fixture.ts';
import { csvHeaderOf } from '../domain/imports/csv-header.ts';
import type { ImportJob } from '../domain/imports/import-job.ts';
import { runImportJob } from './import-job-runner.ts';
import { FIXTURE_POOL, FIXTURE_WORKER, OneJobStore } from './one-job-store.fixture.ts';
import type { WorkerServices } from './worker-services.ts';

const COLUMNS = csvHeaderOf(FIXTURE_POOL);
export const HEADER = COLUMNS.join(',');
const CHUNK_BYTES = 64;

export function recordOf(username: string, values: Record<string, string> = {}): string {
  const all: Record<string, string> = {
    'cognito:username': username,
    email: `${username}@example.com`,
    email_verified: 'true',
    ...values,
  };
  return COLUMNS.map((column) => all[column] ?? '').join(',');
}

export function csvOf(...records: string[]): string {
  return [HEADER, ...records, ''].join('\n');
}

export function usersCsv(count: number): string {
  return csvOf(...Array.from({ length: count }, (_, index) => recordOf(`user${index + 1}`)));
}

/** A file of one job and everything that a worker needs to import it. */
export function setUpRun(
  content: string | Buffer,
  change: Partial<ImportJob> = {},
  settings: Partial<WorkerServices['settings']> = {},
) {
  const bytes = Buffer.from(content);
  const files = new Map([['blob', bytes]]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const store = new OneJobStore({ blobId: 'blob', byteLength: bytes.length, md5: '', sha256 }, change);
  const metrics = createCountedMetrics();
  const services: WorkerServices = {
    store,
    blobs: {
      async read(blobId, offset) {
        const file = files.get(blobId) ?? Buffer.alloc(0);
        return (async function* () {
          for (let at = offset; at < file.length; at += CHUNK_BYTES) yield file.subarray(at, at + CHUNK_BYTES);
        })();
      },
      findLength: async (blobId) => files.get(blobId)?.length,
      delete: async (blobId) => void files.delete(blobId),
    },
    clock: new ManualClock(1_000),
    scheduler: new ManualScheduler(),
    ids: randomIds,
    logger: silentLogger,
    settings: { csvBytesMax: 104_857_600, csvRecordsMax: 500_000, iam: 'on', ...settings },
    ...FIXTURE_WORKER,
    metrics,
  };
  const run = async (isStopped = () => false) => {
    const claimed = await store.claimImportJob();
    if (!claimed) throw new Error('there is no job to claim');
    await runImportJob(services, claimed, isStopped);
  };
  return { store, files, services, run, counted: metrics.counted };
}
