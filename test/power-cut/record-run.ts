import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
  DescribeUserImportJobCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../src/base/assert.ts';
import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import { generateUsers } from '../../src/cli/generate/generate-users.ts';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { clientOptions, createLogRole } from '../drive-import.ts';
import { findFreePorts } from '../free-ports.ts';
import { type Acknowledgement, type Fact, placeFacts, type RecordedJob } from './acknowledgement.ts';
import { Disk } from './disk.ts';
import type { DiskEvent } from './disk-events.ts';
import { drawLeftState, type LeftState } from './left-state.ts';
import { startTracedProcess } from './traced-process.ts';

const BAD_PERCENT = 10;
const POLL_MS = 5;
const TERMINAL = new Set<string | undefined>(['Succeeded', 'Failed', 'Stopped', 'Expired']);
export const POOL_NAME = 'power-cut';

/** A server's life in several runs: what it did to the disk, and what it had answered by when. */
export interface RecordedRun {
  /** The disk; the data directory is `data` below it. */
  readonly root: string;
  /** What was on it before. */
  readonly initial: LeftState;
  readonly port: number;
  readonly events: readonly DiskEvent[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly jobs: readonly RecordedJob[];
  readonly usersPoolId: string;
  /** Milliseconds since 1970; upload URLs are good for a quarter of an hour from here on. */
  readonly recordedAt: number;
}

export interface RecordOptions {
  /** An existing empty directory. */
  readonly directory: string;
  readonly seed: number;
  /** That of the clone if none is given. */
  readonly bin?: string | undefined;
  /** Records of the two files that are imported. */
  readonly records?: readonly [first: number, second: number];
}

/**
 * A server under strace, started three times: pools and users are created, changed and deleted, a file is imported to its end, another one
 * while the server is stopped and started, a third one only uploaded, a fourth one only created.
 */
export async function recordRun({ directory, seed, bin, records = [300, 1_800] }: RecordOptions): Promise<RecordedRun> {
  const root = join(directory, 'disk');
  mkdirSync(root);
  const [port = 0] = await findFreePorts(1);
  const recorder = new Recorder({ directory, root, port, bin });
  const recordedAt = Date.now();
  let usersPoolId = '';
  let roleArn = '';
  await recorder.serve(async (client) => {
    usersPoolId = await recorder.createPool(client);
    roleArn = await createLogRole(recorder.url);
    for (const name of ['ann', 'bob', 'eve'])
      await recorder.changeUser(client, usersPoolId, name, `${name}@example.com`);
    await recorder.changeUser(client, usersPoolId, 'ann', 'ann@example.org');
    await recorder.changeUser(client, usersPoolId, 'bob', undefined);
    const job = await recorder.createJob(client, roleArn, { name: 'first', records: records[0], seed });
    await recorder.upload(job);
    await recorder.start(client, job);
    await recorder.poll(client, job, () => false);
  });
  const second = await recorder.serve(async (client) => {
    await recorder.changeUser(client, usersPoolId, 'zoe', 'zoe@example.com');
    const job = await recorder.createJob(client, roleArn, { name: 'second', records: records[1], seed: seed + 1 });
    await recorder.upload(job);
    await recorder.start(client, job);
    await recorder.changeUser(client, usersPoolId, 'eve', undefined);
    await recorder.poll(client, job, (recordsDone) => recordsDone > 0);
    return job;
  });
  await recorder.serve(async (client) => {
    await recorder.poll(client, second, () => false);
    const third = await recorder.createJob(client, roleArn, { name: 'third', records: 40, seed: seed + 2 });
    await recorder.upload(third);
    await recorder.createJob(client, roleArn, { name: 'fourth', records: 40, seed: seed + 3 });
    await recorder.changeUser(client, usersPoolId, 'zoe', 'zoe@example.org');
  });
  const { events, jobs } = recorder;
  requireTrueModel({ initial: new Map(), events, root });
  const acknowledgements = placeFacts(recorder.facts, events);
  return { root, initial: new Map(), port, events, acknowledgements, jobs, usersPoolId, recordedAt };
}

interface RecorderOptions {
  readonly directory: string;
  readonly root: string;
  readonly port: number;
  readonly bin: string | undefined;
}

class Recorder {
  readonly events: DiskEvent[] = [];
  readonly facts: { readonly requestId: string; readonly fact: Fact }[] = [];
  readonly jobs: RecordedJob[] = [];
  readonly url: string;
  readonly #options: RecorderOptions;
  readonly #existing = new Set<string>();
  readonly #versions = new Map<string, number>();

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.url = `http://127.0.0.1:${options.port}`;
  }

