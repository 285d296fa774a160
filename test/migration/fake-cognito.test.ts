import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WatchedRun } from '../../src/driver/driver-run.fixture.ts';
import type { JournalEvent } from '../../src/driver/run/journal-event.ts';
import { hasSmallDisks, openSmallDisk, type SmallDisk } from '../faults/small-disk.ts';
import { type FakeRun, person, planFakeRun } from './drive-fake.ts';
import { CSV_HEADER, type FakeCognito, startFakeCognito } from './fake/fake-cognito.ts';

const HEADER = `${CSV_HEADER.join()}\n`;
const NINE = ['ann', 'bea', 'cy', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida'].map((name, index) =>
  person(name, index === 4 || index === 7 ? `bad-${name}` : undefined),
);
const REASON = 'E-mail looks odd; nothing we could use.';

let fake: FakeCognito;
let run: FakeRun | undefined;
beforeEach(async () => {
  fake = await startFakeCognito();
});
afterEach(() => {
  run?.close();
  run = undefined;
  fake.close();
});

async function plan(options: Partial<Parameters<typeof planFakeRun>[1]> = {}): Promise<FakeRun> {
  run = await planFakeRun(fake, { records: NINE, partRecords: 4, ...options });
  return run;
}

const jobsOf = (operation: string) => fake.askedOf('cognito-idp').filter((name) => name === operation).length;

