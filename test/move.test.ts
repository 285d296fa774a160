import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserImportJobCommand,
  DescribeUserPoolClientCommand,
  GetGroupCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { assertPresent } from '../src/base/assert.ts';
import { runMuster } from '../src/cli/commands/muster-process.fixture.ts';
import { startMuster } from '../src/index.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport, waitForEnd } from './drive-import.ts';
import type { Recorded } from './durability/history/recorded.ts';
import { RECORDED_ANSWERS, signInRecorded } from './durability/history/sign-in-recorded.ts';
import { compareImport } from './oracle/compare-import.ts';
import { expectImport } from './oracle/oracle.ts';
import { readImport } from './oracle/read-import.ts';
import { generateFile } from './oracle/run-oracle.ts';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from './postgres-server.ts';
import { describeWithS3, type S3Server, startS3Server } from './s3-server.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { startTcpProxy } from './tcp-proxy.ts';

const USERS = 20_000;
const ALLOW_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** A client with a secret, and a group with a user of the pool in it; what the API tells of both. */
async function createClientAndGroup(cognito: CognitoIdentityProviderClient, UserPoolId: string) {
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'app', GenerateSecret: true }),
  );
  const GroupName = 'admins';
  await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName, Precedence: 1 }));
  const { Users = [] } = await cognito.send(new ListUsersCommand({ UserPoolId, Limit: 1 }));
  const Username = Users[0]?.Username;
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username }));
  return describeClientAndGroup(cognito, UserPoolId, UserPoolClient?.ClientId);
}

async function describeClientAndGroup(cognito: CognitoIdentityProviderClient, UserPoolId: string, ClientId?: string) {
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  const { Group } = await cognito.send(new GetGroupCommand({ UserPoolId, GroupName: 'admins' }));
  const { Users } = await cognito.send(new ListUsersInGroupCommand({ UserPoolId, GroupName: 'admins' }));
  expect([UserPoolClient?.ClientSecret?.length, Users?.length]).toEqual([52, 1]);
  return { ClientId, UserPoolClient, Group, Users };
}

