import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  DescribeUserPoolCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LEASE_MS } from '../src/base/node.ts';
import { DEFAULT_CSV_HEADER } from '../src/check/default-csv-header.ts';
import { runMuster } from '../src/cli/commands/muster-process.fixture.ts';
import { generateUsers } from '../src/cli/generate/generate-users.ts';
import { callMuster } from './call-muster.ts';
import { clientOptions, createImportPool, createLogRole, uploadImport, waitForEnd } from './drive-import.ts';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from './postgres-server.ts';
import { describeWithS3, type S3Server, startS3Server } from './s3-server.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

/** Enough for seconds of work, so that a node is caught in the middle of it. */
const RECORDS = 40_000;
/** From the death of a node to the first sign that its job goes on elsewhere: 13 s on an idle machine. */
const TAKEN_OVER_MS_MAX = 60_000;
/** The same for a node that leaves in good order: before its lease could have run out. A few milliseconds on an idle machine. */
const HANDED_OVER_MS_MAX = LEASE_MS;

interface Node {
  readonly id: string;
  readonly server: ServerProcess;
}

interface Health {
  readonly status: string;
  readonly node: string;
  readonly role: string;
  readonly nodes: readonly { readonly node: string; readonly role: string; readonly state: string }[];
}

/** Id and role of each node that DescribeServer lists. */
async function describeNodes(url: string): Promise<readonly (readonly [string, string])[]> {
  const { Nodes } = await callMuster(url, 'DescribeServer', {});
  return Nodes.map(({ NodeId, Role }) => [NodeId, Role] as const);
}