describe('a migration into a Cognito with other texts, ids and orders', () => {
  it('imports in parts, one job after the other, named after run and part (R950, R951)', async () => {
    const { go, read, folder } = await plan();
    expect(await go()).toMatchObject({
      status: 'Finished',
      exitCode: 1,
      importedUsers: 7,
      skippedUsers: 0,
      failedUsers: 2,
      missingInLog: 0,
      jobs: [
        { records: 4, firstRecord: 1 },
        { records: 4, firstRecord: 5 },
        { records: 1, firstRecord: 9 },
      ],
      byReason: [{ outcome: 'failed', reason: REASON, count: 2 }],
    });
    expect(fake.state.jobs.map(({ name }) => name.slice(-4))).toEqual(['0001', '0002', '0003']);
    expect(fake.state.jobs.map(({ file }) => file)).toEqual([
      `${HEADER}${NINE.slice(0, 4).join('\n')}\n`,
      `${HEADER}${NINE.slice(4, 8).join('\n')}\n`,
      `${HEADER}${NINE[8]}\n`,
    ]);
    expect(read('failed.csv')).toBe(`${HEADER}${NINE[4]}\n${NINE[7]}\n`);
    expect(read('skipped.csv')).toBe(HEADER);
    expect(read('failed.reasons.csv').split('\r\n').slice(0, 3)).toEqual([
      'file,line,record,id,username,reason,remedy',
      expect.stringMatching(/^people\.csv,6,5,,eve,E-mail looks odd; nothing we could use\.,/),
      expect.stringMatching(/^people\.csv,9,8,,hal,E-mail looks odd/),
    ]);
    expect(readdirSync(folder).toSorted()).toEqual([
      '.gitignore',
      'failed.csv',
      'failed.reasons.csv',
      'journal.jsonl',
      'lock.db',
      'plan.json',
      'report.json',
      'skipped.csv',
      'skipped.reasons.csv',
    ]);
  });

  it('asks each service at its own address, and uploads with the KMS header (R284, R285, R131)', async () => {
    const { go } = await plan({ partRecords: 100 });
    await go();
    expect(fake.askedOf('iam')).toEqual(['GetRole', 'CreateRole', 'GetRolePolicy', 'PutRolePolicy']);
    expect(fake.askedOf('s3')).toEqual(['PUT']);
    expect(new Set(fake.askedOf('logs'))).toEqual(new Set(['DescribeLogGroups', 'DescribeLogStreams', 'GetLogEvents']));
    expect(fake.state.asked.find(({ service }) => service === 's3')?.input).toMatchObject({
      'x-amz-server-side-encryption': 'aws:kms',
    });
  });

  it.each([
    ['that come late', { lateLooks: 6 }],
    ['that are counted from 0', { firstLineNumber: 0 }],
    ['that are counted with the header', { firstLineNumber: 2 }],
  ])('joins to their records log lines %s (R952)', async (_name, change) => {
    Object.assign(fake.state, change);
    const { go, read } = await plan();
    expect(await go()).toMatchObject({ failedUsers: 2, missingInLog: 0 });
    expect(read('failed.csv')).toBe(`${HEADER}${NINE[4]}\n${NINE[7]}\n`);
  });

  it('hands over as failed the records whose lines never come (R953)', async () => {
    fake.state.lostLines = 1;
    const { go, read } = await plan({ partRecords: 100 });
    expect(await go()).toMatchObject({ missingInLog: 1, exitCode: 1 });
    expect(read('failed.csv')).toBe(`${HEADER}${NINE[4]}\n${NINE[7]}\n${NINE[8]}\n`);
    expect(read('failed.reasons.csv')).toContain('The log of the job has no line for this record.');
  });

  it('says that a job is Failed with nothing wrong, if its users are there already (R954)', async () => {
    for (const record of NINE) fake.state.users.add(record.split(',')[0] ?? '');
    const { go, read } = await plan();
    expect(await go()).toMatchObject({
      exitCode: 0,
      skippedUsers: 9,
      jobs: [{ status: 'Failed', ranThrough: true }, {}, {}],
    });
    expect(read('skipped.csv')).toBe(`${HEADER}${NINE.join('\n')}\n`);
  });

  it('takes a new URL by a new job when one has run out, and no other job (R955)', async () => {
    fake.state.expiredUploads = 1;
    const { go, journal } = await plan({ partRecords: 100 });
    expect(await go()).toMatchObject({ importedUsers: 7, jobs: [{ attempts: 2 }] });
    expect(fake.state.jobs.map(({ status }) => status)).toEqual(['Created', 'Succeeded']);
    expect(journal()).toContain('job-given-up');
  });

  it('finds the job whose answer was lost instead of creating another (R956)', async () => {
    fake.state.lost.set('CreateUserImportJob', 1);
    const { go } = await plan({ partRecords: 100 });
    expect(await go()).toMatchObject({ importedUsers: 7 });
    expect(fake.state.jobs).toHaveLength(1);
  });

  it.each([
    ['StartUserImportJob', 1],
    ['DescribeUserImportJob', 5],
  ])('outlasts lost answers of %s', async (operation, count) => {
    fake.state.lost.set(operation, count);
    const { go } = await plan();
    expect(await go()).toMatchObject({ importedUsers: 7, failedUsers: 2 });
    expect(fake.state.jobs).toHaveLength(3);
  });

  it('waits for the job of another pool, whatever error refuses the start (R63)', async () => {
    fake.state.otherStatus = 'InProgress';
    let pauses = 0;
    const { go } = await plan({
      onPause: () => {
        pauses += 1;
        if (pauses === 8) fake.state.otherStatus = 'Succeeded';
      },
    });
    const seen: WatchedRun[] = [];
    expect(
      await go((watched) => {
        seen.push(watched);
        return watched;
      }),
    ).toMatchObject({ importedUsers: 7 });
    expect(seen[0]?.events).toContainEqual(expect.objectContaining({ kind: 'waiting-for-other-job' }));
    expect(fake.state.jobs).toHaveLength(3);
  });

  it('repeats Create and Start while the new role is not known, without another job (R957)', async () => {
    const unknown = { type: 'InvalidParameterException', message: 'That role? Never met.' };
    fake.state.refusals.set('CreateUserImportJob', [unknown, unknown]);
    fake.state.refusals.set('StartUserImportJob', [{ ...unknown, type: 'NotAuthorizedException' }]);
    const { go } = await plan({ partRecords: 100 });
    // By the clock of the run the role of the fake is new.
    const atCreation = (watched: WatchedRun): WatchedRun => {
      watched.clock.advance(Date.UTC(2020, 0, 1));
      return watched;
    };
    expect(await go(atCreation)).toMatchObject({ importedUsers: 7 });
    expect(fake.state.jobs).toHaveLength(1);
  });

  it('tries a job that Cognito ended early once more, and counts its users once (R958)', async () => {
    fake.state.ends.push({ after: 3, status: 'Failed', message: 'We tripped.' });
    const { go, read } = await plan({ partRecords: 100 });
    expect(await go()).toMatchObject({ importedUsers: 7, skippedUsers: 0, failedUsers: 2, jobs: [{ attempts: 2 }] });
    expect(read('skipped.csv')).toBe(HEADER);
  });

  it('ends with what Cognito says when a job fails twice, and goes on in another command (R958)', async () => {
    const early = { after: 0, status: 'Failed', message: 'We tripped.' };
    fake.state.ends.push(early, early);
    const { go, read } = await plan({ partRecords: 100 });
    expect(await go()).toMatchObject({ fault: { kind: 'part-failed', part: 1, message: 'We tripped.' } });
    expect(JSON.parse(read('report.json'))).toMatchObject({ status: 'Incomplete', exitCode: 2, notReached: 9 });
    expect(await go()).toMatchObject({ status: 'Finished', importedUsers: 7 });
  });

  it('names the log that it may not read, and reads it in another command (R959)', async () => {
    const denied = { type: 'AccessDeniedException', message: 'not authorized to perform: logs:GetLogEvents' };
    fake.state.refusals.set('GetLogEvents', [denied]);
    const { go } = await plan();
    expect(await go()).toMatchObject({ fault: { kind: 'log-unreadable' }, cause: { message: denied.message } });
    expect(await go()).toMatchObject({ status: 'Finished', failedUsers: 2 });
    expect(fake.state.jobs).toHaveLength(3);
  });

  it('stops a job when it is interrupted, and imports the rest without counting anyone twice (R960)', async () => {
    fake.state.questionsUntilEnd = 1_000;
    fake.state.ends.push({ after: 5, status: 'Stopped', message: '' });
    let pauses = 0;
    const onPause = (watched: WatchedRun): void => {
      pauses += 1;
      if (pauses === 2) watched.interrupt();
    };
    const { go, read } = await plan({ partRecords: 100, onPause });
    expect(await go()).toMatchObject({ name: 'AbortError' });
    expect(fake.state.jobs.map(({ status }) => status)).toEqual(['Stopped']);
    fake.state.questionsUntilEnd = 1;
    expect(await go()).toMatchObject({ importedUsers: 7, skippedUsers: 0, failedUsers: 2, jobs: [{ attempts: 2 }] });
    expect(read('skipped.csv')).toBe(HEADER);
  });

  it('says that a source was changed, before anything of it is uploaded (R961)', async () => {
    const { go, files } = await plan();
    writeFileSync(files.source, `${HEADER}${NINE.toReversed().join('\n')}\n`);
    expect(await go()).toMatchObject({ fault: { kind: 'source-changed' } });
    expect(jobsOf('CreateUserImportJob')).toBe(0);
    writeFileSync(files.source, `${HEADER}${NINE.join('\n')}\n`);
    expect(await go()).toMatchObject({ status: 'Finished', importedUsers: 7 });
  });
});

