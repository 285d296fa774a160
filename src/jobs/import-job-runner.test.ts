import { describe, expect, it } from 'vitest';
import { BlobChangedError, BlobNotFoundError } from '../blobs/blobs.ts';
import type { ImportBatch } from '../store/store.ts';
import { csvOf, HEADER, recordOf, setUpRun, usersCsv } from './one-job-run.fixture.ts';
import { FIXTURE_ROLE } from './one-job-store.fixture.ts';

describe('runImportJob', () => {
  it('imports every record, logs it under its number, ends the job and deletes the file (R93, R276, R293, R297)', async () => {
    const file = csvOf(recordOf('ann'), '', recordOf('bob', { email: 'x' }), recordOf('ann'));
    const { store, files, run, counted } = setUpRun(file);
    await run();
    expect(store.usernames).toEqual(['ann']);
    expect(store.outcomes).toEqual(['imported', ['email-malformed'], 'skipped']);
    expect(store.job).toMatchObject({ status: 'Failed', importedUsers: 1, skippedUsers: 1, failedUsers: 1 });
    const ones = ['records_total imported', 'records_total skipped', 'records_total failed'];
    ones.push('batch_duration_seconds judge', 'batch_duration_seconds commit', 'import_jobs_ended_total Failed');
    expect(counted()).toEqual(Object.fromEntries(ones.map((name) => [`muster_${name}`, 1])));
    expect(files.size).toBe(0);
    expect(store.begins).toEqual([
      {
        logGroupName: '/aws/cognito/userpools/us-east-1_AbCdEfGhI/people_of_ours',
        logStreamName: 'import-0123456789/first job',
      },
    ]);
  });

  it.each([
    ['succeeds (R294)', csvOf(recordOf('ann'), recordOf('bob')), 'Succeeded', 'Import Job Completed Successfully.'],
    ['succeeds with a header only (R187)', `${HEADER}\n`, 'Succeeded', 'Import Job Completed Successfully.'],
    ['succeeds with a header that has no line end', HEADER, 'Succeeded', 'Import Job Completed Successfully.'],
    [
      'fails when too many users failed (R294)',
      csvOf(recordOf('a b')),
      'Failed',
      'Too many users have failed or been skipped during the import.',
    ],
  ])('a job that has done all its records %s (R82)', async (_name, content, status, completionMessage) => {
    const { store, run } = setUpRun(content);
    await run();
    expect(store.job).toMatchObject({ status, completionMessage });
  });

  const LATIN1 = Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.from([0xe9, 0x0a])]);
  it.each<[string, string | Buffer, string]>([
    ['a file of 0 bytes (R186)', '', 'The CSV file is empty.'],
    ['a file of white space (R186)', ' \n\t\n', 'The CSV file is empty.'],
    [
      'a byte order mark (R170)',
      `\ufeff${usersCsv(1)}`,
      'The CSV file starts with a byte order mark (BOM). Save it as UTF-8 without BOM.',
    ],
    ['UTF-16 (R170)', Buffer.from([0xff, 0xfe, 0x61, 0x00]), 'The CSV file is not valid UTF-8.'],
    ['bytes that are not UTF-8 behind the header (R171)', LATIN1, 'The CSV file is not valid UTF-8.'],
    [
      'a header that lacks a column (R160)',
      'cognito:username\nann\n',
      'The header of the CSV file lacks the column name.',
    ],
    ['an endless header (R183)', 'x'.repeat(100_000), 'The header of the CSV file is longer than 16000 characters.'],
  ])(
    'fails the job of %s before any user is made, counters 0, no line in the log (R78, R168)',
    async (_name, content, completionMessage) => {
      const { store, files, run } = setUpRun(content);
      await run();
      expect(store.job).toMatchObject({ status: 'Failed', completionMessage, importedUsers: 0, failedUsers: 0 });
      expect(store.begins).toEqual([]);
      expect(files.size).toBe(0);
    },
  );

  it.each<[string, (made: ReturnType<typeof setUpRun>) => void, string]>([
    [
      'the pool is gone (R122)',
      ({ store }) => {
        store.pool = undefined;
      },
      'The user pool has been deleted.',
    ],
    [
      'the role is missing',
      ({ store }) => {
        store.setRole(undefined);
      },
      'The CloudWatch Logs role does not exist.',
    ],
    [
      'the role has another path',
      ({ store }) => {
        store.setRole({ ...FIXTURE_ROLE, arn: store.job.roleArn.replace('service-role', 'other') });
      },
      'The CloudWatch Logs role does not exist.',
    ],
    [
      'the ARN is no role',
      ({ store }) => {
        store.job = { ...store.job, roleArn: 'arn:aws:iam::000000000000:user/import-logs' };
      },
      'The CloudWatch Logs role does not exist.',
    ],
    [
      'the role is of another account (R289)',
      ({ store }) => {
        store.job = { ...store.job, roleArn: 'arn:aws:iam::999999999999:role/import-logs' };
      },
      'The CloudWatch Logs role cannot be assumed by cognito-idp.amazonaws.com.',
    ],
    [
      'the file is gone (R298)',
      ({ files }) => {
        files.clear();
      },
      'The uploaded CSV file could not be found.',
    ],
    [
      'the file has another length (R291)',
      ({ files }) => {
        files.set('blob', Buffer.from('x'));
      },
      'The uploaded CSV file could not be found.',
    ],
    [
      'the file has other bytes (R291)',
      ({ files }) => {
        files.set('blob', Buffer.from(usersCsv(2).replace('user2', 'user3')));
      },
      'The uploaded CSV file could not be found.',
    ],
  ])('fails the job when %s', async (_name, change, completionMessage) => {
    const made = setUpRun(usersCsv(2));
    change(made);
    await made.run();
    expect(made.store.job).toMatchObject({ status: 'Failed', completionMessage });
    expect(made.store.usernames).toEqual([]);
  });

  it('takes every record, however many fail, and keeps the users of a job that fails (R292, R296)', async () => {
    const bad = Array.from({ length: 900 }, (_, index) => recordOf(`bad${index}`, { email: 'x' }));
    const { store, run } = setUpRun(csvOf(...bad, recordOf('ann'), ...bad.slice(0, 99)));
    await run();
    expect(store.job).toMatchObject({ status: 'Failed', importedUsers: 1, skippedUsers: 0, failedUsers: 999 });
    expect(store.usernames).toEqual(['ann']);
  });

  it.each([
    [{ csvBytesMax: 1_048_576 }, 'x'.repeat(1_048_577), 'The CSV file is larger than 1 MB.'],
    [{ csvBytesMax: 1_000 }, 'x'.repeat(1_001), 'The CSV file is larger than 1000 bytes.'],
    [{ csvRecordsMax: 2 }, usersCsv(3), 'The CSV file has more than 2 users.'],
    [{ csvRecordsMax: 2 }, `${usersCsv(2)}\n ,,\n`, 'The CSV file has more than 2 users.'],
  ])('holds the file to the limits in force (R184, R185): %o', async (settings, content, completionMessage) => {
    const { store, run } = setUpRun(content, {}, settings);
    await run();
    expect(store.job).toMatchObject({ status: 'Failed', completionMessage });
  });

  it.each([
    [104_857_600, 'The CSV file is empty.'],
    [104_857_601, 'The CSV file is larger than 100 MB.'],
  ])('takes a file of %i bytes for %s (R184)', async (byteLength, completionMessage) => {
    // Of so many bytes only the number is looked at before the first of them is read.
    const { store, services, run } = setUpRun('');
    const { upload } = store.job;
    store.job = { ...store.job, ...(upload && { upload: { ...upload, byteLength } }) };
    services.blobs.findLength = async () => byteLength;
    await run();
    expect(store.job).toMatchObject({ status: 'Failed', completionMessage });
  });

  it('imports as many records as the limit, header and blank lines not counted (R185)', async () => {
    const { store, run } = setUpRun(`\n${usersCsv(3)}\n\n \t\n`, {}, { csvRecordsMax: 3 });
    await run();
    expect(store.job).toMatchObject({ status: 'Succeeded', importedUsers: 3 });
  });

  it('gives a job back when it is stopped during the first pass, the attempt uncounted', async () => {
    const { store, files, run } = setUpRun(usersCsv(100));
    await run(() => true);
    expect(store.job).toMatchObject({ status: 'Pending', attempts: 0 });
    expect([store.releases, store.begins.length, files.size]).toEqual([1, 0, 1]);
  });

  it('gives a job back behind the batch in flight, and goes on from there with the same result (R66)', async () => {
    const { store, run, counted } = setUpRun(usersCsv(3_000));
    await run(() => store.batchSizes.length > 0);
    expect(store.job.status).toBe('InProgress');
    const importedBefore = store.job.importedUsers;
    expect(importedBefore).toBeGreaterThan(0);
    expect(importedBefore).toBeLessThan(3_000);
    await run();
    expect(store.job).toMatchObject({ status: 'Succeeded', importedUsers: 3_000, skippedUsers: 0 });
    expect(store.usernames).toEqual(Array.from({ length: 3_000 }, (_, index) => `user${index + 1}`));
    expect(store.begins).toHaveLength(1);
    expect(counted()).toMatchObject({ 'muster_records_total imported': 3_000, 'muster_records_total failed': 0 });
  });

  it('fails a job whose file changed its length before it goes on, and keeps its users (R83, R291)', async () => {
    const { store, files, run } = setUpRun(usersCsv(3_000));
    await run(() => store.batchSizes.length > 0);
    files.set('blob', Buffer.from(usersCsv(2_999)));
    await run();
    expect(store.job).toMatchObject({
      status: 'Failed',
      completionMessage: 'The uploaded CSV file could not be found.',
    });
    expect(store.job.importedUsers).toBe(store.usernames.length);
  });

  it.each([
    ['written over', BlobChangedError],
    ['taken away', BlobNotFoundError],
  ])('fails a job whose file is %s while it is read, and keeps its users (R83, R291)', async (_, FileError) => {
    const { store, services, run } = setUpRun(usersCsv(3_000));
    const { read } = services.blobs;
    const readUntilFirstBatch = async function* (content: AsyncIterable<Buffer>) {
      for await (const chunk of content) {
        if (store.batchSizes.length > 0) throw new FileError();
        yield chunk;
      }
    };
    services.blobs.read = async (...asked) => readUntilFirstBatch(await read(...asked));
    await run();
    const { usernames } = store;
    expect(usernames).not.toEqual([]);
    expect(store.job).toMatchObject({ status: 'Failed', importedUsers: usernames.length });
    expect(store.job.completionMessage).toBe('The uploaded CSV file could not be found.');
  });

  it('stops behind the batch in flight when the API says so; users stay (R85, R92)', async () => {
    const { store, files, run } = setUpRun(usersCsv(3_000));
    store.onCommit = () => {
      if (store.batchSizes.length === 1) store.stop();
    };
    await run();
    expect(store.job).toMatchObject({
      status: 'Stopped',
      completionMessage: 'The Import Job was stopped by the developer.',
    });
    expect(store.job.importedUsers).toBe(store.usernames.length);
    expect(store.batchSizes).toHaveLength(2);
    expect(files.size).toBe(0);
  });

  it('halts a job that was left Stopping (R67)', async () => {
    const { store, files, run } = setUpRun(usersCsv(2), { status: 'Stopping' });
    await run();
    expect([store.job.status, store.usernames.length, files.size]).toEqual(['Stopped', 0, 0]);
  });

  it('deletes the file of a job that was stopped while it was checked (R79, R93)', async () => {
    const { store, files, run } = setUpRun(usersCsv(100));
    await run(() => {
      store.stop();
      return false;
    });
    expect([store.job.status, store.usernames.length, files.size]).toEqual(['Stopped', 0, 0]);
  });

  it('leaves a job that was given to another worker alone, file included', async () => {
    const { store, files, run, counted } = setUpRun(usersCsv(3_000));
    store.onCommit = () => void store.claimImportJob();
    await run();
    expect([store.job.status, files.size]).toEqual(['InProgress', 1]);
    expect(counted()).toMatchObject({ muster_lease_losses_total: 1 });
  });
});

