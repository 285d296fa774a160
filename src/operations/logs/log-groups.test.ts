import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginJob, commitFailures } from '../import-jobs.fixture.ts';
import { ACCOUNT, NOW_MS, OperationsFixture, REGION } from '../operations.fixture.ts';
import { describeLogGroups } from './describe-log-groups.ts';
import { describeLogStreams } from './describe-log-streams.ts';
import { TOKEN_VALID_MS } from './log-limits.ts';

let fixture: OperationsFixture;
/** Names of the groups and their streams, by group name. */
let made: { group: string; stream: string }[];

beforeAll(async () => {
  fixture = await OperationsFixture.open();
  made = [];
  for (let count = 0; count < 3; count++) {
    const { claimed, logGroupName, logStreamName } = await beginJob(fixture);
    await commitFailures(fixture, claimed, 1, [['email-malformed']]);
    await fixture.store.endImportJob(claimed.leaseToken, {
      event: 'fail',
      completionMessage: 'x',
      nowMs: fixture.clock.nowMs(),
    });
    made.push({ group: logGroupName, stream: logStreamName });
  }
  made.sort((one, other) => (one.group < other.group ? -1 : 1));
});
afterAll(() => fixture.close());

type GroupsInput = Parameters<typeof describeLogGroups.run>[0];

async function groupNames(input: GroupsInput) {
  const { logGroups = [] } = await describeLogGroups.run(input, fixture.context());
  return logGroups.map(({ logGroupName }) => logGroupName);
}

describe('DescribeLogGroups', () => {
  it('reports groups by name with both forms of their ARN (N3, N5, N10)', async () => {
    const { logGroups = [] } = await describeLogGroups.run({}, fixture.context());
    expect(logGroups.map(({ logGroupName }) => logGroupName)).toEqual(made.map(({ group }) => group));
    const arn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${made[0]?.group}`;
    expect(logGroups[0]).toEqual({
      logGroupName: made[0]?.group,
      creationTime: NOW_MS,
      metricFilterCount: 0,
      arn: `${arn}:*`,
      logGroupArn: arn,
      storedBytes: expect.any(Number),
      logGroupClass: 'STANDARD',
    });
  });

  it.each<[string, (group: string) => GroupsInput, boolean]>([
    ['by prefix', (group) => ({ logGroupNamePrefix: group.slice(0, -3) }), true],
    ['by a part of the name', (group) => ({ logGroupNamePattern: group.slice(10) }), true],
    ['not by a part in another case', (group) => ({ logGroupNamePattern: group.slice(10).toUpperCase() }), false],
    ['by name', (group) => ({ logGroupIdentifiers: [group] }), true],
    ['by ARN', (group) => ({ logGroupIdentifiers: [`arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}`] }), true],
    [
      'not by an ARN of another account',
      (group) => ({ logGroupIdentifiers: [`arn:aws:logs:${REGION}:999999999999:log-group:${group}`] }),
      false,
    ],
    ['not by the beginning of its name', (group) => ({ logGroupIdentifiers: [group.slice(0, -1)] }), false],
    ['not in a class it is not of', () => ({ logGroupClass: 'DELIVERY' }), false],
  ])('finds a group %s', async (_, inputFor, isFound) => {
    const group = made[1]?.group ?? '';
    expect(await groupNames(inputFor(group))).toEqual(isFound ? [group] : []);
  });

  it('pages, with tokens of one list that are good for 24 hours', async () => {
    const first = await describeLogGroups.run({ limit: 2 }, fixture.context());
    expect(first.logGroups).toHaveLength(2);
    const nextToken = first.nextToken ?? '';
    expect(await groupNames({ limit: 2, nextToken })).toEqual([made[2]?.group]);
    const invalid = { code: 'InvalidParameterException', message: 'The specified nextToken is invalid.' };
    await expect(groupNames({ logGroupNamePrefix: '/aws', nextToken })).rejects.toMatchObject(invalid);
    await expect(groupNames({ nextToken: 'nonsense' })).rejects.toMatchObject(invalid);
    fixture.clock.advance(TOKEN_VALID_MS + 1);
    await expect(groupNames({ limit: 2, nextToken })).rejects.toMatchObject(invalid);
  });

  it('takes one way to choose only (N10)', async () => {
    await expect(groupNames({ logGroupNamePrefix: '/a', logGroupNamePattern: 'b' })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });

  it('shows nothing of another region', async () => {
    const context = fixture.context({ region: 'us-east-1' });
    expect(await describeLogGroups.run({}, context)).toEqual({ logGroups: [] });
  });
});

describe('DescribeLogStreams', () => {
  it('reports a stream with its times (N3, N11)', async () => {
    const [{ group: logGroupName, stream } = { group: '', stream: '' }] = made;
    const { logStreams } = await describeLogStreams.run({ logGroupName }, fixture.context());
    expect(logStreams).toEqual([
      {
        logStreamName: stream,
        creationTime: NOW_MS,
        firstEventTimestamp: NOW_MS,
        lastEventTimestamp: NOW_MS,
        lastIngestionTime: NOW_MS,
        arn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${logGroupName}:log-stream:${stream}`,
        storedBytes: 0,
      },
    ]);
  });

  it('takes the ARN of the group, and a prefix', async () => {
    const [{ group, stream } = { group: '', stream: '' }] = made;
    const logGroupIdentifier = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}`;
    const found = await describeLogStreams.run(
      { logGroupIdentifier, logStreamNamePrefix: stream.slice(0, 12) },
      fixture.context(),
    );
    expect(found.logStreams).toHaveLength(1);
    const none = await describeLogStreams.run({ logGroupIdentifier, logStreamNamePrefix: 'x' }, fixture.context());
    expect(none).toEqual({ logStreams: [] });
  });

  it.each<[string, string, Parameters<typeof describeLogStreams.run>[0]]>([
    ['ResourceNotFoundException', 'The specified log group does not exist.', { logGroupName: '/none' }],
    [
      'ResourceNotFoundException',
      'The specified log group does not exist.',
      { logGroupIdentifier: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws` },
    ],
    [
      'InvalidParameterException',
      'Cannot order by LastEventTime with a logStreamNamePrefix.',
      { logGroupName: '/none', orderBy: 'LastEventTime', logStreamNamePrefix: 'a' },
    ],
    ['InvalidParameterException', 'Either logGroupName or logGroupIdentifier must be given.', {}],
    [
      'InvalidParameterException',
      'Only one of logGroupName and logGroupIdentifier can be given.',
      { logGroupName: '/a', logGroupIdentifier: '/a' },
    ],
    [
      'InvalidParameterException',
      'The specified nextToken is invalid.',
      { logGroupName: '/none', nextToken: 'nonsense' },
    ],
  ])('answers %s: %s (N7, N10, N26)', async (code, message, input) => {
    await expect(describeLogStreams.run(input, fixture.context())).rejects.toMatchObject({ code, message });
  });
});
