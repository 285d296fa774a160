import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithTool } from '../required-tool.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';

const run = promisify(execFile);
const LIST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'NobodySeesThisName', Effect: 'Allow', Action: 'cognito-idp:ListUserPools', Resource: '*' }],
});

describeWithTool('python3-boto3', 'boto3 with keys of a user and of a role', () => {
  let server: ServerProcess;
  // biome-ignore lint/suspicious/noExplicitAny: what another program printed; each use is checked by an expectation.
  let seen: any;

  beforeAll(async () => {
    server = await startServerProcess({ logLevel: 'debug' });
    const script = join(import.meta.dirname, 'assume_with_boto3.py');
    seen = JSON.parse((await run('/usr/bin/python3', [script, server.url], { timeout: 100_000 })).stdout);
  });

  afterAll(async () => {
    await server?.stop();
  });

  it('acts as the role it assumed (N39, N67, N68, N70)', () => {
    expect(seen).toMatchObject({
      'role document': true,
      caller: 'arn:aws:sts::123456789012:assumed-role/app/monday',
      expiration: 'datetime',
      pools: [],
    });
  });

  it.each([
    ['a name that is taken (N47)', 'exists', ['EntityAlreadyExistsException', 'EntityAlreadyExists', 409]],
    ['a name that nobody has (N46)', 'unknown', ['NoSuchEntityException', 'NoSuchEntity', 404]],
    [
      'a document that is none (N50)',
      'malformed',
      ['MalformedPolicyDocumentException', 'MalformedPolicyDocument', 400],
    ],
    ['what is in use (N48)', 'in use', ['DeleteConflictException', 'DeleteConflict', 409]],
    ['what the session may not (N54)', 'denied', ['ClientError', 'AccessDenied', 403]],
    ['what the session may not in Cognito (R34)', 'denied by cognito', ['ClientError', 'AccessDeniedException', 400]],
    ['a session without its role (R28)', 'of a deleted role', ['ClientError', 'UnrecognizedClientException', 400]],
  ])('tells %s by class, code and status', (_, name, expected) => {
    expect(seen.refusals[name]).toEqual(expected);
  });

  it('leaves no secret in the log of the server, which names every request', () => {
    expect(server.output()).toContain('"operation":"AssumeRole"');
    expect(seen.secrets).toHaveLength(3);
    for (const secret of seen.secrets) expect(server.output()).not.toContain(secret);
    expect(server.output()).not.toContain('Statement');
  });
});

describeWithTool('awscli', 'the AWS CLI with keys of a user and of a role', () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await startServerProcess({ logLevel: 'debug' });
  });

  afterAll(async () => {
    await server?.stop();
  });

  interface Keys {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken?: string;
  }

  // biome-ignore lint/suspicious/noExplicitAny: what another program printed; each use is checked by an expectation.
  async function aws(keys: Keys, words: string, ...more: string[]): Promise<any> {
    const args = [...words.split(' '), ...more, '--endpoint-url', server.url, '--output', 'json'];
    const { stdout } = await run('/usr/bin/aws', args, {
      env: {
        PATH: '/usr/bin:/bin',
        HOME: '/nonexistent',
        AWS_ACCESS_KEY_ID: keys.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.SecretAccessKey,
        ...(keys.SessionToken !== undefined && { AWS_SESSION_TOKEN: keys.SessionToken }),
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_PAGER: '',
      },
      timeout: 60_000,
    });
    return stdout === '' ? undefined : JSON.parse(stdout);
  }

  it('goes from a user to a session of a role and back to nothing (N67, N68, N70)', async () => {
    const root = { AccessKeyId: 'test', SecretAccessKey: 'test' };
    const { User } = await aws(root, 'iam create-user --user-name ann');
    const { AccessKey } = await aws(root, 'iam create-access-key --user-name ann');
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: User.Arn }, Action: 'sts:AssumeRole' }],
    };
    const trusting = ['--assume-role-policy-document', JSON.stringify(trust)];
    const { Role } = await aws(root, 'iam create-role --role-name app', ...trusting);
    await aws(root, 'iam put-role-policy --role-name app --policy-name list', '--policy-document', LIST);
    const { Credentials } = await aws(AccessKey, `sts assume-role --role-arn ${Role.Arn} --role-session-name monday`);
    expect(await aws(Credentials, 'sts get-caller-identity')).toEqual({
      UserId: `${Role.RoleId}:monday`,
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/app/monday',
    });
    expect((await aws(Credentials, 'cognito-idp list-user-pools --max-results 1')).UserPools).toEqual([]);
    await expect(aws(AccessKey, 'cognito-idp list-user-pools --max-results 1')).rejects.toThrow(
      'An error occurred (AccessDeniedException) when calling the ListUserPools operation: User: arn:aws:iam::123456789012:user/ann is not authorized',
    );
    await aws(root, `iam update-access-key --user-name ann --access-key-id ${AccessKey.AccessKeyId} --status Inactive`);
    await expect(aws(AccessKey, 'iam get-user')).rejects.toThrow(
      'An error occurred (InvalidClientTokenId) when calling the GetUser operation: The security token included in the request is invalid.',
    );
    for (const secret of [AccessKey.SecretAccessKey, Credentials.SecretAccessKey, Credentials.SessionToken]) {
      expect(server.output()).not.toContain(secret);
    }
    expect(server.output()).not.toContain('NobodySeesThisName');
  });
});
