import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runMuster } from '../../src/cli/commands/muster-process.fixture.ts';
import { KNOWN_PASSWORD } from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions } from '../drive-import.ts';

const CASES = fileURLToPath(new URL('../../src/convert/sources/cases/', import.meta.url));

let cwd: string;
let muster: Muster;
let client: CognitoIdentityProviderClient;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-convert-'));
  muster = await startMuster();
  client = new CognitoIdentityProviderClient(clientOptions(muster.url));
});
afterAll(async () => {
  client.destroy();
  await muster.stop();
  rmSync(cwd, { recursive: true, force: true });
});

const run = (...words: readonly string[]) =>
  runMuster(words, {
    cwd,
    env: {
      AWS_ACCESS_KEY_ID: muster.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: muster.credentials.secretAccessKey,
    },
  });

async function findPool(name: string): Promise<string> {
  const { UserPools = [] } = await client.send(new ListUserPoolsCommand({ MaxResults: 60 }));
  const ids = UserPools.filter((pool) => pool.Name === name).map(({ Id }) => Id);
  expect(ids).toHaveLength(1);
  return ids[0] ?? '';
}

async function signIn(userPoolId: string, username: string, password: string): Promise<unknown> {
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: 'app',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const AuthParameters = { USERNAME: username, PASSWORD: password };
  return client.send(
    new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: UserPoolClient?.ClientId, AuthParameters }),
  );
}

