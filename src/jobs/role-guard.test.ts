import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { csvHeaderOf } from '../domain/imports/csv-header.ts';
import { logGroupNameOf } from '../domain/imports/log-names.ts';
import { LOG_RETRY_SECONDS } from '../domain/imports/user-import-limits.ts';
import { runImportJob } from './import-job-runner.ts';
import { FIXTURE_POOL, FIXTURE_ROLE, FIXTURE_WORKER, OneJobStore } from './one-job-store.fixture.ts';
import type { WorkerServices } from './worker-services.ts';

const COLUMNS = csvHeaderOf(FIXTURE_POOL);
const COUNT = 3_000;
const LOG_GROUP = logGroupNameOf(FIXTURE_POOL.id, FIXTURE_POOL.name);
const NO_POLICY = { ...FIXTURE_ROLE, policies: [] };
const NO_TRUST = { ...FIXTURE_ROLE, trustPolicy: JSON.stringify({ Statement: [] }) };
const CANNOT_WRITE = 'The CloudWatch Logs role is missing the permission logs:PutLogEvents.';
const CANNOT_BE_ASSUMED = 'The CloudWatch Logs role cannot be assumed by cognito-idp.amazonaws.com.';

function allowing(...Action: string[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
}

/** A job with thousands of users; every pause lets that much time pass at once, after `onPause`. */
function setUp(settings: Partial<WorkerServices['settings']> = {}) {
  const records = Array.from({ length: COUNT }, (_, index) =>
    COLUMNS.map((column) => {
      const values: Record<string, string> = { 'cognito:username': `user${index}`, email: `u${index}@example.com` };
      return column === 'email_verified' ? 'true' : (values[column] ?? '');
    }).join(','),
  );
  const bytes = Buffer.from([COLUMNS.join(','), ...records, ''].join('\n'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const store = new OneJobStore({ blobId: 'blob', byteLength: bytes.length, md5: '', sha256 });
  const clock = new ManualClock(1_000);
  const pauses: number[] = [];
  const hooks = { onPause: (_count: number) => {}, isStopped: () => false };
  const services: WorkerServices = {
    store,
    blobs: {
      read: async (_blobId, offset) =>
        (async function* () {
          yield bytes.subarray(offset);
        })(),
      findLength: async () => bytes.length,
      delete: async () => {},
    },
    clock,
    scheduler: {
      after(delayMs, task) {
        clock.advance(delayMs);
        pauses.push(delayMs);
        hooks.onPause(pauses.length);
        setImmediate(task);
        return () => {};
      },
    },
    ids: randomIds,
    logger: silentLogger,
    ...FIXTURE_WORKER,
    settings: { csvBytesMax: 104_857_600, csvRecordsMax: 500_000, iam: 'on', ...settings },
  };
  const run = async () => {
    const claimed = await store.claimImportJob();
    if (!claimed) throw new Error('there is no job to claim');
    await runImportJob(services, claimed, () => hooks.isStopped());
  };
  /** Changes IAM data when the first batch has been written. */
  const afterFirstBatch = (change: () => void) => {
    store.onCommit = () => {
      if (store.batchSizes.length !== 1) return;
      store.onCommit = () => {};
      change();
    };
  };
  return { store, clock, pauses, hooks, run, afterFirstBatch };
}

describe('the role of a running import', () => {
  it('is read once for all batches while nothing of IAM changes (R288)', async () => {
    const { store, run } = setUp();
    await run();
    expect(store.job).toMatchObject({ status: 'Succeeded', importedUsers: COUNT });
    expect(store.batchSizes.length).toBeGreaterThan(2);
    expect(store.roleReads).toBe(1);
  });

  it('is read again when IAM data changed, and the batch goes on if it is still good (R288)', async () => {
    const { store, pauses, run, afterFirstBatch } = setUp();
    afterFirstBatch(() => store.setRole(FIXTURE_ROLE));
    await run();
    expect(store.job).toMatchObject({ status: 'Succeeded', importedUsers: COUNT });
    expect([store.roleReads, pauses.length]).toEqual([2, 0]);
  });

  it.each([
    ['may not write any more', NO_POLICY, CANNOT_WRITE],
    ['is not trusting any more', NO_TRUST, CANNOT_BE_ASSUMED],
    ['is gone', undefined, 'The CloudWatch Logs role does not exist.'],
  ])('that %s fails the job after a minute; rows done stay done (R282, R287, R288)', async (_name, role, message) => {
    const { store, clock, run, afterFirstBatch } = setUp();
    let changedAt = 0;
    afterFirstBatch(() => {
      changedAt = clock.nowMs();
      store.setRole(role);
    });
    await run();
    expect(store.job).toMatchObject({ status: 'Failed', completionMessage: message, skippedUsers: 0, failedUsers: 0 });
    expect(store.job.importedUsers).toBe(store.batchSizes[0]);
    expect(store.usernames).toHaveLength(store.job.importedUsers);
    expect(clock.nowMs() - changedAt).toBe(LOG_RETRY_SECONDS * 1_000);
  });

  it.each([
    ['forth', 240_000],
    ['back', -240_000],
  ])(
    'that is refused fails the job after that minute also if the clock is set %s meanwhile (R288)',
    async (_, jumpMs) => {
      const { store, clock, pauses, hooks, run, afterFirstBatch } = setUp();
      hooks.onPause = (count) => {
        if (count % 7 === 0) clock.jump(jumpMs);
      };
      afterFirstBatch(() => store.setRole(NO_POLICY));
      await run();
      expect(store.job).toMatchObject({ status: 'Failed', completionMessage: CANNOT_WRITE });
      expect(pauses).toHaveLength(LOG_RETRY_SECONDS);
    },
  );

  it.each([
    ['group', [], 'logs:CreateLogGroup'],
    ['stream', [LOG_GROUP], 'logs:CreateLogStream'],
  ])(
    'that may not make a deleted log %s again fails the job after a minute (R286, R288)',
    async (_, logGroups, missing) => {
      const { store, pauses, run, afterFirstBatch } = setUp();
      const writeOnly = { ...FIXTURE_ROLE, policies: [allowing('logs:PutLogEvents')] };
      afterFirstBatch(() => {
        store.setRole(writeOnly);
        store.logGroups = [...logGroups];
        store.isLogGone = true;
      });
      await run();
      expect(store.job).toMatchObject({
        status: 'Failed',
        completionMessage: `The CloudWatch Logs role is missing the permission ${missing}.`,
      });
      expect(store.job.importedUsers).toBe(store.batchSizes[0]);
      expect(pauses).toHaveLength(LOG_RETRY_SECONDS);
    },
  );

  it.each([
    ['group', [], ['logs:PutLogEvents', 'logs:CreateLogStream', 'logs:CreateLogGroup']],
    ['stream', [LOG_GROUP], ['logs:PutLogEvents', 'logs:CreateLogStream']],
  ])('that may make a deleted log %s again needs no more for it (R286)', async (_, logGroups, actions) => {
    const { store, pauses, run, afterFirstBatch } = setUp();
    afterFirstBatch(() => {
      store.setRole({ ...FIXTURE_ROLE, policies: [allowing(...actions)] });
      store.logGroups = [...logGroups];
      store.isLogGone = true;
    });
    await run();
    expect(store.job).toMatchObject({ status: 'Succeeded', importedUsers: COUNT });
    expect([store.isLogGone, pauses.length]).toEqual([false, 0]);
  });

  it('that gets its policy back within the minute goes on where it was (R288)', async () => {
    const { store, pauses, hooks, run, afterFirstBatch } = setUp();
    afterFirstBatch(() => store.setRole(NO_POLICY));
    hooks.onPause = (count) => {
      if (count === 59) store.setRole(FIXTURE_ROLE);
    };
    await run();
    expect(store.job).toMatchObject({ status: 'Succeeded', importedUsers: COUNT });
    expect(pauses).toHaveLength(59);
  });

  it.each([
    ['stopped', 'Stopped'],
    ['drained', 'InProgress'],
  ])('does not keep a job that is %s from ending in good order (R86, R288)', async (name, status) => {
    const { store, pauses, hooks, run, afterFirstBatch } = setUp();
    afterFirstBatch(() => store.setRole(NO_POLICY));
    hooks.onPause = () => {
      if (name === 'stopped') store.stop();
      else hooks.isStopped = () => true;
    };
    await run();
    expect([store.job.status, pauses.length]).toEqual([status, 1]);
    expect(store.job.importedUsers).toBe(store.batchSizes[0]);
    expect(store.releases).toBe(name === 'drained' ? 1 : 0);
  });

  it('leaves a job alone that was deleted with its pool while a refusal was tried again', async () => {
    const { store, pauses, hooks, run, afterFirstBatch } = setUp();
    afterFirstBatch(() => store.setRole(NO_POLICY));
    hooks.onPause = () => {
      store.pool = undefined;
    };
    await run();
    expect([store.job.status, pauses.length]).toEqual(['InProgress', 1]);
  });

  it.each([
    ['may not write', NO_POLICY, 'The CloudWatch Logs role is missing the permission logs:CreateLogGroup.'],
    ['does not trust', NO_TRUST, CANNOT_BE_ASSUMED],
  ])('that %s when the run begins fails the job at once (R287)', async (_name, role, completionMessage) => {
    const { store, pauses, run } = setUp();
    store.setRole(role);
    await run();
    expect(store.job).toMatchObject({ status: 'Failed', completionMessage, importedUsers: 0 });
    expect([store.begins.length, pauses.length]).toEqual([0, 0]);
  });

  it('is looked at again when a job goes on behind its first records (R288)', async () => {
    const { store, hooks, run } = setUp();
    hooks.isStopped = () => store.batchSizes.length > 0;
    await run();
    hooks.isStopped = () => false;
    store.setRole(NO_POLICY);
    await run();
    expect(store.job).toMatchObject({ status: 'Failed', completionMessage: CANNOT_WRITE });
    expect(store.job.importedUsers).toBe(store.batchSizes[0]);
  });

  it('that cannot be read is no fault of a record: the run ends and leaves the job as it is (R273)', async () => {
    const { store, run, afterFirstBatch } = setUp();
    afterFirstBatch(() => {
      store.setRole(FIXTURE_ROLE);
      store.findIdentityPolicies = () => Promise.reject(new Error('EIO'));
    });
    await expect(run()).rejects.toThrow('EIO');
    expect(store.job).toMatchObject({ status: 'InProgress', failedUsers: 0, importedUsers: store.batchSizes[0] });
  });

  it('is judged anew also while a batch is halved, and no record is lost (R273, R288)', async () => {
    const { store, run } = setUp();
    let commits = 0;
    store.onCommit = (batch) => {
      commits += 1;
      if (commits % 3 === 0) store.setRole(FIXTURE_ROLE);
      const poisoned = [...batch.verdicts].some((v) => v.kind === 'accepted' && v.user.username === 'user700');
      if (poisoned) throw new Error('disk I/O error');
    };
    await run();
    expect(store.job).toMatchObject({ importedUsers: COUNT - 1, failedUsers: 1, skippedUsers: 0 });
    expect(store.outcomes[700]).toEqual(['record-failed-internally']);
  });

  it('is not looked at where IAM is switched off (R41)', async () => {
    const { store, run } = setUp({ iam: 'off' });
    store.setRole(undefined);
    await run();
    expect(store.job).toMatchObject({ status: 'Succeeded', importedUsers: COUNT });
    expect(store.roleReads).toBe(0);
  });
});
