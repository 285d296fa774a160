import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runMuster } from '../../src/cli/commands/muster-process.fixture.ts';
import { KNOWN_PASSWORD } from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions } from '../drive-import.ts';

const HASH = '$2b$10$abcdefghijklmnopqrstuuPiS4iUBT88yFvUSk/tP0Mi6eDKfUO/S';

let muster: Muster;
let client: CognitoIdentityProviderClient;
let directory: string;
let cwd: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'muster-way-'));
  muster = await startMuster();
  client = new CognitoIdentityProviderClient(clientOptions(muster.url));
});
beforeEach(() => {
  cwd = mkdtempSync(join(directory, 'cwd-'));
  writePerson('ann', { hasHash: true, app_metadata: { roles: ['admin'] } });
  writePerson('bob', { hasHash: true, blocked: true });
  writePerson('cid', { hasHash: true });
  writePerson('dee', {});
  writePerson('eve', { hasHash: true, user_metadata: {} });
});
afterAll(async () => {
  client.destroy();
  await muster.stop();
  rmSync(directory, { recursive: true });
});

/** A line of the export, and one of the file of hashes. */
function writePerson(
  name: string,
  { hasHash, ...more }: { readonly hasHash?: boolean; readonly [member: string]: unknown },
) {
  const id = `5dea9f9c2ee9d80d27f5${name.padStart(4, '0')}`;
  const email = `${name}@example.com`;
  const connection = 'Username-Password-Authentication';
  const user = { user_id: `auth0|${id}`, email, email_verified: true, name, ...more };
  const identities = [{ connection, provider: 'auth0', user_id: id, isSocial: false }];
  appendFileSync(join(cwd, 'auth0.ndjson'), `${JSON.stringify({ ...user, identities })}\n`);
  if (!hasHash) return;
  const hash = { _id: { $oid: id }, email, passwordHash: HASH, tenant: 'example', connection };
  appendFileSync(join(cwd, 'hashes.ndjson'), `${JSON.stringify(hash)}\n`);
}

const env = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const run = (...words: readonly string[]) => runMuster(words, { cwd, env });
const convert = () => run('convert', 'auth0.ndjson', '--join', 'hashes=hashes.ndjson', '-o', 'people');
const poolOf = (folder: string): string =>
  JSON.parse(readFileSync(join(cwd, folder, 'report.json'), 'utf8')).target.userPoolId;

async function signIn(UserPoolId: string, USERNAME: string, PASSWORD = KNOWN_PASSWORD) {
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'app',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: UserPoolClient?.ClientId,
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
  return AuthenticationResult?.AccessToken;
}

describe('the way from an export to users who sign in', () => {
  it('is gone by five commands: convert, check, import with its follow-ups, reconcile, report (R702, R962, R983, R987)', async () => {
    expect(await convert()).toMatchObject({ exitCode: 0 });
    expect(await run('check', 'people')).toMatchObject({ exitCode: 0 });
    const imported = await run('import', 'people', '--endpoint-url', muster.url, '--yes', '--run', 'run');
    expect([imported.exitCode, imported.stdout], imported.stderr).toEqual([0, expect.stringContaining('5 imported')]);
    expect(imported.stdout).toContain('Follow-ups: 1 group, 1 membership, 1 disabled user');
    const UserPoolId = poolOf('run');
    const at = ['--user-pool-id', UserPoolId, '--endpoint-url', muster.url];
    expect(await run('reconcile', 'people', ...at)).toMatchObject({ exitCode: 0 });
    expect(await run('report', 'run')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^All 5 users imported/),
    });

    // Users are known by their addresses, too.
    expect(await signIn(UserPoolId, 'ann@example.com')).toEqual(expect.any(String));
    const group = await client.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: 'admin' }));
    expect(group.Users?.map(({ Username }) => Username)).toEqual(['auth0|5dea9f9c2ee9d80d27f50ann']);
    await expect(signIn(UserPoolId, 'ann@example.com', 'Wrong-Horse-7')).rejects.toThrow('Incorrect username');
    await expect(signIn(UserPoolId, 'dee@example.com')).rejects.toMatchObject({
      name: 'PasswordResetRequiredException',
    });

    // Whoever was blocked has no password any more, and is not let in with a new one either, until he is enabled.
    const bob = { UserPoolId, Username: 'bob@example.com' };
    await expect(signIn(UserPoolId, bob.Username)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await client.send(new AdminSetUserPasswordCommand({ ...bob, Password: KNOWN_PASSWORD, Permanent: true }));
    await expect(signIn(UserPoolId, bob.Username)).rejects.toThrow('User is disabled.');
    await client.send(new AdminEnableUserCommand(bob));
    expect(await signIn(UserPoolId, bob.Username)).toEqual(expect.any(String));
  });
});

describe('failed.csv', () => {
  const TARGETS = [
    { name: 'a server', place: () => ['--endpoint-url', muster.url] },
    { name: 'a data directory', place: () => ['--data', 'data dir'] },
  ];

  it.each(TARGETS)(
    'is fixed and imported by the commands that the report prints, for $name (R702, R987, R1072)',
    async ({ name, place }) => {
      expect(await convert()).toMatchObject({ exitCode: 0 });
      // Two people with values that somebody has changed since.
      const path = join(cwd, 'people/users-bcrypt.csv');
      const [header = '', ...lines] = readFileSync(path, 'utf8').split('\n');
      const change = (line: string, column: string, value: string) =>
        line.split(',').with(header.split(',').indexOf(column), value).join();
      const spoiled = lines.map((line) => {
        if (line.includes('cid@')) return change(line, 'birthdate', '1985-02-01');
        return line.includes('eve@') ? change(line, 'email_verified', 'yes') : line;
      });
      writeFileSync(path, [header, ...spoiled].join('\n'));
      const pool = JSON.parse(readFileSync(join(cwd, 'people/pool.json'), 'utf8'));
      writeFileSync(join(cwd, 'people/pool.json'), JSON.stringify({ ...pool, PoolName: `people of ${name}` }));

      const imported = await run('import', 'people', ...place(), '--yes', '--run', 'run');
      expect([imported.exitCode, imported.stdout]).toEqual([
        1,
        expect.stringContaining('3 imported, 0 skipped, 2 failed'),
      ]);
      const report = await run('report', 'run');
      const commands = [...report.stdout.matchAll(/^ *muster (?:check|import) .+$/gm)].map(([line]) => line.trim());
      expect(commands.map((command) => command.split(' ')[1])).toEqual(['check', 'import']);
      for (const command of commands) {
        const { exitCode, stdout, stderr } = await run(...wordsOf(command));
        expect([command, exitCode], stdout + stderr).toEqual([command, 0]);
        if (command.startsWith('muster import')) expect(stdout).toContain('2 imported, 0 skipped, 0 failed');
      }
      if (name !== 'a server') return;
      // Their hashes came with them.
      for (const person of ['cid', 'eve']) {
        expect(await signIn(poolOf('run'), `${person}@example.com`)).toEqual(expect.any(String));
      }
      const cid = await client.send(
        new AdminGetUserCommand({ UserPoolId: poolOf('run'), Username: 'cid@example.com' }),
      );
      expect(cid.UserAttributes).toContainEqual({ Name: 'birthdate', Value: '02/01/1985' });
    },
  );
});

/** As a shell would take the line apart: words in quotes keep their spaces. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].slice(1).map(([, quoted, plain]) => quoted ?? plain ?? '');
}
