/**
 * Records what a server of an older version leaves behind: `node test/durability/history/record.ts CLONE FILE`, where CLONE is a clone of
 * that version and FILE the archive to be written, `schema-N.tar.gz`. In it are the data directory of a server that was killed in the
 * middle of an import, with jobs that had ended before, and in `expected.json` the logs of all jobs as the older version shows them.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import Database from 'better-sqlite3';
import { assertPresent } from '../../../src/base/assert.ts';
import type { PasswordHashingAlgorithm } from '../../../src/domain/password-hashes/password-hashing-algorithm.ts';
import {
  HASHES_OF_KNOWN_PASSWORD,
  KNOWN_PASSWORD,
} from '../../../src/domain/records/cases/password-hash-cases.fixture.ts';
import {
  clientOptions,
  createImportPool,
  createLogRole,
  runImport,
  uploadImport,
  waitForEnd,
} from '../../drive-import.ts';
import { readLog } from '../../oracle/read-import.ts';
import { generateFile } from '../../oracle/run-oracle.ts';
import { startServerProcess } from '../../server-process.ts';
import { READ_ONLY_POLICY, type Recorded, type RecordedJob, type RecordedUser } from './recorded.ts';

const HALF_DONE_USERS = 800;
const KILL_AT_RECORD = 200;
const ENDED_USERS = 150;
const HASHED_USERS = 20;

const [clone, file] = process.argv.slice(2);
if (clone === undefined || file === undefined) throw new Error('usage: record.ts CLONE FILE');
const bin = join(resolve(clone), 'bin', 'muster.js');
const directory = mkdtempSync(join(tmpdir(), 'muster-record-'));
const csvPath = join(directory, 'users.csv');

/** Runs a job to its end in a pool of its own. */
async function recordJob(
  url: string,
  roleArn: string,
  pool: { readonly name: string; readonly users: number; readonly badPercent: number; readonly algorithm?: 'BCRYPT' },
): Promise<RecordedJob> {
  const client = new CognitoIdentityProviderClient(clientOptions(url));
  const { name, users, badPercent, algorithm } = pool;
  await generateFile(csvPath, {
    users,
    seed: 7,
    badPercent,
    customAttributes: [],
    passwordHashingAlgorithm: algorithm,
  });
  const userPoolId = await createImportPool(client, name, []);
  const job = await runImport(client, userPoolId, await uploadImport(client, userPoolId, roleArn, csvPath, algorithm));
  client.destroy();
  return describe(url, name, userPoolId, job);
}

async function describe(
  url: string,
  poolName: string,
  userPoolId: string,
  job: UserImportJobType,
): Promise<RecordedJob> {
  const { JobId = '', JobName = '', Status = '' } = job;
  const lines = await readLog(url, { id: userPoolId, name: poolName }, job);
  return { userPoolId, poolName, jobId: JobId, jobName: JobName, status: Status, lines };
}

/** Imports a user with each form of hash, all of one password; nobody signs in. */
async function recordKnown(url: string, roleArn: string): Promise<NonNullable<Recorded['known']>> {
  const client = new CognitoIdentityProviderClient(clientOptions(url));
  const users: RecordedUser[] = [];
  for (const [form, hash] of Object.entries(HASHES_OF_KNOWN_PASSWORD)) {
    const algorithm = form as PasswordHashingAlgorithm;
    const username = algorithm.toLowerCase();
    const record = `${username},${username}@example.com,true,${hash.replaceAll(',', '\\,')}`;
    writeFileSync(csvPath, `cognito:username,email,email_verified,password_hash\n${record}\n`);
    const userPoolId = await createImportPool(client, `known-${username}`, []);
    const jobId = await uploadImport(client, userPoolId, roleArn, csvPath, algorithm);
    const { ImportedUsers } = await runImport(client, userPoolId, jobId);
    if (ImportedUsers !== 1) throw new Error(`${username} was not imported`);
    users.push({ userPoolId, username });
  }
  client.destroy();
  return { password: KNOWN_PASSWORD, users };
}

/** An IAM user with a key and a policy. */
async function recordIam(url: string): Promise<Recorded['iam']> {
  const iam = new IAMClient(clientOptions(url));
  await iam.send(new CreateUserCommand({ UserName: 'recorded' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'recorded' }));
  const created = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'read-pools', PolicyDocument: JSON.stringify(READ_ONLY_POLICY) }),
  );
  const policyArn = assertPresent(created.Policy?.Arn, 'CreatePolicy answers with an ARN');
  await iam.send(new AttachUserPolicyCommand({ UserName: 'recorded', PolicyArn: policyArn }));
  iam.destroy();
  return {
    accessKeyId: assertPresent(AccessKey?.AccessKeyId, 'a key has an id'),
    secretAccessKey: assertPresent(AccessKey?.SecretAccessKey, 'a key has a secret'),
  };
}

