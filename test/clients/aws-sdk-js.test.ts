import { readdirSync, readFileSync } from 'node:fs';
import {
  CloudWatchLogs,
  paginateDescribeLogGroups,
  paginateDescribeLogStreams,
  paginateFilterLogEvents,
  paginateGetLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProvider,
  type ExplicitAuthFlowsType,
  paginateListUserPools,
  paginateListUsers,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { IAM, NoSuchEntityException, paginateListRolePolicies, paginateListRoles } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { serviceModels } from '../../src/model/service-models.ts';
import { clientOptions, runImport } from '../drive-import.ts';
import { SAMPLE_CSV, SAMPLE_LOG } from './sample-users.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const PERMISSIONS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:*:*:log-group:/aws/cognito/*' }],
});

/** All operations are called here in the order of a migration; each test goes on where the one before it ended. */
describe('the AWS SDK for JavaScript', () => {
  let muster: Muster;
  let cognito: CognitoIdentityProvider;
  let logs: CloudWatchLogs;
  let iam: IAM;
  let sts: STS;
  const called = new Set<string>();
  let roleArn: string;
  let UserPoolId: string;
  let jobId: string;
  let logGroupName: string;

  beforeAll(async () => {
    muster = await startMuster();
    const options = clientOptions(muster.url);
    cognito = new CognitoIdentityProvider(options);
    logs = new CloudWatchLogs(options);
    iam = new IAM(options);
    sts = new STS(options);
    cognito.middlewareStack.add(
      (next, { commandName }) =>
        (args) =>
          remember(commandName, () => next(args)),
    );
    logs.middlewareStack.add(
      (next, { commandName }) =>
        (args) =>
          remember(commandName, () => next(args)),
    );
    iam.middlewareStack.add(
      (next, { commandName }) =>
        (args) =>
          remember(commandName, () => next(args)),
    );
    sts.middlewareStack.add(
      (next, { commandName }) =>
        (args) =>
          remember(commandName, () => next(args)),
    );
  });

  afterAll(async () => {
    for (const client of [cognito, logs, iam, sts]) client.destroy();
    await muster.stop();
  });

  function remember<Answer>(commandName: string | undefined, call: () => Answer): Answer {
    called.add(commandName?.replace(/Command$/, '') ?? '');
    return call();
  }

  it('asks who it is', async () => {
    expect(await sts.getCallerIdentity({})).toMatchObject({
      Account: muster.account,
      Arn: `arn:aws:iam::${muster.account}:root`,
    });
  });

  it('makes the role of the log, and lists and reads it', async () => {
    const { Role } = await iam.createRole({ RoleName: 'import-logs', AssumeRolePolicyDocument: TRUST });
    roleArn = assertPresent(Role?.Arn, 'a role has an ARN');
    const policy = { RoleName: 'import-logs', PolicyName: 'write' };
    await iam.putRolePolicy({ ...policy, PolicyDocument: PERMISSIONS });
    const { PolicyDocument = '' } = await iam.getRolePolicy(policy);
    expect(decodeURIComponent(PolicyDocument)).toBe(PERMISSIONS);
    expect((await iam.getRole({ RoleName: 'import-logs' })).Role).toMatchObject({
      Arn: roleArn,
      CreateDate: expect.any(Date),
      AssumeRolePolicyDocument: encodeURIComponent(TRUST),
    });
    for (const RoleName of ['other-1', 'other-2']) await iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST });
    const names: (string | undefined)[] = [];
    for await (const page of paginateListRoles({ client: iam, pageSize: 1 }, {})) {
      names.push(...(page.Roles ?? []).map(({ RoleName }) => RoleName));
    }
    expect(names).toEqual(['import-logs', 'other-1', 'other-2']);
    const policies: string[] = [];
    for await (const page of paginateListRolePolicies({ client: iam }, { RoleName: 'import-logs' })) {
      policies.push(...(page.PolicyNames ?? []));
    }
    expect(policies).toEqual(['write']);
  });

  it('makes, changes and lists pools', async () => {
    const { UserPool } = await cognito.createUserPool({
      PoolName: 'people',
      AliasAttributes: ['email'],
      AutoVerifiedAttributes: ['email', 'phone_number'],
    });
    UserPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
    await cognito.updateUserPool({ UserPoolId, PoolName: 'our people', AutoVerifiedAttributes: ['email'] });
    await cognito.createUserPool({ PoolName: 'another' });
    const names: (string | undefined)[] = [];
    for await (const page of paginateListUserPools({ client: cognito, pageSize: 1 }, { MaxResults: 1 })) {
      names.push(...(page.UserPools ?? []).map(({ Name }) => Name));
    }
    expect(names).toEqual(['our people', 'another']);
    const described = await cognito.describeUserPool({ UserPoolId });
    expect(described.UserPool).toMatchObject({
      Name: 'our people',
      AutoVerifiedAttributes: ['email'],
      AliasAttributes: ['email'],
      CreationDate: expect.any(Date),
      EstimatedNumberOfUsers: 0,
    });
  });

  it('makes, changes and removes users', async () => {
    await cognito.adminCreateUser({
      UserPoolId,
      Username: 'admin',
      TemporaryPassword: 'Correct-Horse-7',
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: 'admin@example.com' }],
    });
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    await cognito.adminUpdateUserAttributes({ UserPoolId, Username: 'admin', UserAttributes });
    await cognito.adminDisableUser({ UserPoolId, Username: 'admin@example.com' });
    expect(await cognito.adminGetUser({ UserPoolId, Username: 'admin@example.com' })).toMatchObject({
      Username: 'admin',
      Enabled: false,
      UserStatus: 'FORCE_CHANGE_PASSWORD',
      UserCreateDate: expect.any(Date),
      UserAttributes: expect.arrayContaining([{ Name: 'email_verified', Value: 'true' }]),
    });
    await cognito.adminEnableUser({ UserPoolId, Username: 'admin' });
    expect(await cognito.adminGetUser({ UserPoolId, Username: 'admin' })).toMatchObject({ Enabled: true });
    await cognito.adminDeleteUser({ UserPoolId, Username: 'admin' });
    const gone = cognito.adminGetUser({ UserPoolId, Username: 'admin' });
    await expect(gone).rejects.toThrow(UserNotFoundException);
    await expect(gone).rejects.toThrow('User does not exist.');
  });

  it('imports a file', async () => {
    const { CSVHeader = [] } = await cognito.getCSVHeader({ UserPoolId });
    expect([...(SAMPLE_CSV.split('\n')[0]?.split(',') ?? []), 'password_hash'].toSorted()).toEqual(
      CSVHeader.toSorted(),
    );
    const job = { UserPoolId, CloudWatchLogsRoleArn: roleArn };
    await cognito.createUserImportJob({ ...job, JobName: 'never started' });
    const { UserImportJob } = await cognito.createUserImportJob({ ...job, JobName: 'sample' });
    jobId = assertPresent(UserImportJob?.JobId, 'a job has an id');
    const { status } = await fetch(UserImportJob?.PreSignedUrl ?? '', {
      method: 'PUT',
      headers: { 'x-amz-server-side-encryption': 'aws:kms' },
      body: SAMPLE_CSV,
    });
    expect(status).toBe(200);
    expect(await runImport(cognito, UserPoolId, jobId)).toMatchObject({
      Status: 'Succeeded',
      ImportedUsers: 3,
      SkippedUsers: 1,
      FailedUsers: 1,
    });
    const stop = cognito.stopUserImportJob({ UserPoolId, JobId: jobId });
    await expect(stop).rejects.toThrow(`User import job ${jobId} cannot be stopped because its status is Succeeded.`);
    const first = await cognito.listUserImportJobs({ UserPoolId, MaxResults: 1 });
    expect(first.UserImportJobs).toMatchObject([{ JobId: jobId, CompletionDate: expect.any(Date) }]);
    const { PaginationToken } = first;
    const second = await cognito.listUserImportJobs({ UserPoolId, MaxResults: 1, PaginationToken });
    expect(second.UserImportJobs).toMatchObject([{ JobName: 'never started', Status: 'Created' }]);
    expect(second.PaginationToken).toBeUndefined();
  });

  it('pages through the users', async () => {
    const names: (string | undefined)[] = [];
    const filter = { UserPoolId, Filter: 'cognito:user_status = "RESET_REQUIRED"' };
    for await (const page of paginateListUsers({ client: cognito, pageSize: 2 }, filter)) {
      names.push(...(page.Users ?? []).map(({ Username }) => Username));
    }
    expect(names).toEqual(['John', 'Jane', 'Joan']);
    const byEmail = await cognito.listUsers({ UserPoolId, Filter: 'email ^= "jane"', AttributesToGet: ['email'] });
    expect(byEmail.Users).toMatchObject([
      { Username: 'Jane', Attributes: [{ Name: 'email', Value: 'janeroe@example.com' }] },
    ]);
  });

  it('finds the log of the job', async () => {
    const groups: (string | undefined)[] = [];
    for await (const page of paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix: '/aws/cognito/' })) {
      groups.push(...(page.logGroups ?? []).map((group) => group.logGroupName));
    }
    expect(groups).toEqual([`/aws/cognito/userpools/${UserPoolId}/our_people`]);
    logGroupName = groups[0] ?? '';
    const streams: (string | undefined)[] = [];
    for await (const page of paginateDescribeLogStreams({ client: logs }, { logGroupName })) {
      streams.push(...(page.logStreams ?? []).map((stream) => stream.logStreamName));
    }
    expect(streams).toEqual([`${jobId}/sample`]);
  });

  it.each([true, false])(
    'pages through the log until a token comes back, from the head: %s (N21)',
    async (startFromHead) => {
      const messages: (string | undefined)[] = [];
      const input = { logGroupName, logStreamName: `${jobId}/sample`, startFromHead, limit: 2 };
      if (startFromHead) {
        for await (const page of paginateGetLogEvents({ client: logs, stopOnSameToken: true }, input)) {
          messages.push(...(page.events ?? []).map(({ message }) => message));
        }
      } else {
        // The paginator of the SDK goes forwards only.
        let nextToken: string | undefined;
        for (;;) {
          const page = await logs.getLogEvents({ ...input, nextToken });
          messages.unshift(...(page.events ?? []).map(({ message }) => message));
          if (page.nextBackwardToken === nextToken) break;
          nextToken = page.nextBackwardToken;
        }
      }
      expect(messages).toEqual(SAMPLE_LOG);
    },
  );

  it('filters the log of the job (N31, N33)', async () => {
    const messages: (string | undefined)[] = [];
    const input = { logGroupName, logStreamNamePrefix: `${jobId}/`, filterPattern: '?"[FAILED]" ?"[SKIPPED]"' };
    for await (const page of paginateFilterLogEvents({ client: logs, pageSize: 1 }, input)) {
      messages.push(...(page.events ?? []).map(({ message }) => message));
    }
    expect(messages).toEqual(SAMPLE_LOG.slice(2, 4));
  });

  it('adds attributes when no job is active, and removes what it made', async () => {
    await cognito.addCustomAttributes({
      UserPoolId,
      CustomAttributes: [{ Name: 'team', AttributeDataType: 'String' }],
    });
    const { CSVHeader } = await cognito.getCSVHeader({ UserPoolId });
    expect(CSVHeader).toContain('custom:team');
    await cognito.deleteUserPool({ UserPoolId });
    await expect(cognito.describeUserPool({ UserPoolId })).rejects.toThrow(`User pool ${UserPoolId} does not exist.`);
    await iam.deleteRolePolicy({ RoleName: 'import-logs', PolicyName: 'write' });
    await iam.deleteRole({ RoleName: 'import-logs' });
    await expect(iam.getRole({ RoleName: 'import-logs' })).rejects.toThrow(NoSuchEntityException);
  });

  it('keeps a log of its own beside those of imports (N12, N19)', async () => {
    const group = { logGroupName: '/own/log' };
    const stream = { ...group, logStreamName: 'stream' };
    await logs.createLogGroup(group);
    await logs.createLogStream(stream);
    const logEvents = ['first', 'second'].map((message) => ({ message, timestamp: Date.now() }));
    await logs.putLogEvents({ ...stream, logEvents });
    const { events = [] } = await logs.getLogEvents(stream);
    expect(events.map(({ message }) => message)).toEqual(['first', 'second']);
    await logs.putRetentionPolicy({ ...group, retentionInDays: 7 });
    await logs.deleteRetentionPolicy(group);
    await logs.deleteLogStream(stream);
    await logs.deleteLogGroup(group);
    const { logGroups } = await logs.describeLogGroups({ logGroupNamePrefix: '/own/' });
    expect(logGroups).toEqual([]);
  });

  it('changes and deletes what clients, groups and their members have, and a user signs in (R611, R623, R628)', async () => {
    const { UserPool } = await cognito.createUserPool({ PoolName: 'members' });
    const pool = { UserPoolId: UserPool?.Id };
    const jane = { ...pool, Username: 'jane' };
    const UserAttributes = ['name', 'nickname', 'locale'].map((Name) => ({ Name, Value: 'x' }));
    await cognito.adminCreateUser({ ...jane, UserAttributes });
    await cognito.adminSetUserPassword({ ...jane, Password: 'Correct-Horse-7', Permanent: true });
    const ExplicitAuthFlows: ExplicitAuthFlowsType[] = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
    const { UserPoolClient } = await cognito.createUserPoolClient({ ...pool, ClientName: 'app' });
    const app = { ...pool, ClientId: UserPoolClient?.ClientId };
    const updated = await cognito.updateUserPoolClient({ ...app, ClientName: 'renamed', ExplicitAuthFlows });
    expect(updated.UserPoolClient).toMatchObject({ ClientName: 'renamed', ExplicitAuthFlows });
    const staff = { ...pool, GroupName: 'staff' };
    await cognito.createGroup(staff);
    await cognito.adminAddUserToGroup({ ...jane, ...staff });
    expect((await cognito.updateGroup({ ...staff, Precedence: 3 })).Group).toMatchObject({ Precedence: 3 });
    expect((await cognito.getGroup(staff)).Group).toMatchObject({ GroupName: 'staff', Precedence: 3 });
    const { AuthenticationResult } = await cognito.initiateAuth({
      ClientId: app.ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'jane', PASSWORD: 'Correct-Horse-7' },
    });
    const { AccessToken } = AuthenticationResult ?? {};
    await cognito.deleteUserAttributes({ AccessToken, UserAttributeNames: ['name'] });
    await cognito.adminDeleteUserAttributes({ ...jane, UserAttributeNames: ['nickname'] });
    const { UserAttributes: left = [] } = await cognito.getUser({ AccessToken });
    expect(left.map(({ Name }) => Name).toSorted()).toEqual(['locale', 'sub']);
    await cognito.adminRemoveUserFromGroup({ ...jane, ...staff });
    expect((await cognito.listUsersInGroup(staff)).Users).toEqual([]);
    await cognito.deleteGroup(staff);
    expect((await cognito.listGroups(pool)).Groups).toEqual([]);
  });

  it('signs somebody up, confirms them as an administrator does, and verifies their address by a code (R910)', async () => {
    const { UserPool } = await cognito.createUserPool({ PoolName: 'newcomers', AutoVerifiedAttributes: ['email'] });
    const pool = { UserPoolId: UserPool?.Id };
    const ExplicitAuthFlows: ExplicitAuthFlowsType[] = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
    const { UserPoolClient } = await cognito.createUserPoolClient({ ...pool, ClientName: 'app', ExplicitAuthFlows });
    const ClientId = UserPoolClient?.ClientId;
    const kim = { Username: 'kim', Password: 'Correct-Horse-7' };
    await cognito.signUp({ ClientId, ...kim, UserAttributes: [{ Name: 'email', Value: 'kim@example.com' }] });
    await cognito.adminConfirmSignUp({ ...pool, Username: kim.Username });
    const { AuthenticationResult } = await cognito.initiateAuth({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: kim.Username, PASSWORD: kim.Password },
    });
    const { AccessToken } = AuthenticationResult ?? {};
    await cognito.getUserAttributeVerificationCode({ AccessToken, AttributeName: 'email' });
    const [message] = await muster.messages({ to: 'kim@example.com' });
    await cognito.verifyUserAttribute({ AccessToken, AttributeName: 'email', Code: message?.code });
    const { UserAttributes = [] } = await cognito.getUser({ AccessToken });
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  });

  it('has called every operation there is, but those that another test of a client names', () => {
    const { 'cognito-idp': cognitoModel, logs: logsModel, iam: iamModel } = serviceModels;
    const ofRoles = Object.keys(iamModel.operations).filter((name) => /^(Create|Delete|Get|List|Put)Role/.test(name));
    const operations = [cognitoModel, logsModel].flatMap((model) => Object.keys(model.operations));
    const elsewhere = operations.filter((name) => !called.has(name) && isNamedElsewhere(name));
    expect([...called, ...elsewhere].toSorted()).toEqual([...operations, ...ofRoles, 'GetCallerIdentity'].toSorted());
  });
});

const OTHER_TESTS = ['./', '../sign-in/', '../sign-up/', '../messages/'].flatMap((folder) => {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url)
    .filter((name) => /\.(?:ts|py)$/.test(name) && name !== 'aws-sdk-js.test.ts')
    .map((name) => readFileSync(new URL(name, url), 'utf8'));
});

/** As a command of the SDK, a method of boto3, a command of the AWS CLI, or by its name. */
function isNamedElsewhere(operation: string): boolean {
  const words = operation
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(' ');
  const ofSdk = [`${operation}Command(`, `.${operation.charAt(0).toLowerCase()}${operation.slice(1)}(`];
  const names = [...ofSdk, `.${words.join('_')}(`, `"${words.join('_')}"`, `'${words.join('-')}'`];
  return OTHER_TESTS.some((text) => names.some((name) => text.includes(name)));
}
