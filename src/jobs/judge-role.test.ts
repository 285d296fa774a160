import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import type { ImportJob } from '../domain/imports/import-job.ts';
import { judgeRole, judgeRoleToBegin } from './judge-role.ts';
import { FIXTURE_POOL, FIXTURE_ROLE, OneJobStore } from './one-job-store.fixture.ts';

const { id: POOL_ID } = FIXTURE_POOL;
const GROUP = `/aws/cognito/userpools/${POOL_ID}/people_of_ours`;
const GROUP_ARN = `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}`;
const POOL_ARN = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${POOL_ID}`;
const USABLE = 'usable';
const NO_ROLE = 'The CloudWatch Logs role does not exist. Create the role, then a new import job.';
const NOT_ASSUMABLE = 'The CloudWatch Logs role cannot be assumed by cognito-idp.amazonaws.com.';
const lacks = (action: string) => `The CloudWatch Logs role is missing the permission logs:${action}.`;

const controls = { newRolesUnknownMs: 0 };

type Change = Partial<typeof FIXTURE_ROLE> & { readonly logGroups?: string[]; readonly job?: Partial<ImportJob> };

async function judge({ logGroups = [], job = {}, ...role }: Change): Promise<string> {
  const store = new OneJobStore(undefined, job);
  store.setRole({ ...FIXTURE_ROLE, ...role });
  store.logGroups = logGroups;
  const services = { store, clock: new ManualClock(Date.UTC(2026, 10, 22)), controls };
  const verdict = await judgeRoleToBegin(services, store.job, FIXTURE_POOL);
  if (verdict.kind === 'usable') expect(verdict.iamVersion).toBe(store.iamVersion);
  return verdict.kind === 'usable' ? USABLE : verdict.completionMessage;
}

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
function trust(change: object = {}): string {
  const Principal = { Service: 'cognito-idp.amazonaws.com' };
  return policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...change });
}
function allow(Action: unknown, Resource: unknown = '*', more: object = {}) {
  return { Effect: 'Allow', Action, Resource, ...more };
}

describe('the role of a job', () => {
  it.each<[string, Change]>([
    [USABLE, {}],
    [NO_ROLE, { job: { roleArn: 'arn:aws:iam::000000000000:role/other' } }],
    [NO_ROLE, { job: { roleArn: 'arn:aws:iam::000000000000:role/other-path/import-logs' } }],
    [NO_ROLE, { job: { roleArn: 'arn:aws:iam::000000000000:user/import-logs' } }],
    [NO_ROLE, { job: { roleArn: 'no ARN at all' } }],
  ])('is %s by its name: %j (R287)', async (expected, change) => {
    expect(await judge(change)).toBe(expected);
  });

  it('is not assumable where it is of another account (R289)', async () => {
    expect(await judge({ job: { roleArn: 'arn:aws:iam::999999999999:role/service-role/import-logs' } })).toBe(
      NOT_ASSUMABLE,
    );
  });

  it('may have any name and path, that of the console too (R290)', async () => {
    const arn = 'arn:aws:iam::000000000000:role/service-role/Cognito-UserImport-Role';
    expect(await judge({ arn, job: { roleArn: arn } })).toBe(USABLE);
  });

  it.each<[string, object]>([
    [USABLE, { Action: 'sts:*' }],
    [USABLE, { Principal: { Service: ['lambda.amazonaws.com', 'cognito-idp.amazonaws.com'] } }],
    [NOT_ASSUMABLE, { Principal: { Service: 'lambda.amazonaws.com' } }],
    [NOT_ASSUMABLE, { Principal: { AWS: '000000000000' } }],
    [NOT_ASSUMABLE, { Action: 'sts:TagSession' }],
    [NOT_ASSUMABLE, { Effect: 'Deny' }],
    [USABLE, { Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } } }],
    [NOT_ASSUMABLE, { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }],
    [USABLE, { Condition: { ArnLike: { 'aws:SourceArn': POOL_ARN } } }],
    [USABLE, { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cognito-idp:*:000000000000:userpool/*' } } }],
    [NOT_ASSUMABLE, { Condition: { ArnLike: { 'aws:SourceArn': `${POOL_ARN}x` } } }],
    [NOT_ASSUMABLE, { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }],
    [NOT_ASSUMABLE, { Condition: { DateLessThan: { 'aws:CurrentTime': '2026-11-21T00:00:00Z' } } }],
  ])('is %s with the trust policy of %j (R284, N64, N65)', async (expected, change) => {
    expect(await judge({ trustPolicy: trust(change) })).toBe(expected);
  });

  it('cannot be assumed if its trust policy cannot be read', async () => {
    expect(await judge({ trustPolicy: '{' })).toBe(NOT_ASSUMABLE);
  });

  it.each<[string, object[]]>([
    [lacks('CreateLogGroup'), []],
    [USABLE, [allow('logs:*')]],
    [USABLE, [allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], `${GROUP_ARN}*`)]],
    [USABLE, [allow('logs:*', GROUP_ARN)]],
    [USABLE, [allow('logs:*', `${GROUP_ARN}:*`)]],
    [USABLE, [allow('logs:CreateLogGroup'), allow('logs:*', `${GROUP_ARN}:log-stream:import-0123456789/*`)]],
    [lacks('CreateLogGroup'), [allow(['logs:CreateLogStream', 'logs:PutLogEvents'])]],
    [lacks('CreateLogStream'), [allow(['logs:CreateLogGroup', 'logs:PutLogEvents'])]],
    [lacks('PutLogEvents'), [allow('logs:Create*')]],
    [lacks('CreateLogGroup'), [allow('logs:*', 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/*')]],
    [lacks('CreateLogGroup'), [allow('logs:*', 'arn:aws:logs:eu-west-1:*:log-group:/aws/cognito/*')]],
    [lacks('PutLogEvents'), [allow('logs:*'), { ...allow('logs:Put*'), Effect: 'Deny' }]],
    [USABLE, [allow('logs:*', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } })]],
    [
      lacks('CreateLogGroup'),
      [allow('logs:*', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } })],
    ],
    [USABLE, [allow('logs:*', '*', { Condition: { ArnEquals: { 'aws:PrincipalArn': FIXTURE_ROLE.arn } } })]],
    [USABLE, [allow('logs:*', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/for': 'import' } } })]],
  ])('is: %s with permissions %j (R285, N66)', async (expected, statements) => {
    const policies = statements.map((statement) => policy(statement));
    expect(await judge({ policies, tags: [{ key: 'for', value: 'import' }] })).toBe(expected);
  });

  it('needs no permission to make a log group that is there, nor ever to look at streams (R286)', async () => {
    const policies = [policy(allow(['logs:CreateLogStream', 'logs:PutLogEvents']))];
    expect(await judge({ policies, logGroups: [GROUP] })).toBe(USABLE);
    expect(await judge({ policies, logGroups: [`${GROUP}_`] })).toBe(lacks('CreateLogGroup'));
  });

  it('is narrowed by its boundary (N66)', async () => {
    expect(await judge({ boundary: policy(allow('logs:*')) })).toBe(USABLE);
    expect(await judge({ boundary: policy(allow('logs:Create*')) })).toBe(lacks('PutLogEvents'));
  });

  it.each<[string, number, number, string]>([
    ['is too new', 9_999, 10_000, NOT_ASSUMABLE],
    ['is old enough', 10_000, 10_000, USABLE],
    ['is new where roles are known immediately', 0, 0, USABLE],
  ])('refuses a role that %s for the test controls (R576)', async (_name, ageMs, newRolesUnknownMs, expected) => {
    const store = new OneJobStore(undefined);
    const clock = new ManualClock(1_000_000);
    store.roleCreatedAt = clock.nowMs() - ageMs;
    const services = { store, clock, controls: { newRolesUnknownMs } };
    const verdict = await judgeRoleToBegin(services, store.job, FIXTURE_POOL);
    expect(verdict.kind === 'usable' ? USABLE : verdict.completionMessage).toBe(expected);
  });

  it('needs nothing but to write while records are imported (R286)', async () => {
    const store = new OneJobStore(undefined);
    store.setRole({ ...FIXTURE_ROLE, policies: [policy(allow('logs:PutLogEvents'))] });
    const services = { store, clock: new ManualClock(0), controls };
    expect(await judgeRole(services, store.job, FIXTURE_POOL, ['logs:PutLogEvents'])).toMatchObject({ kind: USABLE });
  });
});