describeWithPostgres('nodes that share a PostgreSQL database', () => {
  describeWithS3('and a bucket', () => {
    let postgres: PostgresServer;
    let bucket: S3Server;
    let directory: string;
    let database: string;
    let nodes: Node[] = [];
    let cognito: CognitoIdentityProviderClient;
    let UserPoolId: string;
    let role: string;
    const serverKey = randomBytes(32).toString('hex');

    const environment = () => ({
      MUSTER_DATABASE: database,
      MUSTER_SERVER_KEY: serverKey,
      MUSTER_UPLOADS: `s3://${bucket.bucket}/muster`,
      MUSTER_S3_ENDPOINT: bucket.endpoint,
      MUSTER_S3_PATH_STYLE: 'on',
      AWS_ACCESS_KEY_ID: bucket.accessKeyId,
      AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
    });

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'muster-nodes-'));
      const users = { users: RECORDS, seed: 15, badPercent: 0, columns: DEFAULT_CSV_HEADER };
      await writeFile(join(directory, 'users.csv'), [...generateUsers(users)]);
      [postgres, bucket] = await Promise.all([startPostgresServer(), startS3Server()]);
      database = postgres.url;
    });
    afterAll(async () => {
      await Promise.all([postgres?.stop(), bucket?.stop()]);
      await rm(directory, { recursive: true, force: true });
    });
    afterEach(async () => {
      cognito?.destroy();
      await Promise.all(nodes.map(({ server }) => server.kill()));
      nodes = [];
    });

    async function readHealth(url: string): Promise<Health> {
      return (await (await fetch(`${url}/health`)).json()) as Health;
    }

    async function startNode(...flags: string[]): Promise<Node> {
      const server = await startServerProcess({ directory, environment: environment(), flags });
      const node = { id: (await readHealth(server.url)).node, server };
      nodes.push(node);
      return node;
    }

    /** A new database with one node that answers, and two that run jobs. */
    async function startNodes(): Promise<{ readonly api: Node; readonly workers: readonly Node[] }> {
      database = await postgres.createDatabase();
      expect(await runMuster(['database', 'upgrade'], { cwd: directory, env: environment() })).toMatchObject({
        exitCode: 0,
      });
      const [api, ...workers] = await Promise.all([
        startNode('--role', 'api'),
        startNode('--role', 'worker'),
        startNode('--role', 'worker'),
      ]);
      cognito = new CognitoIdentityProviderClient(clientOptions(api.server.url));
      UserPoolId = await createImportPool(cognito, 'shared', []);
      role = await createLogRole(api.server.url);
      return { api, workers };
    }

    /** Of the only job: who works on it, and at which record. */
    async function readJob(): Promise<{
      readonly node: string;
      readonly recordNumber: number;
      readonly claims: number;
    }> {
      const row = await postgres.run('select lease_node, record_number, lease_number from import_jobs', database);
      const [node = '', recordNumber, claims] = row.split('|');
      return { node, recordNumber: Number(recordNumber), claims: Number(claims) };
    }

    /** A job in the middle of its records, with who works on it and who else could. */
    async function startJob(workers: readonly Node[]) {
      const JobId = await uploadImport(cognito, UserPoolId, role, join(directory, 'users.csv'));
      await cognito.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
      let job = await readJob();
      while (job.recordNumber < 2) job = await readJob();
      const holder = workers.find(({ id }) => id === job.node);
      const other = workers.find(({ id }) => id !== job.node);
      if (!holder || !other) throw new Error(`${job.node} works on the job, which is none of the workers`);
      return { JobId, holder, other, claims: job.claims };
    }

    /** Milliseconds until another node has the job and has written a batch of it. */
    async function waitForTakeover(from: Node): Promise<number> {
      const beganAt = performance.now();
      let taken: number | undefined;
      for (;;) {
        const job = await readJob();
        const isElsewhere = job.node !== from.id;
        if (isElsewhere && taken === undefined) taken = job.recordNumber;
        if (taken !== undefined && (job.recordNumber > taken || job.recordNumber > RECORDS)) break;
        if (performance.now() - beganAt > 2 * TAKEN_OVER_MS_MAX) throw new Error('nobody took the job over');
        await wait(20);
      }
      return performance.now() - beganAt;
    }

    /** Every record once: in the counters, in the pool, and in the log. */
    async function expectWholeImport(JobId: string): Promise<void> {
      expect(await waitForEnd(cognito, UserPoolId, JobId)).toMatchObject({
        Status: 'Succeeded',
        ImportedUsers: RECORDS,
        SkippedUsers: 0,
        FailedUsers: 0,
      });
      const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
      expect(UserPool?.EstimatedNumberOfUsers).toBe(RECORDS);
      const counts =
        'select (select count(*) from users), sum(event_count), count(distinct first_record_number) = count(*) from log_blocks';
      expect(await postgres.run(counts, database)).toBe(`${RECORDS}|${RECORDS}|t`);
    }

    it('start on a database that was brought up to date only, and with the server key that it was made with', async () => {
      database = await postgres.createDatabase();
      const serve = (more: Record<string, string> = {}) =>
        runMuster(['serve', '--port', '0'], { cwd: directory, env: { ...environment(), ...more } });
      const migrate = async () =>
        (await runMuster(['database', 'upgrade'], { cwd: directory, env: environment() })).stdout;
      const early = await serve();
      expect([early.exitCode, early.stderr]).toEqual([
        2,
        expect.stringMatching(/^muster: .*run `muster database upgrade`/),
      ]);
      // Whoever comes first does it; the others wait and find it done.
      expect(
        (await Promise.all([migrate(), migrate(), migrate()])).map((line) => line.replace(/.*: /, '')).sort(),
      ).toEqual([
        expect.stringMatching(/^already has schema \d+; nothing was changed\n$/),
        expect.stringMatching(/^already has schema \d+; nothing was changed\n$/),
        expect.stringMatching(/^was empty and now has schema \d+\n$/),
      ]);
      await (await startNode()).server.stop();
      const foreign = await serve({ MUSTER_SERVER_KEY: 'f'.repeat(64) });
      expect(foreign).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('created with another server key'),
      });
      expect(early.stderr + foreign.stderr).not.toContain(new URL(database).password);
    });

    it('keep the schema as it is while they run, and one that is up to date may be migrated again', async () => {
      database = await postgres.createDatabase();
      const migrate = () => runMuster(['database', 'upgrade'], { cwd: directory, env: environment() });
      expect(await migrate()).toMatchObject({ exitCode: 0 });
      const node = await startNode('--role', 'worker');
      expect((await migrate()).stdout).toMatch(/already has schema \d+; nothing was changed\n$/);
      await postgres.run("update meta set value = '6' where name = 'schema-version'", database);
      const { exitCode, stdout, stderr } = await migrate();
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(
        /^muster: cannot use the database muster.*: nodes run on it .*: stop them and run `muster database upgrade` again; .*\n$/,
      );
      expect(stderr).toContain(`(${node.id})`);
      await node.server.stop();
      expect(await postgres.run('select count(*) from nodes', database)).toBe('0');
    });

    it('know each other, and do what their roles say (R450)', async () => {
      const { api, workers } = await startNodes();
      const listed = async () => {
        const { nodes: all } = await readHealth(api.server.url);
        return Object.fromEntries(all.map(({ node, role: each }) => [node, each]));
      };
      const expected = Object.fromEntries([[api.id, 'api'], ...workers.map(({ id }) => [id, 'worker'])]);
      await expect.poll(listed).toEqual(expected);
      expect(Object.fromEntries(await describeNodes(api.server.url))).toEqual(expected);
      const worker = workers[0]?.server.url ?? '';
      expect(await readHealth(worker)).toMatchObject({ status: 'ok', role: 'worker' });
      expect((await fetch(worker, { method: 'POST' })).status).toBe(404);
      expect((await fetch(`${worker}/123456789012/${UserPoolId}/import-a`, { method: 'PUT' })).status).toBe(404);
      expect(workers[0]?.server.output()).toContain('serves /health only');
      expect(api.server.output()).toContain('runs no jobs');
      expect(api.server.output()).not.toContain(new URL(database).password);
    });

    it('take over the job of a node that is killed, at its checkpoint (R66)', async () => {
      const { workers } = await startNodes();
      const { JobId, holder } = await startJob(workers);
      await holder.server.kill();
      expect(await waitForTakeover(holder)).toBeLessThan(TAKEN_OVER_MS_MAX);
      await expectWholeImport(JobId);
    });

    it('take over the job of a node that stands still, which writes nothing of it when it wakes', async () => {
      const { api, workers } = await startNodes();
      const { JobId, holder, claims } = await startJob(workers);
      process.kill(holder.server.pid, 'SIGSTOP');
      const beganAt = performance.now();
      await waitForTakeover(holder);
      expect(performance.now() - beganAt).toBeLessThan(TAKEN_OVER_MS_MAX);
      process.kill(holder.server.pid, 'SIGCONT');
      await expectWholeImport(JobId);
      expect((await readJob()).claims).toBe(claims + 1);
      await expect
        .poll(() => holder.server.output())
        // What it was about to write is refused, or the database has ended the connection of a node that kept others waiting.
        .toMatch(/not this worker's|lease .* is lost|a run of an import job failed/);
      expect((await readHealth(holder.server.url)).status).toBe('ok');
      expect((await readHealth(api.server.url)).status).toBe('ok');
    });

    it('say that they are not healthy while the database is away, and go on by themselves when it is back', async () => {
      const { api, workers } = await startNodes();
      const { JobId } = await startJob(workers);
      const statuses = () => Promise.all(nodes.map(async ({ server }) => (await fetch(`${server.url}/health`)).status));
      await postgres.shutDown();
      try {
        await expect.poll(statuses).toEqual([503, 503, 503]);
        expect(await readHealth(api.server.url)).toMatchObject({ status: 'unavailable', node: api.id });
      } finally {
        await postgres.start();
      }
      await expect.poll(statuses).toEqual([200, 200, 200]);
      await expectWholeImport(JobId);
    });

    it('go on at once with the job of a node that is told to end, and drop it from their list', async () => {
      const { api, workers } = await startNodes();
      const { JobId, holder } = await startJob(workers);
      const stopped = holder.server.stop();
      expect(await waitForTakeover(holder)).toBeLessThan(HANDED_OVER_MS_MAX);
      expect(await stopped).toBe(0);
      await expect
        .poll(async () => (await readHealth(api.server.url)).nodes.map(({ node }) => node))
        .not.toContain(holder.id);
      await expectWholeImport(JobId);
      const describe = new DescribeUserImportJobCommand({ UserPoolId, JobId });
      expect((await cognito.send(describe)).UserImportJob?.Status).toBe('Succeeded');
    });
  });
});

describe('a database without what nodes need', () => {
  it.each<[string, Record<string, string>, readonly string[], RegExp]>([
    [
      'a place for uploads',
      { MUSTER_SERVER_KEY: 'a'.repeat(64) },
      [],
      /a place that all nodes reach: set --uploads s3:/,
    ],
    ['a server key', { MUSTER_UPLOADS: 's3://uploads' }, [], /set MUSTER_SERVER_KEY/],
  ])('is refused without %s', async (_name, env, flags, message) => {
    const words = ['serve', '--port', '0', '--database', 'postgres://muster@127.0.0.1:1/muster', ...flags];
    const { exitCode, stderr, stdout } = await runMuster(words, { cwd: tmpdir(), env });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