/** Events of a client. */
async function recordEvents(url: string): Promise<Recorded['events']> {
  const logs = new CloudWatchLogsClient(clientOptions(url));
  const names = { logGroupName: 'of-a-client', logStreamName: 'recorded' };
  await logs.send(new CreateLogGroupCommand({ logGroupName: names.logGroupName }));
  await logs.send(new CreateLogStreamCommand(names));
  const messages = Array.from({ length: 30 }, (_, index) => `event ${index} of a client: zoë`);
  const timestamp = Date.now();
  await logs.send(
    new PutLogEventsCommand({ ...names, logEvents: messages.map((message) => ({ timestamp, message })) }),
  );
  logs.destroy();
  return { ...names, messages };
}

/** Starts the job, and kills the server in the middle of it. */
async function killHalfWay(server: Awaited<ReturnType<typeof startServerProcess>>, userPoolId: string, jobId: string) {
  const client = new CognitoIdentityProviderClient(clientOptions(server.url));
  const database = new Database(join(directory, 'data', 'muster.db'), { readonly: true });
  const findRecord = database.prepare<[string], number>('SELECT record_number FROM import_jobs WHERE id = ?').pluck();
  await client.send(new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId }));
  let record = 0;
  while (record <= KILL_AT_RECORD) record = findRecord.get(jobId) ?? 0;
  await server.kill();
  record = findRecord.get(jobId) ?? 0;
  const status = database.prepare('SELECT status FROM import_jobs WHERE id = ?').pluck().get(jobId);
  database.close();
  client.destroy();
  if (status !== 'InProgress') throw new Error(`the job was killed too late: it is ${status}`);
  console.log(`killed at record ${record}`);
}

try {
  const server = await startServerProcess({ directory, bin });
  const version = readVersion();
  const client = new CognitoIdentityProviderClient(clientOptions(server.url));
  const roleArn = await createLogRole(server.url);
  const ended = [await recordJob(server.url, roleArn, { name: 'ended', users: ENDED_USERS, badPercent: 60 })];
  if (version >= 4) {
    ended.push(
      await recordJob(server.url, roleArn, {
        name: 'hashed',
        users: HASHED_USERS,
        badPercent: 50,
        algorithm: 'BCRYPT',
      }),
    );
  }
  const known = version >= 4 ? await recordKnown(server.url, roleArn) : undefined;
  const iam = version >= 2 ? await recordIam(server.url) : undefined;
  const events = version >= 3 ? await recordEvents(server.url) : undefined;
  await generateFile(csvPath, { users: HALF_DONE_USERS, seed: 11, badPercent: 20, customAttributes: [] });
  const userPoolId = await createImportPool(client, 'half-done', []);
  const jobId = await uploadImport(client, userPoolId, roleArn, csvPath);
  client.destroy();
  await killHalfWay(server, userPoolId, jobId);

  // What the older version makes of it: of a copy, since that finishes the job.
  const copy = join(directory, 'copy');
  cpSync(join(directory, 'data'), join(copy, 'data'), { recursive: true });
  const second = await startServerProcess({ directory: copy, bin });
  const reader = new CognitoIdentityProviderClient(clientOptions(second.url));
  const job = await waitForEnd(reader, userPoolId, jobId);
  const halfDone = await describe(second.url, 'half-done', userPoolId, job);
  reader.destroy();
  await second.stop();

  const recorded: Recorded = {
    ...{ version, ended, halfDone },
    ...(known && { known }),
    ...(iam && { iam }),
    ...(events && { events }),
  };
  writeFileSync(join(directory, 'expected.json'), JSON.stringify(recorded));
  // The lock and the address of a server that is gone say nothing.
  for (const name of ['lock.db', 'lock.db-journal', 'server.json'])
    rmSync(join(directory, 'data', name), { force: true });
  execFileSync('tar', ['-czf', resolve(file), '-C', directory, 'data', 'expected.json']);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function readVersion(): number {
  const database = new Database(join(directory, 'data', 'muster.db'), { readonly: true });
  const version = Number(database.pragma('user_version', { simple: true }));
  database.close();
  return version;
}
