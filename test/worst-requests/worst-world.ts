import { createHostileSession, createHostileUser, hostilePolicy } from './hostile-policies.ts';
import { type Credentials, elementOf, WorstClient } from './worst-client.ts';

/** Requests that fill the world which are on their way at once. */
const AT_ONCE = 8;
const POOLS = 60;
const USERS = 60;
const JOBS = 60;
const GROUPS = 60;
const STREAMS = 60;
/** Identities and policies each: a page of a list. */
const IAM_THINGS = 1_000;
const LOG_BYTES = 6_000_000;
const LOG_PUT_EVENTS = 10_000;
const OVERLAPPING_BLOCKS = 300;
const SMALL_BLOCKS = 3_000;
const ATTRIBUTE_CHARACTERS = 2_048;
const CUSTOM_ATTRIBUTES = 50;

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: '*', Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
};
const LOG_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** Members of an input by name. */
export type Known = Readonly<Record<string, unknown>>;

type Things = Pick<WorstWorld, 'pool' | 'emptyPool' | 'jobId' | 'roleArn' | 'overlapMs' | keyof FilledIam>;
type FilledIam = Pick<WorstWorld, 'policyArn' | 'unusedPolicyArn' | 'accessKeyId'>;

/** A server that holds as much as one page of each list can show, and a caller whose policies are the worst. */
export class WorstWorld {
  readonly client: WorstClient;
  readonly caller: Credentials;
  /** A role session with more policies still. */
  readonly session: Credentials;
  /** Of things that exist. */
  readonly pool: string;
  /** Without attributes of its own. */
  readonly emptyPool: string;
  readonly jobId: string;
  readonly roleArn: string;
  readonly policyArn: string;
  readonly unusedPolicyArn: string;
  readonly accessKeyId: string;
  /** A time that every block of the overlapping stream covers. */
  readonly overlapMs: number;
  #serial = 0;

  private constructor(client: WorstClient, caller: Credentials, session: Credentials, things: Things) {
    this.client = client;
    this.caller = caller;
    this.session = session;
    this.pool = things.pool;
    this.emptyPool = things.emptyPool;
    this.jobId = things.jobId;
    this.roleArn = things.roleArn;
    this.policyArn = things.policyArn;
    this.unusedPolicyArn = things.unusedPolicyArn;
    this.accessKeyId = things.accessKeyId;
    this.overlapMs = things.overlapMs;
  }

  static async open(): Promise<WorstWorld> {
    const client = await WorstClient.start();
    try {
      const iam = await fillIam(client);
      const roleArn = 'arn:aws:iam::123456789012:role/worst-log-role';
      const [pool, emptyPool] = await fillPools(client);
      const jobId = await fillJobs(client, pool, roleArn);
      const overlapMs = await fillLogs(client);
      const caller = await createHostileUser(client);
      const session = await createHostileSession(client);
      return new WorstWorld(client, caller, session, { pool, emptyPool, jobId, roleArn, overlapMs, ...iam });
    } catch (error) {
      await client.stop();
      throw error;
    }
  }

  /** A name that no other thing has. */
  fresh(prefix: string): string {
    return `${prefix}-${++this.#serial}`;
  }

  close(): Promise<void> {
    return this.client.stop();
  }
}

export const GROUP = `/worst/${'a'.repeat(505)}`;
export const STREAM = 'a'.repeat(512);
export const OVERLAPPING_STREAM = 'overlapping';
export const SMALL_BLOCKS_STREAM = 'small-blocks';
export const streamName = (index: number) => `${index}`.padEnd(512, 'é');
export const USERNAME = 'a'.repeat(128);
/** That has long attributes, and a name that can be told from others. */
export const customName = (index: number) => `c${index}`.padEnd(20, 'a');

async function inTurns(count: number, each: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < count) await each(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const tags = Array.from({ length: 50 }, (_, index) => ({
  Key: `${index}`.padEnd(128, 'a'),
  Value: 'a'.repeat(256),
}));
export const MOST_TAGS: readonly { readonly Key: string; readonly Value: string }[] = tags;

async function fillIam(client: WorstClient): Promise<FilledIam> {
  const Path = `/${'a'.repeat(500)}/`;
  const trust = JSON.stringify({ ...TRUST, Id: '%'.repeat(1_800) });
  await client.call('iam', 'CreateRole', {
    RoleName: 'worst-log-role',
    AssumeRolePolicyDocument: JSON.stringify(TRUST),
  });
  await client.call('iam', 'PutRolePolicy', {
    RoleName: 'worst-log-role',
    PolicyName: 'logs',
    PolicyDocument: LOG_POLICY,
  });
  await inTurns(IAM_THINGS, async (index) => {
    const name = `${index}`.padEnd(64, 'a');
    await client.call('iam', 'CreateRole', {
      RoleName: name,
      Path,
      Description: 'é'.repeat(1_000),
      AssumeRolePolicyDocument: trust,
    });
    await client.call('iam', 'CreateUser', { UserName: name, Path });
    await client.call('iam', 'CreatePolicy', {
      PolicyName: name.padEnd(128, 'a'),
      Path,
      Description: 'é'.repeat(1_000),
      PolicyDocument: LOG_POLICY,
    });
  });
  const RoleName = '0'.padEnd(64, 'a');
  for (let index = 0; index < 10; index++) {
    const PolicyName = `${index}`.padEnd(128, 'a');
    await client.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: LOG_POLICY });
  }
  const answer = await client.call('iam', 'CreatePolicy', {
    PolicyName: 'worst',
    Description: 'é'.repeat(1_000),
    Tags: tags,
    PolicyDocument: hostilePolicy('many short ones', 6_144).padEnd(131_072),
  });
  const unused = await client.call('iam', 'CreatePolicy', { PolicyName: 'unused', PolicyDocument: LOG_POLICY });
  const key = await client.call('iam', 'CreateAccessKey', { UserName: '2'.padEnd(64, 'a') });
  return {
    policyArn: elementOf(answer, 'Arn'),
    unusedPolicyArn: elementOf(unused, 'Arn'),
    accessKeyId: elementOf(key, 'AccessKeyId'),
  };
}