describe('the follow-ups', () => {
  const followUps = [
    { username: 'ann', groups: ['staff', 'chess'] },
    { username: 'eve', groups: ['staff'] },
    { username: 'cy', disabled: true, groups: ['chess'], mfa: 'SMS' },
    { username: 'dan', mfa: 'TOTP', link: [{ provider: 'Google', id: '1' }] },
  ];

  it('are done after the import, the groups first, and counted (R962)', async () => {
    const { go } = await plan({ followUps });
    expect(await go()).toMatchObject({
      followUps: {
        users: 4,
        steps: {
          'create-group': { done: 2 },
          'join-group': { done: 3, noUser: 1 },
          'disable-user': { done: 1 },
          'set-mfa': { refused: 1 },
        },
        leftOut: { links: 1, totp: 1 },
      },
      monthlyActiveUsers: 2,
    });
    expect(fake.state.members).toEqual(['staff ann', 'chess ann', 'chess cy']);
    expect(fake.state.disabled).toEqual(['cy']);
  });

  it('go on behind the last one (R963)', async () => {
    const denied = {
      type: 'AccessDeniedException',
      message: 'not authorized to perform: cognito-idp:AdminDisableUser',
    };
    fake.state.refusals.set('AdminDisableUser', [denied]);
    const { go } = await plan({ followUps });
    expect(await go()).toMatchObject({ name: 'AccessDeniedException' });
    expect(await go()).toMatchObject({ status: 'Finished' });
    expect(fake.state.members).toEqual(['staff ann', 'chess ann', 'chess cy']);
    expect(jobsOf('CreateGroup')).toBe(2);
  });

  it('back off where they are asked for too often (R964)', async () => {
    const slow = { type: 'TooManyRequestsException', message: 'Slower, please.' };
    fake.state.refusals.set('AdminAddUserToGroup', [slow, slow]);
    const { go } = await plan({ followUps });
    expect(await go()).toMatchObject({
      waits: expect.arrayContaining([expect.objectContaining({ reason: 'throttled' })]),
    });
    expect(fake.state.members).toEqual(['staff ann', 'chess ann', 'chess cy']);
  });
});