  /** One run of the server, ended by SIGTERM. */
  async serve<Value>(use: (client: CognitoIdentityProviderClient) => Promise<Value>): Promise<Value> {
    const { directory, root, port, bin } = this.#options;
    const words = ['serve', '--port', String(port), '--data', join(root, 'data'), '--log-level', 'silent'];
    const server = startTracedProcess(words, { root: directory, bin });
    const { pid } = await server.listening();
    const client = new CognitoIdentityProviderClient(clientOptions(this.url));
    let value: Value;
    try {
      value = await use(client);
    } finally {
      client.destroy();
      process.kill(pid, 'SIGTERM');
    }
    const base = (this.events.at(-1)?.end ?? 0) + 1;
    for (const event of await server.readEvents(this.#existing)) {
      this.events.push({ ...event, begin: event.begin + base, end: event.end + base });
    }
    return value;
  }

  async createPool(client: CognitoIdentityProviderClient): Promise<string> {
    const { UserPool, $metadata } = await client.send(
      new CreateUserPoolCommand({ PoolName: POOL_NAME, AutoVerifiedAttributes: ['email', 'phone_number'] }),
    );
    const userPoolId = assertPresent(UserPool?.Id, 'CreateUserPool returned no id');
    this.#note($metadata.requestId, { kind: 'pool', userPoolId });
    return userPoolId;
  }

  /** Creates a user, gives it another address, or deletes it. */
  async changeUser(
    client: CognitoIdentityProviderClient,
    UserPoolId: string,
    Username: string,
    email: string | undefined,
  ): Promise<void> {
    const version = (this.#versions.get(Username) ?? 0) + 1;
    const attributes = [{ Name: 'email', Value: email }];
    const user = { UserPoolId, Username };
    const { $metadata } =
      email === undefined
        ? await client.send(new AdminDeleteUserCommand(user))
        : version === 1
          ? await client.send(new AdminCreateUserCommand({ ...user, UserAttributes: attributes }))
          : await client.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes: attributes }));
    this.#versions.set(Username, version);
    this.#note($metadata.requestId, { kind: 'user', username: Username, version, email });
  }

  async createJob(
    client: CognitoIdentityProviderClient,
    CloudWatchLogsRoleArn: string,
    { name, records, seed }: { readonly name: string; readonly records: number; readonly seed: number },
  ): Promise<RecordedJob> {
    const userPoolId = await this.createPool(client);
    const { UserImportJob, $metadata } = await client.send(
      new CreateUserImportJobCommand({ UserPoolId: userPoolId, JobName: name, CloudWatchLogsRoleArn }),
    );
    const text = [
      ...generateUsers({ users: records, seed, badPercent: BAD_PERCENT, columns: DEFAULT_CSV_HEADER }),
    ].join('');
    const jobId = assertPresent(UserImportJob?.JobId, 'the job has no id');
    const url = assertPresent(UserImportJob?.PreSignedUrl, 'the job has no upload URL');
    const job: RecordedJob = { name, userPoolId, jobId, url, text };
    this.jobs.push(job);
    this.#note($metadata.requestId, { kind: 'job', jobId, step: 'created', recordsDone: 0 });
    return job;
  }

  async upload({ jobId, url, text }: RecordedJob): Promise<void> {
    const requestId = await putFile(url, text);
    this.#note(requestId, { kind: 'job', jobId, step: 'uploaded', recordsDone: 0 });
  }

  async start(client: CognitoIdentityProviderClient, { userPoolId, jobId }: RecordedJob): Promise<void> {
    const { $metadata } = await client.send(new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId }));
    this.#note($metadata.requestId, { kind: 'job', jobId, step: 'started', recordsDone: 0 });
  }

  /** Looks at the job until it has ended, or until it is enough. */
  async poll(
    client: CognitoIdentityProviderClient,
    { userPoolId, jobId }: RecordedJob,
    isEnough: (recordsDone: number) => boolean,
  ): Promise<void> {
    for (;;) {
      const { UserImportJob, $metadata } = await client.send(
        new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId }),
      );
      const { Status, ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 } = UserImportJob ?? {};
      const recordsDone = ImportedUsers + SkippedUsers + FailedUsers;
      const isEnded = TERMINAL.has(Status);
      this.#note($metadata.requestId, { kind: 'job', jobId, step: isEnded ? 'ended' : 'started', recordsDone });
      if (isEnded || isEnough(recordsDone)) return;
      await wait(POLL_MS);
    }
  }

  #note(requestId: string | undefined, fact: Fact): void {
    this.facts.push({ requestId: assertPresent(requestId, 'an answer has a request id'), fact });
  }
}

/** Uploads a file; returns the request id of the answer. @throws unless it is 200 */
export async function putFile(url: string, body: string): Promise<string> {
  const answer = await fetch(url, { method: 'PUT', headers: { 'x-amz-server-side-encryption': 'aws:kms' }, body });
  if (answer.status !== 200) throw new Error(`the upload was answered ${answer.status}: ${await answer.text()}`);
  return answer.headers.get('x-amz-request-id') ?? '';
}

/** The model, with nothing lost, must be what lies on the disk. @throws if not: then its states say nothing */
export function requireTrueModel({ initial, events, root }: Pick<RecordedRun, 'initial' | 'events' | 'root'>): void {
  const disk = new Disk(initial);
  for (const event of events) disk.apply(event);
  const modelled = drawLeftState(disk, 'none', new RandomSource(1), root);
  const isCompared = (path: string) => !path.endsWith('-shm');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name));
  const differing = [...new Set([...names, ...modelled.keys()])].filter(isCompared).filter((path) => {
    const content = modelled.get(path);
    if (!names.includes(path) || content === undefined) return true;
    return statSync(path).isDirectory()
      ? content !== 'directory'
      : content === 'directory' || !readFileSync(path).equals(content);
  });
  if (differing.length > 0) throw new Error(`the model of the disk differs in ${differing.join(', ')}`);
}
