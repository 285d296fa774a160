import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../domain/iam/principal.ts';
import type { OperationName, ServiceName } from '../../model/operation-types.ts';
import { serviceModels } from '../../model/service-models.ts';
import { createUserPool } from '../cognito-idp/pools/create-user-pool.ts';
import { createUser } from '../iam/create-user.ts';
import { deleteRole } from '../iam/delete-role.ts';
import { deleteRolePolicy } from '../iam/delete-role-policy.ts';
import { putRolePolicy } from '../iam/put-role-policy.ts';
import { ROLE_ARN } from '../import-jobs.fixture.ts';
import { ACCOUNT, type OperationsFixture, REGION } from '../operations.fixture.ts';
import { findRefusal } from './find-refusal.ts';
import { allow, RoleCaller, SESSION_ARN } from './role-caller.fixture.ts';
import type { ServicePermissions } from './service-permissions.ts';

const POOL_ID = `${REGION}_AbCdEfGhI`;
const POOL_ARN = `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${POOL_ID}`;
const GROUP = '/aws/cognito/userpools/p/people';
const GROUP_ARN = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${GROUP}`;
const POLICY_ARN = `arn:aws:iam::${ACCOUNT}:policy/p`;
const JOB = { UserPoolId: POOL_ID, JobName: 'j', CloudWatchLogsRoleArn: ROLE_ARN };

let caller: RoleCaller;
let fixture: OperationsFixture;
let principal: Principal;
beforeAll(async () => {
  caller = await RoleCaller.open();
  ({ fixture, principal } = caller);
  await createUser.run(
    { UserName: 'ann', Path: '/people/', Tags: [{ Key: 'team', Value: 'blue' }] },
    fixture.context(),
  );
});
afterAll(() => caller.close());

const makeRole = (roleName: string) => caller.makeRole(roleName);
const give = (...statements: object[]) => caller.give(...statements);
const ask: RoleCaller['ask'] = (...request) => caller.ask(...request);

const refusal = (action: string, resource: string, tail?: string) =>
  `User: ${SESSION_ARN} is not authorized to perform: ${action} on resource: ${resource} ` +
  (tail ?? `because no identity-based policy allows the ${action} action`);

describe('an operation', () => {
  const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
  it.each<[ServiceName, string, object, string, string]>([
    ['cognito-idp', 'DescribeUserPool', { UserPoolId: POOL_ID }, POOL_ARN, POOL_ARN],
    ['cognito-idp', 'StartUserImportJob', { UserPoolId: POOL_ID, JobId: 'import-0123456789' }, POOL_ARN, POOL_ARN],
    ['cognito-idp', 'GetCSVHeader', { UserPoolId: POOL_ID }, POOL_ARN, POOL_ARN],
    ['cognito-idp', 'AdminCreateUser', { UserPoolId: POOL_ID, Username: 'x' }, POOL_ARN, POOL_ARN],
    ['cognito-idp', 'UpdateUserPool', { UserPoolId: POOL_ID }, POOL_ARN, POOL_ARN],
    [
      'cognito-idp',
      'CreateUserPool',
      { PoolName: 'p' },
      `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/*`,
      'arn:aws:cognito-idp:*:*:userpool/*',
    ],
    ['cognito-idp', 'ListUserPools', {}, `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/*`, '*'],
    [
      'logs',
      'DescribeLogGroups',
      {},
      `arn:aws:logs:${REGION}:${ACCOUNT}:log-group::log-stream:`,
      `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:*`,
    ],
    ['logs', 'DescribeLogStreams', { logGroupName: GROUP }, `${GROUP_ARN}:log-stream:`, GROUP_ARN],
    ['logs', 'DescribeLogStreams', { logGroupIdentifier: GROUP_ARN }, `${GROUP_ARN}:log-stream:`, `${GROUP_ARN}:*`],
    [
      'logs',
      'FilterLogEvents',
      { logGroupIdentifier: `${GROUP_ARN}:*` },
      `${GROUP_ARN}:log-stream:`,
      'arn:aws:logs:*:*:log-group:/aws/cognito/*',
    ],
    [
      'logs',
      'GetLogEvents',
      { logGroupName: GROUP, logStreamName: 'import-1/j' },
      `${GROUP_ARN}:log-stream:import-1/j`,
      `${GROUP_ARN}:log-stream:import-1/*`,
    ],
    ['logs', 'CreateLogGroup', { logGroupName: GROUP }, `${GROUP_ARN}:log-stream:`, `${GROUP_ARN}:*`],
    ['logs', 'PutRetentionPolicy', { logGroupName: GROUP }, `${GROUP_ARN}:log-stream:`, GROUP_ARN],
    [
      'logs',
      'CreateLogStream',
      { logGroupName: GROUP, logStreamName: 's' },
      `${GROUP_ARN}:log-stream:s`,
      'arn:aws:logs:*:*:log-group:/aws/cognito/*',
    ],
    [
      'logs',
      'PutLogEvents',
      { logGroupName: GROUP, logStreamName: 's' },
      `${GROUP_ARN}:log-stream:s`,
      `${GROUP_ARN}:log-stream:s`,
    ],
    ['iam', 'GetRole', { RoleName: 'app' }, 'role app', ROLE],
    ['iam', 'PutRolePolicy', { RoleName: 'APP' }, 'role APP', ROLE],
    ['iam', 'GetRole', { RoleName: 'nobody' }, 'role nobody', `arn:aws:iam::${ACCOUNT}:role/nobody`],
    [
      'iam',
      'CreateRole',
      { RoleName: 'new', Path: '/a/' },
      `arn:aws:iam::${ACCOUNT}:role/a/new`,
      'arn:aws:iam::*:role/a/*',
    ],
    ['iam', 'GetUser', { UserName: 'ann' }, 'user ann', 'arn:aws:iam::*:user/people/ann'],
    ['iam', 'GetUser', { UserName: 'nobody' }, 'user nobody', 'arn:aws:iam::*:user/nobody'],
    ['iam', 'ListAccessKeys', {}, 'user *', 'arn:aws:iam::*:user/*'],
    ['iam', 'GetPolicy', { PolicyArn: POLICY_ARN }, `policy ${POLICY_ARN}`, 'arn:aws:iam::*:policy/*'],
    ['iam', 'CreatePolicy', { PolicyName: 'p' }, `arn:aws:iam::${ACCOUNT}:policy/p`, '*'],
    [
      'iam',
      'CreateUser',
      { UserName: 'new', Path: '/people/' },
      `arn:aws:iam::${ACCOUNT}:user/people/new`,
      'arn:aws:iam::*:user/people/*',
    ],
    ['iam', 'ListUsers', { PathPrefix: '/people/' }, `arn:aws:iam::${ACCOUNT}:user/people/`, '*'],
    ['iam', 'ListPolicies', {}, `arn:aws:iam::${ACCOUNT}:policy/`, 'arn:aws:iam::*:policy/*'],
    ['muster', 'DescribeServer', {}, `arn:aws:muster:${REGION}:${ACCOUNT}:server`, 'arn:aws:muster:*:*:server'],
    [
      'muster',
      'ListImportJobs',
      {},
      `arn:aws:muster:${REGION}:${ACCOUNT}:import-job/*`,
      'arn:aws:muster:*:*:import-job/*',
    ],
    ['muster', 'MoveClock', { Seconds: 1 }, `arn:aws:muster:${REGION}:${ACCOUNT}:server`, 'arn:aws:muster:*:*:server'],
    ['muster', 'SetFaults', {}, `arn:aws:muster:${REGION}:${ACCOUNT}:server`, 'arn:aws:muster:*:*:server'],
    ['iam', 'ListRoles', {}, `arn:aws:iam::${ACCOUNT}:role/`, 'arn:aws:iam::*:role/*'],
  ])('%s %s of %j is refused on %s, and allowed on %s (R34, R37, R452, N3, N4, N54)', async (...row) => {
    const [service, operation, input, resourceText, resource] = row;
    await give(allow('sts:*'));
    expect(await ask(service, operation, input)).toBe(refusal(`${service}:${operation}`, resourceText));
    await give(allow(`${service}:${operation}`, resource));
    expect(await ask(service, operation, input)).toBeUndefined();
    await give(allow('*'), { ...allow(`${service}:${operation}`, resource), Effect: 'Deny' });
    expect(await ask(service, operation, input)).toBe(
      refusal(`${service}:${operation}`, resourceText, 'with an explicit deny in an identity-based policy'),
    );
  });

  it.each(
    (Object.keys(serviceModels) as ServiceName[]).flatMap((service) =>
      Object.entries(serviceModels[service].operations)
        .filter(([, { authentication }]) => authentication === 'signed')
        .map(([operation]): [ServiceName, string] => [service, operation]),
    ),
  )('%s %s is refused unless a policy allows it, where it can be (R14, R37)', async (service, operation) => {
    await give(allow('nothing:*'));
    // Every member that some operation names its thing by.
    const input = { ...JOB, RoleName: 'app', UserName: 'u', PolicyName: 'p', PolicyArn: 'a', RoleArn: ROLE_ARN };
    const tagged = { ResourceArn: POOL_ARN, TagKeys: [], ...(service === 'cognito-idp' && { Tags: {} }) };
    const refused = await ask(service, operation, { ...input, ...tagged, logGroupName: GROUP, logStreamName: 's' });
    const needsNone = service === 'sts';
    if (needsNone) expect(refused).toBeUndefined();
    else expect(refused).toContain(`is not authorized to perform: ${service}:${operation} on resource: `);
  });

  it('without permissions does not compile (types)', () => {
    // @ts-expect-error AssumeRole is missing
    const permissions: ServicePermissions<'sts'> = { GetCallerIdentity: () => [] };
    expect(Object.keys(permissions)).toEqual(['GetCallerIdentity']);
  });

  it('that nobody knows is not let through', async () => {
    await expect(ask('sts', 'MakeCoffee' as OperationName<'sts'>, {})).rejects.toThrow(
      'nobody says what sts MakeCoffee needs',
    );
    await expect(ask('sts', 'constructor', {})).rejects.toThrow('nobody says');
  });
});

describe('a group with a role', () => {
  const input = { UserPoolId: POOL_ID, GroupName: 'a' };

  it.each(['CreateGroup', 'UpdateGroup'])(
    'needs leave to pass it at %s, and one without role does not (R622)',
    async (operation) => {
      await give(allow(`cognito-idp:${operation}`, POOL_ARN));
      expect(await ask('cognito-idp', operation, input)).toBeUndefined();
      expect(await ask('cognito-idp', operation, { ...input, RoleArn: ROLE_ARN })).toBe(
        refusal('iam:PassRole', ROLE_ARN),
      );
      await give(allow(`cognito-idp:${operation}`, POOL_ARN), allow('iam:PassRole', ROLE_ARN));
      expect(await ask('cognito-idp', operation, { ...input, RoleArn: ROLE_ARN })).toBeUndefined();
    },
  );
});

describe('a new import job', () => {
  it.each<[object[], string | undefined]>([
    [[allow('cognito-idp:*')], refusal('iam:PassRole', ROLE_ARN)],
    [[allow('cognito-idp:*'), allow('iam:PassRole', `${ROLE_ARN}2`)], refusal('iam:PassRole', ROLE_ARN)],
    [[allow('iam:PassRole')], refusal('cognito-idp:CreateUserImportJob', POOL_ARN)],
    [[allow('cognito-idp:*', POOL_ARN), allow('iam:PassRole', ROLE_ARN)], undefined],
    [
      [
        allow('cognito-idp:*'),
        allow('iam:*', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } } }),
      ],
      undefined,
    ],
    [
      [
        allow('cognito-idp:*'),
        allow('iam:*', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } }),
      ],
      refusal('iam:PassRole', ROLE_ARN),
    ],
    [
      [allow('*'), { ...allow('iam:PassRole'), Effect: 'Deny' }],
      refusal('iam:PassRole', ROLE_ARN, 'with an explicit deny in an identity-based policy'),
    ],
  ])('with %j needs leave to pass its role: %s (R36, R38, N63)', async (statements, expected) => {
    await give(...statements);
    expect(await ask('cognito-idp', 'CreateUserImportJob', JOB)).toBe(expected);
  });

  it('is asked for the role as IAM spells it (R464)', async () => {
    const name = 'Imports';
    await makeRole(name);
    const passed = { ...JOB, CloudWatchLogsRoleArn: `arn:aws:iam::${ACCOUNT}:role/${name.toLowerCase()}` };
    const kept = `arn:aws:iam::${ACCOUNT}:role/${name}`;
    await give(allow('*'), { ...allow('iam:PassRole', kept), Effect: 'Deny' });
    expect(await ask('cognito-idp', 'CreateUserImportJob', passed)).toBe(
      refusal('iam:PassRole', kept, 'with an explicit deny in an identity-based policy'),
    );
    await give(allow('cognito-idp:*'), allow('iam:PassRole', passed.CloudWatchLogsRoleArn));
    expect(await ask('cognito-idp', 'CreateUserImportJob', passed)).toBe(refusal('iam:PassRole', kept));
  });

  it('asks for no role once it is there (R38)', async () => {
    await give(allow('cognito-idp:*'));
    const input = { UserPoolId: POOL_ID, JobId: 'import-0123456789' };
    expect(await ask('cognito-idp', 'StartUserImportJob', input)).toBeUndefined();
  });
});

describe('conditions', () => {
  it.each<[object, object]>([
    [{ StringEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/app` } }, {}],
    [{ StringEquals: { 'aws:PrincipalAccount': ACCOUNT, 'aws:PrincipalType': 'AssumedRole' } }, {}],
    [{ StringLike: { 'aws:userid': 'AROA*:monday' } }, {}],
    [{ Null: { 'aws:username': 'true' } }, {}],
    [{ StringEquals: { 'aws:PrincipalTag/TEAM': 'blue' } }, {}],
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, {}],
    [{ StringEquals: { 'aws:ResourceAccount': ACCOUNT } }, {}],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { requestValues: { 'aws:SourceIp': '10.1.2.3' } }],
  ])('%j hold for who asks (N60, N61)', async (Condition, change) => {
    await give(allow('*', '*', { Condition }));
    expect(await ask('cognito-idp', 'DescribeUserPool', { UserPoolId: POOL_ID }, change)).toBeUndefined();
  });

  it('see the tags of a pool, and those that a request gives (N61)', async () => {
    const { UserPool } = await createUserPool.run(
      { PoolName: 'tagged', UserPoolTags: { team: 'blue' } },
      fixture.context(),
    );
    const UserPoolId = UserPool?.Id ?? '';
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of policies
    const same = '${aws:PrincipalTag/team}';
    await give(allow('*', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': same } } }));
    expect(await ask('cognito-idp', 'DescribeUserPool', { UserPoolId })).toBeUndefined();
    expect(await ask('cognito-idp', 'DescribeUserPool', { UserPoolId: POOL_ID })).toContain('is not authorized');
    expect(await ask('iam', 'GetRole', { RoleName: 'app' })).toBeUndefined();
    expect(await ask('iam', 'GetUser', { UserName: 'ann' })).toBeUndefined();
    await give(allow('*', '*', { Condition: { StringEquals: { 'aws:RequestTag/team': same } } }));
    const create = (tags: object) => ask('cognito-idp', 'CreateUserPool', { PoolName: 'p', UserPoolTags: tags });
    expect(await create({ team: 'blue' })).toBeUndefined();
    expect(await create({ team: 'red' })).toContain('is not authorized');
    expect(await create({})).toContain('is not authorized');
  });
});

describe('a boundary', () => {
  it('can be asked for where a user or role is made or changed, and the policy that it is given (N61)', async () => {
    const boundary = { StringEquals: { 'iam:PermissionsBoundary': POLICY_ARN } };
    await give(allow('iam:*', '*', { Condition: boundary }));
    const user = { UserName: 'new' };
    expect(await ask('iam', 'CreateUser', { ...user, PermissionsBoundary: POLICY_ARN })).toBeUndefined();
    expect(await ask('iam', 'CreateUser', user)).toContain('is not authorized');
    expect(await ask('iam', 'PutUserPolicy', { UserName: 'ann' })).toContain('is not authorized');
    await give(allow('iam:*', '*', { Condition: { ArnEquals: { 'iam:PolicyARN': POLICY_ARN } } }));
    const attach = (PolicyArn: string) => ask('iam', 'AttachUserPolicy', { UserName: 'ann', PolicyArn });
    expect(await attach(POLICY_ARN)).toBeUndefined();
    expect(await attach(`${POLICY_ARN}2`)).toContain('is not authorized');
  });
});

describe('whoever', () => {
  const input = { UserPoolId: POOL_ID };
  it('is root may do everything (N57)', async () => {
    expect(await findRefusal('cognito-idp', 'DeleteUserPool', input, fixture.context())).toBeUndefined();
  });

  it('signs validly may do everything where IAM is switched off (R41)', async () => {
    await give({ ...allow('*'), Effect: 'Deny' });
    expect(await ask('cognito-idp', 'DeleteUserPool', input, { iam: 'off' })).toBeUndefined();
    expect(await ask('cognito-idp', 'DeleteUserPool', input, { iam: 'on' })).toContain('with an explicit deny');
  });

  it('has a session is narrowed by its policies (N58)', async () => {
    await give(allow('cognito-idp:*'));
    const narrowed = (statement: object) => {
      const policy = JSON.stringify({ Version: '2012-10-17', Statement: statement });
      return ask('cognito-idp', 'DeleteUserPool', input, { principal: { ...principal, sessionPolicies: [policy] } });
    };
    expect(await narrowed(allow('*'))).toBeUndefined();
    expect(await narrowed(allow('logs:*'))).toContain('because no session policy allows');
  });

  it('has a session of a role that is gone, or came anew, may do nothing', async () => {
    const session = await makeRole('brief');
    const RoleName = 'brief';
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: allow('*') });
    const policy = { RoleName, PolicyName: 'p', PolicyDocument };
    await putRolePolicy.run(policy, fixture.context());
    const askAgain = () => ask('cognito-idp', 'DeleteUserPool', input, { principal: session });
    expect(await askAgain()).toBeUndefined();
    await deleteRolePolicy.run({ RoleName, PolicyName: 'p' }, fixture.context());
    await deleteRole.run({ RoleName }, fixture.context());
    expect(await askAgain()).toContain('is not authorized');
    await makeRole('brief');
    await putRolePolicy.run(policy, fixture.context());
    expect(await askAgain()).toContain('is not authorized');
  });
});