describe('a batch that throws (R273, R299)', () => {
  const throwFor = (poison: readonly string[]) => (batch: ImportBatch) => {
    const isPoisoned = [...batch.verdicts].some(
      (verdict) => verdict.kind === 'accepted' && poison.includes(verdict.user.username),
    );
    if (isPoisoned) throw new Error('disk I/O error');
  };

  it.each([
    [['user1'], 1],
    [['user3'], 5],
    [['user2', 'user3', 'user5'], 5],
    [['user700'], 1_200],
  ])('fails only the records that throw alone: %j of %i', async (poison, count) => {
    const { store, run, counted } = setUpRun(usersCsv(count));
    store.onCommit = throwFor(poison);
    await run();
    const all = Array.from({ length: count }, (_, index) => `user${index + 1}`);
    expect(store.usernames).toEqual(all.filter((username) => !poison.includes(username)));
    expect(store.outcomes.flatMap((outcome, index) => (outcome === 'imported' ? [] : [[index + 1, outcome]]))).toEqual(
      poison.map((username) => [Number(username.slice(4)), ['record-failed-internally']]),
    );
    expect(store.job.checkpoint.recordNumber).toBe(count + 1);
    expect(counted()).toMatchObject({
      'muster_records_total imported': count - poison.length,
      'muster_records_total failed': poison.length,
    });
  });

  it('ends after its first half when a stop comes meanwhile: nothing of the second is written (R86, R273)', async () => {
    const { store, run } = setUpRun(usersCsv(4));
    const throwForLast = throwFor(['user4']);
    store.onCommit = (batch) => {
      throwForLast(batch);
      store.stop();
    };
    await run();
    expect(store.usernames).toEqual(['user1', 'user2']);
    expect(store.job).toMatchObject({ status: 'Stopped', importedUsers: 2, failedUsers: 0 });
  });

  it('rejects when not even the failure of a record can be written, and leaves the job as it was', async () => {
    const { store, run } = setUpRun(usersCsv(5));
    store.onCommit = () => {
      throw new Error('disk full');
    };
    await expect(run()).rejects.toThrow('disk full');
    expect(store.job).toMatchObject({ status: 'InProgress', failedUsers: 0, checkpoint: { recordNumber: 1 } });
  });
});

