import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { beginJob, commitFailures } from '../import-jobs.fixture.ts';
import { ACCOUNT, NOW_MS, OperationsFixture, REGION } from '../operations.fixture.ts';
import { emptyLogs, endJob, GROUP, HOUR_MS, makeStream, put, readMessages, STREAM } from './client-logs.fixture.ts';
import { createLogGroup } from './create-log-group.ts';
import { createLogStream } from './create-log-stream.ts';
import { deleteLogGroup } from './delete-log-group.ts';
import { deleteLogStream } from './delete-log-stream.ts';
import { deleteRetentionPolicy } from './delete-retention-policy.ts';
import { describeLogGroups } from './describe-log-groups.ts';
import { describeLogStreams } from './describe-log-streams.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import { putLogEvents } from './put-log-events.ts';
import { putRetentionPolicy } from './put-retention-policy.ts';

const DAY_MS = 24 * HOUR_MS;

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => emptyLogs(fixture));
afterAll(() => fixture.close());

describe('CreateLogGroup and CreateLogStream', () => {
  it('answer nothing, and make what the Describe operations show (N3, N8)', async () => {
    const context = fixture.context();
    expect(await createLogGroup.run({ ...GROUP, tags: { team: 'a' } }, context)).toBeUndefined();
    expect(await createLogStream.run(STREAM, context)).toBeUndefined();
    const arn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/my/app`;
    const { logGroups } = await describeLogGroups.run({}, context);
    expect(logGroups).toMatchObject([
      { logGroupName: '/my/app', creationTime: NOW_MS, arn: `${arn}:*`, storedBytes: 0 },
    ]);
    expect((await describeLogStreams.run(GROUP, context)).logStreams).toEqual([
      { logStreamName: 'web/1', creationTime: NOW_MS, arn: `${arn}:log-stream:web/1`, storedBytes: 0 },
    ]);
  });

  it('refuse a second one of the name (N6)', async () => {
    await makeStream(fixture);
    const code = 'ResourceAlreadyExistsException';
    await expect(createLogGroup.run(GROUP, fixture.context())).rejects.toMatchObject({
      code,
      message: 'The specified log group already exists',
    });
    await expect(createLogStream.run(STREAM, fixture.context())).rejects.toMatchObject({
      code,
      message: 'The specified log stream already exists',
    });
  });

  it.each([
    [{ logGroupName: 'aws/mine' }, 'Log groups starting with AWS/ are reserved for AWS.'],
    [{ ...GROUP, kmsKeyId: 'arn:aws:kms:x' }, 'Encryption with a KMS key is not supported.'],
    [{ ...GROUP, logGroupClass: 'DELIVERY' as const }, 'The log group class DELIVERY is not supported.'],
    [{ ...GROUP, deletionProtectionEnabled: true }, 'Deletion protection of log groups is not supported.'],
  ])('refuse %j (N2)', async (input, message) => {
    const made = createLogGroup.run(input, fixture.context());
    await expect(made).rejects.toMatchObject({ code: 'InvalidParameterException', message });
    expect((await describeLogGroups.run({}, fixture.context())).logGroups).toEqual([]);
  });
});

describe('operations on a group or stream that is missing', () => {
  const context = () => fixture.context();
  const logEvents = [{ timestamp: NOW_MS, message: 'x' }];

  it.each<[string, () => Promise<unknown>]>([
    ['CreateLogStream', () => createLogStream.run(STREAM, context())],
    ['DeleteLogStream', () => deleteLogStream.run(STREAM, context())],
    ['DeleteLogGroup', () => deleteLogGroup.run(GROUP, context())],
    ['PutLogEvents', () => putLogEvents.run({ ...STREAM, logEvents }, context())],
    ['PutRetentionPolicy', () => putRetentionPolicy.run({ ...GROUP, retentionInDays: 1 }, context())],
    ['DeleteRetentionPolicy', () => deleteRetentionPolicy.run(GROUP, context())],
  ])('%s says that the group is missing (N7)', async (_, run) => {
    await expect(run()).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['DeleteLogStream', () => deleteLogStream.run(STREAM, context())],
    ['PutLogEvents', () => putLogEvents.run({ ...STREAM, logEvents }, context())],
  ])('%s says that the stream is missing (N7)', async (_, run) => {
    await createLogGroup.run(GROUP, context());
    await expect(run()).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
  });
});

describe('PutLogEvents', () => {
  it('writes events that are read back with their own times (N5, N11, N16)', async () => {
    await makeStream(fixture);
    const { nextSequenceToken, ...rest } = await put(fixture, [
      [-60_000, 'first'],
      [-1, 'second'],
    ]);
    expect(nextSequenceToken).toMatch(/^[0-9]{56}$/);
    expect(rest).toEqual({});
    const { events } = await getLogEvents.run(STREAM, fixture.context());
    expect(events).toEqual([
      { timestamp: NOW_MS - 60_000, message: 'first', ingestionTime: NOW_MS },
      { timestamp: NOW_MS - 1, message: 'second', ingestionTime: NOW_MS },
    ]);
    const { logStreams } = await describeLogStreams.run(GROUP, fixture.context());
    expect(logStreams).toMatchObject([
      {
        firstEventTimestamp: NOW_MS - 60_000,
        lastEventTimestamp: NOW_MS - 1,
        lastIngestionTime: NOW_MS,
        storedBytes: 0,
      },
    ]);
  });

  it('looks at no sequence token, and takes the same put twice and puts at once (N16)', async () => {
    await makeStream(fixture);
    const input = { ...STREAM, logEvents: [{ timestamp: NOW_MS, message: 'x' }] };
    await putLogEvents.run({ ...input, sequenceToken: 'old' }, fixture.context());
    await Promise.all(Array.from({ length: 5 }, () => putLogEvents.run(input, fixture.context())));
    expect(await readMessages(fixture)).toHaveLength(6);
  });

  it('keeps events of one time in the order of their arrival (N19)', async () => {
    await makeStream(fixture);
    await put(fixture, [
      [0, 'a'],
      [0, 'b'],
    ]);
    fixture.clock.advance(5);
    await put(fixture, [
      [-6, 'before'],
      [-5, 'c'],
    ]);
    expect(await readMessages(fixture)).toEqual(['before', 'a', 'b', 'c']);
  });

  it.each<[string, [number, string][], string]>([
    [
      'out of order (N13)',
      [
        [0, 'a'],
        [-1, 'b'],
      ],
      'Log events in a single PutLogEvents request must be in chronological order.',
    ],
    [
      'over more than a day (N14)',
      [
        [-DAY_MS - 1, 'a'],
        [0, 'b'],
      ],
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    ],
    [
      'of too many bytes (N12)',
      [[0, 'x'.repeat(1_048_576)]],
      'Log event too large: 1048602 bytes exceeds limit of 1048576',
    ],
  ])('refuses events %s, and writes none of them', async (_, events, message) => {
    await makeStream(fixture);
    await expect(put(fixture, events)).rejects.toMatchObject({ code: 'InvalidParameterException', message });
    expect(await readMessages(fixture)).toEqual([]);
  });

  it.each<[string, number, [number, string][], object, string[]]>([
    [
      'too new',
      0,
      [
        [0, 'kept'],
        [2 * HOUR_MS + 1, 'ahead'],
      ],
      { tooNewLogEventStartIndex: 1 },
      ['kept'],
    ],
    ['too old', 0, [[-14 * DAY_MS - 1, 'old']], { tooOldLogEventEndIndex: 1 }, []],
    [
      'expired',
      1,
      [
        [-DAY_MS - 1, 'expired'],
        [-DAY_MS, 'kept'],
      ],
      { expiredLogEventEndIndex: 1 },
      ['kept'],
    ],
  ])('drops events that are %s, says which, and takes the rest (N15)', async (_, days, events, info, kept) => {
    await makeStream(fixture);
    if (days > 0) await putRetentionPolicy.run({ ...GROUP, retentionInDays: days }, fixture.context());
    expect((await put(fixture, events)).rejectedLogEventsInfo).toEqual(info);
    expect(await readMessages(fixture)).toEqual(kept);
  });
});

describe('DeleteLogStream and DeleteLogGroup', () => {
  it('remove events and free the name (N7, N8)', async () => {
    await makeStream(fixture);
    await put(fixture, [[0, 'old']]);
    expect(await deleteLogStream.run(STREAM, fixture.context())).toBeUndefined();
    expect(await filterLogEvents.run(GROUP, fixture.context())).toEqual({ events: [], searchedLogStreams: [] });
    await createLogStream.run(STREAM, fixture.context());
    expect(await readMessages(fixture)).toEqual([]);
    await put(fixture, [[0, 'new']]);
    expect(await deleteLogGroup.run(GROUP, fixture.context())).toBeUndefined();
    expect((await describeLogGroups.run({}, fixture.context())).logGroups).toEqual([]);
    await makeStream(fixture);
    expect(await readMessages(fixture)).toEqual([]);
  });

  it('void the tokens of a stream only with what they point to: one of the same name is read on (N23)', async () => {
    await makeStream(fixture);
    await put(fixture, [[0, 'old']]);
    const { nextForwardToken: nextToken = '' } = await getLogEvents.run(STREAM, fixture.context());
    await deleteLogGroup.run(GROUP, fixture.context());
    await expect(getLogEvents.run({ ...STREAM, nextToken }, fixture.context())).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await makeStream(fixture);
    await put(fixture, [[1, 'new']]);
    const { events } = await getLogEvents.run({ ...STREAM, nextToken }, fixture.context());
    expect(events).toMatchObject([{ message: 'new' }]);
  });

  it('leave a group to be made again by the next import (R274)', async () => {
    const { claimed, logGroupName } = await beginJob(fixture);
    await commitFailures(fixture, claimed, 1, [['email-malformed']]);
    await endJob(fixture, claimed);
    await deleteLogGroup.run({ logGroupName }, fixture.context());
    const next = await beginJob(fixture);
    await commitFailures(fixture, next.claimed, 1, [['email-malformed']]);
    const { events } = await filterLogEvents.run({ logGroupName: next.logGroupName }, fixture.context());
    expect(events).toHaveLength(1);
    await endJob(fixture, next.claimed);
  });
});

describe('PutRetentionPolicy and DeleteRetentionPolicy', () => {
  it.each([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653])(
    'takes %i days (N9)',
    async (retentionInDays) => {
      await createLogGroup.run(GROUP, fixture.context());
      expect(await putRetentionPolicy.run({ ...GROUP, retentionInDays }, fixture.context())).toBeUndefined();
      const { logGroups } = await describeLogGroups.run({}, fixture.context());
      expect(logGroups).toMatchObject([{ retentionInDays }]);
    },
  );

  it.each([0, -1, 2, 4, 29, 364, 3_654])('refuses %i days (N9)', async (retentionInDays) => {
    await createLogGroup.run(GROUP, fixture.context());
    const changed = putRetentionPolicy.run({ ...GROUP, retentionInDays }, fixture.context());
    await expect(changed).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it('hides what is older, before it is swept, and keeps all without (N9)', async () => {
    await makeStream(fixture);
    await put(fixture, [
      [-HOUR_MS, 'old'],
      [0, 'new'],
    ]);
    await putRetentionPolicy.run({ ...GROUP, retentionInDays: 1 }, fixture.context());
    fixture.clock.advance(DAY_MS);
    expect(await readMessages(fixture)).toEqual(['new']);
    const { events } = await filterLogEvents.run(GROUP, fixture.context());
    expect(events).toHaveLength(1);
    const { logStreams } = await describeLogStreams.run(GROUP, fixture.context());
    expect(logStreams).toMatchObject([{ firstEventTimestamp: NOW_MS, lastEventTimestamp: NOW_MS }]);
    expect(await deleteRetentionPolicy.run(GROUP, fixture.context())).toBeUndefined();
    fixture.clock.advance(5_000 * DAY_MS);
    expect(await readMessages(fixture)).toEqual(['old', 'new']);
  });
});