describe('a run folder', () => {
  it('is one command at a time for itself (R965)', async () => {
    const { go, folder } = await plan();
    const second: unknown[] = [];
    const { openRunFolder } = await import('../../src/driver/run/run-folder.ts');
    await go((watched) => ({
      ...watched,
      report(event) {
        if (event.kind !== 'part-begins' || second.length > 0) return;
        try {
          openRunFolder(folder, () => 0).close();
        } catch (error) {
          second.push(error);
        }
      },
    }));
    expect(second).toEqual([expect.objectContaining({ fault: 'in-use' })]);
  });

  it('holds no hash once it is done but in the results, and its journal no user (R966)', async () => {
    const { go, read, folder } = await plan({ records: ['ann,,ann@example.com,true,$2b$secret'] });
    await go();
    expect(existsSync(join(folder, 'parts'))).toBe(false);
    for (const name of readdirSync(folder)) {
      if (name !== 'lock.db') expect(read(name)).not.toContain('$2b$secret');
    }
    const events: readonly JournalEvent[] = read('journal.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(JSON.stringify(events)).not.toContain('ann');
  });
});

describe('a machine in trouble', () => {
  it.skipIf(!hasSmallDisks)(
    'with a full disk ends the command with that reason, and goes on when there is room (R974)',
    async () => {
      const disk = openSmallDisk(1) as SmallDisk;
      try {
        const records = Array.from({ length: 400 }, (_, index) =>
          person(`user${index}`, index % 2 === 0 ? 'bad' : undefined),
        );
        const { go } = await plan({ records, partRecords: 100, parent: disk.path });
        const stuffed = await go((watched) => ({
          ...watched,
          report(event) {
            if (event.kind === 'part-begins' && event.part === 3) disk.fill(0);
          },
        }));
        expect(stuffed).toMatchObject({ code: 'ENOSPC' });
        disk.empty();
        expect(await go()).toMatchObject({ status: 'Finished', importedUsers: 200, skippedUsers: 0, failedUsers: 200 });
        expect(fake.state.jobs).toHaveLength(4);
      } finally {
        disk.remove();
      }
    },
  );

  it('whose clock jumps back and forth loses nothing, and counts no time below zero (R974)', async () => {
    const times = [5_000_000_000_000, 1_000, 9_000_000_000_000, 0];
    let asked = 0;
    const nowMs = () => {
      asked += 1;
      return times[asked % times.length] ?? 0;
    };
    const { go, read } = await plan({ nowMs });
    expect(await go()).toMatchObject({ status: 'Finished', importedUsers: 7, failedUsers: 2 });
    expect(JSON.parse(read('report.json')).workedMs).toBeGreaterThanOrEqual(0);
  });
});