describe('a job whose workers died (R299)', () => {
  it.each([
    [2, 5],
    [3, 1],
  ])('goes on after %i attempts at its checkpoint with first batches of %i', async (attempts, firstBatch) => {
    const { store, run } = setUpRun(usersCsv(5), { attempts });
    await run();
    expect(store.batchSizes[0]).toBe(firstBatch);
    expect(store.job).toMatchObject({ status: 'Succeeded', importedUsers: 5 });
  });

  it('gives up the record at the checkpoint after six, and only that one', async () => {
    const { store, run } = setUpRun(usersCsv(4));
    const claimed = await store.claimImportJob();
    await store.beginImport(claimed?.leaseToken ?? (undefined as never), {
      logGroupName: 'g',
      logStreamName: 's',
      checkpoint: { byteOffset: HEADER.length + 1, lineNumber: 2, recordNumber: 1 },
    });
    store.job = { ...store.job, attempts: 6 };
    await run();
    expect(store.outcomes).toEqual([['record-failed-internally'], 'imported', 'imported', 'imported']);
    expect(store.job).toMatchObject({ status: 'Succeeded', importedUsers: 3, failedUsers: 1 });
  });

  it.each([
    ['Pending', 6],
    ['InProgress', 9],
  ] as const)('fails a job that is still %s after %i', async (status, attempts) => {
    const { store, files, run } = setUpRun(usersCsv(4), { status, attempts });
    await run();
    expect(store.job).toMatchObject({
      status: 'Failed',
      completionMessage: 'The import job failed because of an internal error.',
    });
    expect(files.size).toBe(0);
  });
});
