import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateRoleCommand, DeleteRoleCommand, DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { runMuster, startMusterProcess } from '../../src/cli/commands/muster-process.fixture.ts';
import { COLUMNS, csvOf, user, writeManyUsers } from '../../src/cli/import/import-files.fixture.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions, createImportPool, createLogRole } from '../drive-import.ts';
import { type Caller, createCaller, readPrintedActions } from './create-caller.ts';

const ROLE = { RoleName: 'muster-import' };
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
/** With an existing pool and role. */
const ALWAYS = [
  ...['DescribeUserPool', 'GetCSVHeader', 'ListUserImportJobs', 'CreateUserImportJob', 'StartUserImportJob'].map(
    (name) => `cognito-idp:${name}`,
  ),
  'cognito-idp:DescribeUserImportJob',
  'cognito-idp:StopUserImportJob',
  'iam:PassRole',
  'logs:GetLogEvents',
];

let directory: string;
let muster: Muster;
let cognito: CognitoIdentityProviderClient;
let iam: IAMClient;
let caller: Caller;
let env: NodeJS.ProcessEnv;
let userPoolId: string;
let roleArn: string;
/** Of the pool named import. */
let ownPoolId: string | undefined;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'muster-permissions-'));
  muster = await startMuster();
  cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
  iam = new IAMClient(clientOptions(muster.url));
  caller = await createCaller(muster.url);
  const { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY } = caller.credentials;
  env = { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
  roleArn = await createLogRole(muster.url);
  // Takes second factors, for the follow-ups.
  const pool = {
    PoolName: 'people',
    AutoVerifiedAttributes: ['email' as const],
    MfaConfiguration: 'OPTIONAL' as const,
    SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' },
  };
  const { UserPool } = await cognito.send(new CreateUserPoolCommand(pool));
  userPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
});
afterAll(async () => {
  caller.close();
  cognito.destroy();
  iam.destroy();
  await muster.stop();
  rmSync(directory, { recursive: true });
});

let files = 0;
/** A file of one user whom no file had before. */
function writeUsers(column?: string): string {
  files += 1;
  const path = join(directory, `users-${files}.csv`);
  const one = user(`user-${files}`, { phone_number: '+4930123456', phone_number_verified: 'true' });
  const columns = column === undefined ? COLUMNS : [...COLUMNS, column];
  writeFileSync(path, csvOf([{ ...one, ...(column && { [column]: 'x' }) }], columns));
  return path;
}

function writeLine(name: string, line: object): string {
  const path = join(directory, name);
  writeFileSync(path, `${JSON.stringify(line)}\n`);
  return path;
}

async function deleteRole(): Promise<void> {
  await iam.send(new DeleteRolePolicyCommand({ ...ROLE, PolicyName: 'write-import-log' })).catch(ignoreMissing);
  await iam.send(new DeleteRoleCommand(ROLE)).catch(ignoreMissing);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && error.name === 'NoSuchEntityException')) throw error;
}

interface Kind {
  readonly name: string;
  /** Beside those that are always needed. */
  readonly more: readonly string[];
  readonly isElsewhere?: boolean;
  /** Makes everything anew that the import would find, and resolves with its words. */
  prepare(): Promise<readonly string[]>;
}

const named = () => ['--user-pool-id', userPoolId, '--role-arn', roleArn];