describeWithPostgres('muster database move', () => {
  describeWithS3('into a database and a bucket', () => {
    let postgres: PostgresServer;
    let bucket: S3Server;
    let directory: string;
    let data: string;
    let csv: string;
    let environment: Record<string, string>;
    let server: ServerProcess | undefined;
    let moves = 0;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'muster-move-'));
      csv = join(directory, 'users.csv');
      await generateFile(csv, { users: USERS, seed: 22, badPercent: 5, customAttributes: [] });
      [postgres, bucket] = await Promise.all([startPostgresServer(), startS3Server()]);
    });
    afterAll(async () => {
      await Promise.all([postgres?.stop(), bucket?.stop()]);
      await rm(directory, { recursive: true, force: true });
    });
    afterEach(() => server?.kill());

    const run = (words: readonly string[], more: Record<string, string> = {}) =>
      runMuster(words, { cwd: directory, env: { ...environment, ...more } });
    const move = (more: Record<string, string> = {}) => run(['database', 'move', '--data', data], more);

    /** A data directory of its own below, and an empty database with its tables. */
    async function setUp(): Promise<string> {
      const own = join(directory, `run-${++moves}`);
      data = join(own, 'data');
      environment = {
        MUSTER_DATABASE: await postgres.createDatabase(),
        MUSTER_UPLOADS: `s3://${bucket.bucket}/move-${moves}`,
        MUSTER_S3_ENDPOINT: bucket.endpoint,
        MUSTER_S3_PATH_STYLE: 'on',
        AWS_ACCESS_KEY_ID: bucket.accessKeyId,
        AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
      };
      expect(await run(['database', 'upgrade'])).toMatchObject({ exitCode: 0 });
      await mkdir(own);
      return own;
    }

    /** A directory that a server has left in good order. */
    async function setUpStopped(): Promise<void> {
      await setUp();
      const muster = await startMuster({ data });
      const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
      await createImportPool(cognito, 'kept', []);
      cognito.destroy();
      await muster.stop();
    }

    /** Of each file of the directory, by its name. */
    async function digestAll(): Promise<Record<string, string>> {
      const files = (await readdir(data, { withFileTypes: true })).filter((entry) => entry.isFile());
      const digests = files.map(async ({ name }) => {
        const content = await readFile(join(data, name));
        return [name, createHash('sha256').update(content).digest('hex')] as const;
      });
      return Object.fromEntries(await Promise.all(digests));
    }

    it('takes everything along: an import that was under way goes on where it was, keys open what they have sealed (R66)', async () => {
      const own = await setUp();
      server = await startServerProcess({ directory: own });
      let cognito = new CognitoIdentityProviderClient(clientOptions(server.url));
      const iam = new IAMClient(clientOptions(server.url));
      await iam.send(new CreateUserCommand({ UserName: 'ann' }));
      const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'all', PolicyDocument: ALLOW_ALL }));
      await iam.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn: Policy?.Arn }));
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
      iam.destroy();
      const role = await createLogRole(server.url);
      const ended = await createImportPool(cognito, 'ended', []);
      const before = await runImport(cognito, ended, await uploadImport(cognito, ended, role, csv));
      const client = await createClientAndGroup(cognito, ended);
      const UserPoolId = await createImportPool(cognito, 'moved', []);
      const JobId = await uploadImport(cognito, UserPoolId, role, csv);
      const describeJob = async () =>
        (await cognito.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }))).UserImportJob;
      await cognito.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
      let under = await describeJob();
      while (!under?.ImportedUsers) under = await describeJob();
      await server.kill();
      expect(under.Status).toBe('InProgress');
      cognito.destroy();

      const key = (await readFile(join(data, 'server.key'))).toString('hex');
      const { exitCode, stdout, stderr } = await move();
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^users: [\d,]+ rows, sha256 [0-9a-f]{64} on both sides$/m);
      expect(stdout).toContain('1 uploaded file (');
      expect(stdout).toContain(
        `export MUSTER_SERVER_KEY="$(od -An -v -tx1 '${join(data, 'server.key')}' | tr -d ' \\n')"`,
      );
      expect(stdout).not.toContain(key);

      server = await startServerProcess({ directory: own, environment: { ...environment, MUSTER_SERVER_KEY: key } });
      cognito = new CognitoIdentityProviderClient(clientOptions(server.url));
      const text = await readFile(csv, 'utf8');
      const job = await waitForEnd(cognito, UserPoolId, JobId);
      expect(job.Status).toBe('Succeeded');
      for (const [pool, ran] of [
        [{ id: ended, name: 'ended' }, before],
        [{ id: UserPoolId, name: 'moved' }, job],
      ] as const) {
        expect(compareImport(expectImport(text), await readImport(server.url, pool, ran))).toEqual([]);
      }
      expect(await describeClientAndGroup(cognito, ended, client.ClientId)).toEqual(client);
      // New keys do not meet those that came along.
      await cognito.send(new CreateUserPoolCommand({ PoolName: 'new' }));
      await createClientAndGroup(cognito, UserPoolId);
      const credentials = {
        accessKeyId: AccessKey?.AccessKeyId ?? '',
        secretAccessKey: AccessKey?.SecretAccessKey ?? '',
      };
      const ann = new CognitoIdentityProviderClient({ ...clientOptions(server.url), credentials });
      const { UserPools = [] } = await ann.send(new ListUserPoolsCommand({ MaxResults: 60 }));
      expect(UserPools.map(({ Name }) => Name).sort()).toEqual(['ended', 'moved', 'new']);
      ann.destroy();
      cognito.destroy();
    });

    it('takes along the hashes of a directory of an older version, whose users then sign in (S2, S48)', async () => {
      const own = await setUp();
      const archive = join(import.meta.dirname, 'durability/history/schema-7.tar.gz');
      execFileSync('tar', ['-xzf', archive, '-C', own]);
      const { known }: Recorded = JSON.parse(await readFile(join(own, 'expected.json'), 'utf8'));
      // Brought up to date; nobody signs in.
      const muster = await startMuster({ data });
      await muster.stop();
      expect(await move()).toMatchObject({ exitCode: 0, stderr: '' });
      const key = (await readFile(join(data, 'server.key'))).toString('hex');
      server = await startServerProcess({ directory: own, environment: { ...environment, MUSTER_SERVER_KEY: key } });
      const signIns = await signInRecorded(
        server.url,
        assertPresent(known, 'the recording has users with known passwords'),
      );
      expect(signIns.map(({ username }) => username).sort()).toEqual(['argon2id', 'bcrypt', 'pbkdf2_sha256', 'scrypt']);
      for (const { username, answers } of signIns) expect(answers, username).toEqual(RECORDED_ANSWERS);
    });

    it('leaves the directory as it is, and a second move finds a database that is not empty', async () => {
      await setUpStopped();
      const before = await digestAll();
      expect(await move()).toMatchObject({ exitCode: 0, stderr: '' });
      // SQLite makes a log to read by, in which nothing is.
      expect(await digestAll()).toMatchObject(before);
      const again = await move();
      expect([again.exitCode, again.stdout]).toEqual([2, '']);
      expect(again.stderr).toMatch(/^muster: nothing was moved: the database is not empty \(.*\): use a new one/);
      expect(await postgres.run('select count(*) from user_pools', environment.MUSTER_DATABASE)).toBe('1');
    });

    it('refuses a directory that a server holds, and says where that is', async () => {
      await setUp();
      const muster = await startMuster({ data });
      const { exitCode, stderr } = await move();
      await muster.stop();
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(`nothing was moved: the data directory ${data} is in use by the server at ${muster.url}`);
    });

    it.each<[string, () => Promise<Record<string, string>>, RegExp]>([
      [
        'another server key',
        async () => ({ MUSTER_SERVER_KEY: 'ab'.repeat(32) }),
        /MUSTER_SERVER_KEY holds a server key other than that of/,
      ],
      [
        'a database without tables',
        async () => ({ MUSTER_DATABASE: await postgres.createDatabase() }),
        /no tables of Muster yet: run `muster database upgrade` once/,
      ],
      [
        'a bucket that is not there',
        async () => ({ MUSTER_UPLOADS: 's3://nowhere-at-all/p' }),
        /cannot list the bucket .* of s3:\/\/nowhere-at-all\/p/,
      ],
    ])('refuses %s, and leaves nothing behind', async (_name, change, line) => {
      await setUpStopped();
      const { exitCode, stdout, stderr } = await move(await change());
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(line);
      expect(await postgres.run('select count(*) from user_pools', environment.MUSTER_DATABASE)).toBe('0');
    });

    it('says so when it cannot know whether it was committed, and a second run finds out', async () => {
      await setUpStopped();
      const proxy = await startTcpProxy(postgres.port);
      const through = new URL(String(environment.MUSTER_DATABASE));
      through.port = String(proxy.port);
      proxy.rules.cutAfter = 'COMMIT';
      const { exitCode, stderr } = await move({ MUSTER_DATABASE: through.href });
      await proxy.stop();
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(
        /^muster: the connection was lost at the commit: either everything was moved, or nothing\./,
      );
      expect((await move()).stderr).toMatch(/the database is not empty/);
    });

    it('takes back what it has written when a table holds what PostgreSQL cannot', async () => {
      await setUpStopped();
      const database = new Database(join(data, 'muster.db'));
      database.prepare('UPDATE user_pools SET name = ?').run('a\0b');
      database.close();
      const { exitCode, stderr } = await move();
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/nothing was moved: table user_pools, row 1: a text has a NUL character/);
      expect(await postgres.run('select count(*) from meta', environment.MUSTER_DATABASE)).toBe('1');
    });
  });
});