async function fillPools(client: WorstClient): Promise<[pool: string, emptyPool: string]> {
  const text = 'é'.repeat(19_000);
  const template = {
    EmailMessage: `{####}${text}`,
    EmailMessageByLink: `{##a##}${text}`,
    EmailSubject: 'é'.repeat(140),
    EmailSubjectByLink: 'é'.repeat(140),
    DefaultEmailOption: 'CONFIRM_WITH_CODE',
  };
  const settings = {
    VerificationMessageTemplate: template,
    AdminCreateUserConfig: { InviteMessageTemplate: { EmailMessage: `{username}{####}${text}` } },
    SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'é'.repeat(131_072) },
    EmailConfiguration: { From: 'é'.repeat(131_072) },
    UserPoolTags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
  };
  const pools: string[] = [];
  await inTurns(POOLS, async (index) => {
    const answer = await client.call('cognito-idp', 'CreateUserPool', { PoolName: `worst-${index}`, ...settings });
    pools[index] = JSON.parse(answer).UserPool.Id;
  });
  const [pool = '', emptyPool = ''] = pools;
  for (let from = 0; from < CUSTOM_ATTRIBUTES; from += 25) {
    const CustomAttributes = Array.from({ length: 25 }, (_, index) => ({
      Name: customName(from + index),
      AttributeDataType: 'String',
      Mutable: true,
    }));
    await client.call('cognito-idp', 'AddCustomAttributes', { UserPoolId: pool, CustomAttributes });
  }
  await inTurns(USERS, (index) =>
    client.call('cognito-idp', 'AdminCreateUser', {
      UserPoolId: pool,
      Username: index === 0 ? USERNAME : `${index}`.padEnd(128, 'é'),
      MessageAction: 'SUPPRESS',
      UserAttributes: longAttributes(),
    }),
  );
  return [pool, emptyPool];
}

/** Every attribute that a pool can have, as long as it may be. */
export function longAttributes(): { readonly Name: string; readonly Value: string }[] {
  const long = 'é'.repeat(ATTRIBUTE_CHARACTERS);
  return [
    ...['name', 'family_name', 'given_name', 'middle_name', 'nickname', 'profile', 'picture', 'website', 'address'].map(
      (Name) => ({ Name, Value: long }),
    ),
    ...Array.from({ length: CUSTOM_ATTRIBUTES }, (_, index) => ({ Name: `custom:${customName(index)}`, Value: long })),
  ];
}

async function fillJobs(client: WorstClient, UserPoolId: string, CloudWatchLogsRoleArn: string): Promise<string> {
  let jobId = '';
  await inTurns(JOBS, async (index) => {
    const answer = await client.call('cognito-idp', 'CreateUserImportJob', {
      UserPoolId,
      JobName: `${index}`.padEnd(128, 'a'),
      CloudWatchLogsRoleArn,
    });
    if (index === 0) jobId = JSON.parse(answer).UserImportJob.JobId;
  });
  return jobId;
}

async function fillLogs(client: WorstClient): Promise<number> {
  await client.call('logs', 'CreateLogGroup', { logGroupName: GROUP });
  await inTurns(GROUPS, (index) =>
    client.call('logs', 'CreateLogGroup', { logGroupName: `${index}`.padEnd(512, 'a') }),
  );
  await client.call('logs', 'CreateLogStream', { logGroupName: GROUP, logStreamName: STREAM });
  await inTurns(STREAMS, (index) =>
    client.call('logs', 'CreateLogStream', { logGroupName: GROUP, logStreamName: streamName(index) }),
  );
  const message = 'aé'.repeat(26);
  const from = Date.now() - 60_000;
  const bytes = LOG_PUT_EVENTS * (Buffer.byteLength(message) + 26);
  for (let put = 0; put * bytes < LOG_BYTES; put++) {
    const logEvents = Array.from({ length: LOG_PUT_EVENTS }, (_, index) => ({
      timestamp: from + Math.floor(index / 200),
      message,
    }));
    await client.call('logs', 'PutLogEvents', { logGroupName: GROUP, logStreamName: STREAM, logEvents });
  }
  return fillBlocks(client);
}

/** Blocks that all have to be taken apart for one event, and many of one event each. */
async function fillBlocks(client: WorstClient): Promise<number> {
  const endMs = Date.now() - 120_000;
  for (const logStreamName of [OVERLAPPING_STREAM, SMALL_BLOCKS_STREAM]) {
    await client.call('logs', 'CreateLogStream', { logGroupName: GROUP, logStreamName });
  }
  await inTurns(OVERLAPPING_BLOCKS, (block) => {
    const logEvents = Array.from({ length: 31 }, (_, index) => ({
      timestamp: endMs - 60_000 + index * 2_000,
      message: `${block} `.padEnd(2_100, 'é'),
    }));
    return client.call('logs', 'PutLogEvents', { logGroupName: GROUP, logStreamName: OVERLAPPING_STREAM, logEvents });
  });
  await inTurns(SMALL_BLOCKS, (index) => {
    const logEvents = [{ timestamp: endMs - 60_000 + index, message: 'a' }];
    return client.call('logs', 'PutLogEvents', { logGroupName: GROUP, logStreamName: SMALL_BLOCKS_STREAM, logEvents });
  });
  return endMs - 30_000;
}