describe('muster convert, check and import of a directory', () => {
  it.each([
    // Users who sign in with the known password, by the alias of their address. The pool of cognito.json refuses its second factor.
    { file: 'auth0.ndjson', source: 'auth0', exit: 0, users: 4, people: ['ann@example.com'] },
    { file: 'keycloak.json', source: 'keycloak', exit: 0, users: 5, people: ['ann@example.com', 'dora'] },
    { file: 'csv-table.csv', source: 'csv', exit: 0, users: 2, people: ['ann@example.com'] },
    { file: 'firebase.json', source: 'firebase', exit: 0, users: 3, people: [] },
    { file: 'cognito.json', source: 'cognito', exit: 1, users: 3, people: [] },
  ])('take $file to users who sign in (R700, R702, R710, R711)', async ({ file, source, exit, users, people }) => {
    const converted = await run('convert', join(CASES, file), '-o', source);
    expect([converted.exitCode, converted.stderr]).toEqual([1, expect.stringContaining(`--from ${source}`)]);
    expect(converted.stdout).toContain(`muster import ${source} --pool ${source}/pool.json`);
    expect(await run('check', source)).toMatchObject({ exitCode: 0 });

    const words = ['import', source, '--pool', `${source}/pool.json`, '--endpoint-url', muster.url, '--yes'];
    const imported = await run(...words, '--json', '--run', `run-${source}`);
    expect(imported.stderr).toContain(`Created user pool ${source}-users`);
    const { importedUsers, exitCode } = JSON.parse(imported.stdout.trimEnd().split('\n').at(-1) ?? '');
    expect([imported.exitCode, exitCode, importedUsers]).toEqual([exit, exit, users]);

    // The pool of that name is used again, and nobody is imported twice.
    const again = await run(...words, '--run', `again-${source}`);
    expect([again.exitCode, again.stderr]).toEqual([exit, expect.not.stringContaining('Created user pool')]);
    const userPoolId = await findPool(`${source}-users`);
    for (const username of people) {
      await expect(signIn(userPoolId, username, 'Wrong-Horse-7')).rejects.toMatchObject({
        name: 'NotAuthorizedException',
      });
      expect(await signIn(userPoolId, username, KNOWN_PASSWORD)).toMatchObject({
        AuthenticationResult: { AccessToken: expect.any(String) },
      });
    }
  });

  it('import into the pool of its pool.json without an option, as they check for it (R769)', async () => {
    const words = ['import', 'csv', '--endpoint-url', muster.url, '--yes', '--json'];
    const { stdout, stderr } = await run(...words);
    expect(stderr).not.toContain('Created user pool');
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(summary).toMatchObject({ type: 'summary', userPoolId: await findPool('csv-users'), skippedUsers: 2 });
  });

  it('bring second factors that their pool refuses, which is said before and after, and done once the pool takes them (R962, R1071)', async () => {
    const words = ['import', 'cognito', '--endpoint-url', muster.url];
    const advice = 'Such factors need a pool whose MfaConfiguration is OPTIONAL or ON';
    const planned = await run(...words, '--dry-run');
    expect(planned.stdout).toContain(
      `will be refused: 1 second factor by text message, for the pool has no MFA. ${advice}`,
    );
    const refused = await run(...words, '--yes', '--run', 'refused');
    expect([refused.exitCode, refused.stdout]).toEqual([1, expect.stringContaining(advice)]);
    expect(refused.stdout).toContain(
      'import the same files again: users who exist are skipped, and the follow-ups are done',
    );
    const userPoolId = await findPool('cognito-users');
    await client.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: userPoolId,
        MfaConfiguration: 'OPTIONAL',
        SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
      }),
    );
    expect((await run(...words, '--dry-run')).stdout).not.toContain('will be refused');
    expect(await run(...words, '--yes', '--run', 'done')).toMatchObject({ exitCode: 0 });
    expect(await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: 'emil' }))).toMatchObject({
      UserMFASettingList: ['SMS_MFA'],
    });
  });

  it('keep the custom attributes and the language of each value', async () => {
    const userPoolId = await findPool('keycloak-users');
    const { UserAttributes } = await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: 'ann' }));
    const attributes = Object.fromEntries((UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
    expect(attributes).toMatchObject({
      name: 'Ann Müller',
      'custom:keycloak_id': '0b2d8a6e-0001-4000-8000-000000000001',
    });
  });

  it('are named with the pool that was given and the server that has it, in lines that run as they are (R1072)', async () => {
    const userPoolId = await findPool('auth0-users');
    const target = ['--user-pool-id', userPoolId, '--endpoint-url', muster.url];
    const { stdout } = await run('convert', join(CASES, 'auth0.ndjson'), '-o', 'given', ...target);
    const lines = [...stdout.matchAll(/^ {2}muster .+$/gm)].map(([line]) => line.trim());
    expect(lines).toEqual(['check', 'import'].map((name) => `muster ${name} given ${target.join(' ')}`));
    const [check = '', imported = ''] = lines.map((line) => line.replace('muster ', ''));
    expect(await run(...check.split(' '))).toMatchObject({ exitCode: 0 });
    // Somebody is to read the plan.
    expect(await run(...imported.split(' '), '--yes')).toMatchObject({ exitCode: 0 });
  });

  it('name the system that a file seems to come from if --from makes no user of it, and write nothing (R712)', async () => {
    const words = ['convert', join(CASES, 'auth0.ndjson'), '-o', 'wrong', '--from'];
    const { exitCode, stdout, stderr } = await run(...words, 'firebase');
    expect([exitCode, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      expect.stringContaining('wrong was not written: auth0.ndjson looks like Auth0; try --from auth0.'),
    ]);
    expect(stdout).toContain('Left out:');
    expect(stdout).not.toContain('left-out.csv');
    expect(readdirSync(cwd).filter((name) => name.startsWith('wrong'))).toEqual([]);
    expect((await run(...words, 'auth0')).stdout).toContain('4 users written');
  });

  it('say how to convert again if every user of the system is left out, and keep the reasons (R701)', async () => {
    const { exitCode, stdout } = await run('convert', join(CASES, 'django.csv'), '-o', 'nobody');
    expect([exitCode, stdout.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      expect.stringContaining('then delete nobody, or name another directory (-o), to convert again.'),
    ]);
    expect(readFileSync(join(cwd, 'nobody', 'left-out.csv'), 'utf8')).toContain('--email-verified yes');
  });

  it('are not made of a file that is given twice, or of a copy of it (R702)', async () => {
    const path = join(CASES, 'auth0.ndjson');
    copyFileSync(path, join(cwd, 'copy.ndjson'));
    for (const [second, text] of [
      [path, 'auth0.ndjson is given twice; give it once'],
      ['copy.ndjson', 'auth0.ndjson and copy.ndjson have the same content; give one of them'],
    ] as const) {
      const { exitCode, stdout, stderr } = await run('convert', path, second, '-o', 'twice');
      expect([exitCode, stdout, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, '', expect.stringContaining(text)]);
    }
    expect(readdirSync(cwd)).not.toContain('twice');
  });

  it('write for their owner alone, whole or not at all, and over nothing (R712)', async () => {
    expect((statSync(join(cwd, 'auth0')).mode & 0o777).toString(8)).toBe('700');
    for (const name of readdirSync(join(cwd, 'auth0'))) {
      expect([name, (statSync(join(cwd, 'auth0', name)).mode & 0o777).toString(8)]).toEqual([name, '600']);
    }
    const before = readFileSync(join(cwd, 'auth0', 'convert.json'), 'utf8');
    const over = await run('convert', join(CASES, 'auth0.ndjson'), '-o', 'auth0');
    expect([over.exitCode, over.stderr]).toEqual([2, expect.stringContaining('auth0 already exists')]);
    expect(readFileSync(join(cwd, 'auth0', 'convert.json'), 'utf8')).toBe(before);
    const unknown = await run('convert', join(CASES, 'auth0.ndjson'), '-o', 'none', '--map', 'missing.yaml');
    expect([unknown.exitCode, readdirSync(cwd).filter((name) => name.startsWith('none'))]).toEqual([2, []]);
  });

  it('name the source of a file that is checked as it is, with the line that converts it (R713)', async () => {
    const path = join(CASES, 'keycloak.json');
    const { exitCode, stdout } = await run('check', path);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      `It is an export of Keycloak (JSON). Make files for an import of it: muster convert ${path} --from keycloak -o DIR`,
    );
  });
});