const KINDS: readonly Kind[] = [
  { name: 'an existing pool and role', more: [], prepare: async () => [writeUsers(), ...named()] },
  {
    name: 'a plan against the pool',
    more: ['cognito-idp:ListUsers'],
    prepare: async () => [writeUsers(), ...named(), '--against-pool'],
  },
  {
    name: 'a new pool and a new role',
    more: [
      ...['cognito-idp:ListUserPools', 'cognito-idp:CreateUserPool'],
      ...['iam:GetRole', 'iam:CreateRole', 'iam:GetRolePolicy', 'iam:PutRolePolicy'],
    ],
    async prepare() {
      await deleteRole();
      const path = writeUsers();
      const pool = { PoolName: `pool-${files}`, AutoVerifiedAttributes: ['email'] };
      return [path, '--pool', writeLine(`pool-${files}.json`, pool)];
    },
  },
  {
    name: 'a column that the pool lacks, and a role without its policy',
    more: [
      ...['cognito-idp:ListUserPools', 'cognito-idp:AddCustomAttributes'],
      ...['iam:GetRole', 'iam:GetRolePolicy', 'iam:PutRolePolicy'],
    ],
    async prepare() {
      await deleteRole();
      await iam.send(new CreateRoleCommand({ ...ROLE, AssumeRolePolicyDocument: JSON.stringify(TRUST) }));
      if (ownPoolId !== undefined) await cognito.send(new DeleteUserPoolCommand({ UserPoolId: ownPoolId }));
      ownPoolId = await createImportPool(cognito, 'import', []);
      return [writeUsers(`custom:c${files}`)];
    },
  },
  {
    name: 'follow-ups',
    more: ['CreateGroup', 'AdminAddUserToGroup', 'AdminDisableUser', 'AdminSetUserMFAPreference'].map(
      (name) => `cognito-idp:${name}`,
    ),
    async prepare() {
      const path = writeUsers();
      const steps = { username: `user-${files}`, disabled: true, groups: [`group-${files}`], mfa: 'SMS' };
      return [path, ...named(), '--follow-up', writeLine(`follow-up-${files}.jsonl`, steps)];
    },
  },
  {
    name: 'the log at Amazon Cognito',
    more: ['logs:DescribeLogGroups', 'logs:DescribeLogStreams'],
    isElsewhere: true,
    prepare: async () => [writeUsers(), ...named(), '--aws', '--region', 'us-east-1'],
  },
];

function run(words: readonly string[], isElsewhere = false) {
  const endpoints = {
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: muster.url,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: muster.url,
    AWS_ENDPOINT_URL_IAM: muster.url,
  };
  const place = isElsewhere ? [] : ['--endpoint-url', muster.url];
  const folder = join(directory, `run-${files}`);
  rmSync(folder, { recursive: true, force: true });
  return runMuster(['import', ...words, ...place, '--run', folder], {
    cwd: directory,
    env: { ...env, ...(isElsewhere ? endpoints : {}) },
  });
}

describe('the permissions that a plan prints', () => {
  it.each(KINDS)('are what an import with $name needs, and do (R1070)', async ({ more, isElsewhere, prepare }) => {
    const words = await prepare();
    await caller.allow([...ALWAYS, ...more]);
    const planned = await run([...words, '--dry-run'], isElsewhere);
    expect(readPrintedActions(planned.stdout).toSorted(), planned.stderr).toEqual([...ALWAYS, ...more].toSorted());
    const { exitCode, stdout, stderr } = await run([...words, '--yes'], isElsewhere);
    expect([exitCode, stdout], stderr).toEqual([0, expect.stringMatching(/^1 imported, 0 skipped, 0 failed/)]);
  });

  const table = KINDS.flatMap((kind, index) =>
    [...(index === 0 ? ALWAYS.filter((action) => !action.includes(':Stop')) : []), ...kind.more].map((missing) => ({
      missing,
      kind,
      name: kind.name,
    })),
  );
  it.each(table)(
    'are all needed: $missing with $name, which the message names (R970, R1070)',
    async ({ missing, kind }) => {
      const words = await kind.prepare();
      await caller.allow([...ALWAYS, ...kind.more].filter((action) => action !== missing));
      const { exitCode, stderr } = await run([...words, '--yes'], kind.isElsewhere);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`not authorized to perform: ${missing} on`)]);
      expect(stderr).toContain('muster import --help lists every permission that an import needs');
    },
  );

  it('are all needed: cognito-idp:StopUserImportJob for an end before the job has ended (R960, R970, R1070)', async () => {
    await caller.allow(ALWAYS.filter((action) => !action.includes(':Stop')));
    const folder = join(directory, 'many');
    mkdirSync(folder);
    const path = writeManyUsers(folder, 200_000);
    const words = ['import', path, ...named(), '--endpoint-url', muster.url, '--yes', '--run', join(folder, 'run')];
    const { child, ended, waitFor } = startMusterProcess(words, { cwd: folder, env });
    await waitFor(/Started job/);
    child.kill('SIGTERM');
    const { exitCode, stderr } = await ended;
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('perform: cognito-idp:StopUserImportJob on')]);
    expect(stderr).toContain('Go on with: muster resume');
  });
});
