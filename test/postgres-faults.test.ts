import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runMuster } from '../src/cli/commands/muster-process.fixture.ts';
import { clientOptions, createImportPool, createLogRole } from './drive-import.ts';
import { UserJournal } from './failover/user-journal.ts';
import { WatchedImport } from './failover/watched-import.ts';
import { hasSmallDisks, openSmallDisk, type SmallDisk } from './faults/small-disk.ts';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from './postgres-server.ts';
import { describeWithS3, type S3Server, startS3Server } from './s3-server.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const RECORDS = 25_000;
/** Ten of the API, six of the jobs, and the one that listens for work. */
const CONNECTIONS_MAX = 17;
/** What trouble may cost, beside what a server holds without. */
const MEMORY_MORE_BYTES_MAX = 150e6;

/** What faults are made with. */
interface Scene {
  /** Between server and database. */
  readonly proxy: TcpProxy;
  /** The database's; undefined where it cannot be had. */
  readonly disk: SmallDisk | undefined;
}

/** Before a client's patience with a silent database (30 s) is over; on an idle machine 15 s would do. */
const SOON_MS = 28_000;

interface Fault {
  make(scene: Scene): Promise<void>;
  /** How long it stays, at least. */
  readonly lastsMs: number;
  mend(scene: Scene): Promise<void>;
  readonly needsDisk?: boolean;
  readonly isSeenByHealth: boolean;
  /** Whether anything is begun again; undefined where that hangs on what was on its way. */
  readonly isCounted: boolean | undefined;
  /** A call is answered within this time, whatever the answer. */
  readonly answerMsMax: number;
}

const FAULTS: readonly [string, Fault][] = [
  [
    // What the others are compared with.
    'is as it should be',
    {
      async make() {},
      lastsMs: 0,
      async mend() {},
      isSeenByHealth: false,
      isCounted: false,
      answerMsMax: SOON_MS,
    },
  ],
  [
    'is cut, again and again',
    {
      async make({ proxy }) {
        for (let cut = 0; cut < 5; cut++) {
          proxy.cut();
          await wait(100 + 60 * cut);
        }
      },
      lastsMs: 0,
      async mend() {},
      isSeenByHealth: false,
      isCounted: true,
      answerMsMax: SOON_MS,
    },
  ],
  [
    'is slow by 200 ms for each answer',
    {
      async make({ proxy: { rules } }) {
        rules.delayMs = 200;
      },
      lastsMs: 4_000,
      async mend({ proxy: { rules } }) {
        rules.delayMs = 0;
      },
      isSeenByHealth: false,
      isCounted: false,
      answerMsMax: SOON_MS,
    },
  ],
  [
    'is refused',
    {
      make: ({ proxy }) => proxy.shut(),
      lastsMs: 6_000,
      mend: ({ proxy }) => proxy.open(),
      isSeenByHealth: true,
      isCounted: true,
      answerMsMax: SOON_MS,
    },
  ],
  [
    // Longer than a client waits for an answer (30 s). One that has sent its COMMIT asks 15 s more what became of it.
    'is open and dead',
    {
      async make({ proxy: { rules } }) {
        rules.isSilent = true;
      },
      lastsMs: 33_000,
      async mend({ proxy: { rules } }) {
        rules.isSilent = false;
      },
      isSeenByHealth: true,
      isCounted: undefined,
      answerMsMax: 55_000,
    },
  ],
  [
    'has a full disk behind it',
    {
      async make({ disk }) {
        disk?.fill(0);
      },
      lastsMs: 6_000,
      async mend({ disk }) {
        disk?.empty();
      },
      needsDisk: true,
      // Rows are read still, and changed where there is room in their page.
      isSeenByHealth: false,
      isCounted: true,
      answerMsMax: SOON_MS,
    },
  ],
];
const DISK_MEGABYTES = 400;

describeWithPostgres('a server whose connection to PostgreSQL', () => {
  describeWithS3('with a bucket', () => {
    let directory: string;
    let postgres: PostgresServer;
    let bucket: S3Server;
    let proxy: TcpProxy;
    let disk: SmallDisk | undefined;
    let server: ServerProcess;
    let roleArn: string;
    let journalPool: string;
    let calmPeakBytes: number | undefined;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'muster-postgres-faults-'));
      [postgres, bucket] = await Promise.all([startPostgresServer(), startS3Server()]);
      proxy = await startTcpProxy(postgres.port);
      disk = openSmallDisk(DISK_MEGABYTES);
      const url = disk ? await postgres.createDatabase(disk.path) : postgres.url;
      const environment = {
        MUSTER_DATABASE: url.replace(`:${postgres.port}/`, `:${proxy.port}/`),
        MUSTER_SERVER_KEY: randomBytes(32).toString('hex'),
        MUSTER_UPLOADS: `s3://${bucket.bucket}/muster`,
        MUSTER_S3_ENDPOINT: bucket.endpoint,
        MUSTER_S3_PATH_STYLE: 'on',
        AWS_ACCESS_KEY_ID: bucket.accessKeyId,
        AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
      };
      expect(await runMuster(['database', 'upgrade'], { cwd: directory, env: environment })).toMatchObject({
        exitCode: 0,
      });
      server = await startServerProcess({ directory, environment });
      roleArn = await createLogRole(server.url);
      const client = new CognitoIdentityProviderClient(clientOptions(server.url));
      journalPool = await createImportPool(client, 'journal', []);
      client.destroy();
    });
    afterAll(async () => {
      // A promise that nobody waited for would have ended it before.
      const exitCode = await server?.stop();
      await proxy?.stop();
      await Promise.all([postgres?.stop(), bucket?.stop()]);
      disk?.remove();
      await rm(directory, { recursive: true, force: true });
      expect(exitCode).toBe(0);
    });

    const readHealth = async () => (await fetch(`${server.url}/health`)).status;
    const untilHealthIs = (status: number) => expect.poll(readHealth, { interval: 100 }).toBe(status);
    /** Calls and runs of jobs that were begun again because of the connection. */
    const readTrouble = async (): Promise<number> => {
      const text = await (await fetch(`${server.url}/metrics`)).text();
      const counts =
        /^muster_(?:store_retries_total\{[^}]*reason="connection"[^}]*\}|import_run_retries_total|lease_losses_total) (\d+)/gm;
      return [...text.matchAll(counts)].reduce((sum, [, count]) => sum + Number(count), 0);
    };
    const countConnections = async () =>
      Number(await postgres.run(`select count(*) from pg_stat_activity where application_name like 'muster%'`));

    it.each(FAULTS.filter(([, { needsDisk }]) => hasSmallDisks || !needsDisk))(
      '%s loses nothing, does nothing twice, and says so while it lasts',
      async (name, fault) => {
        const troubleBefore = await readTrouble();
        const journal = new UserJournal(server.url, journalPool, name.replace(/\W+/g, '-'));
        const watched = await WatchedImport.start(server.url, {
          path: join(directory, 'users.csv'),
          records: RECORDS,
          seed: name.length,
          roleArn,
        });
        await watched.waitForRecords(RECORDS / 10);
        const beganAtMs = performance.now();
        await fault.make({ proxy, disk });
        if (fault.isSeenByHealth) await untilHealthIs(503);
        await wait(Math.max(0, fault.lastsMs - (performance.now() - beganAtMs)));
        await fault.mend({ proxy, disk });
        await untilHealthIs(200);
        await journal.waitForAnswer();
        const { job, differences } = await watched.finish();
        expect(differences).toEqual([]);
        expect(job.Status).toBe('Succeeded');
        const report = await journal.close();
        expect(report.differences).toEqual([]);
        expect(report.longestMs).toBeLessThan(fault.answerMsMax);
        const trouble = (await readTrouble()) - troubleBefore;
        if (fault.isCounted !== undefined) expect(trouble > 0).toBe(fault.isCounted);
        expect(await countConnections()).toBeLessThanOrEqual(CONNECTIONS_MAX);
        calmPeakBytes ??= server.peakMemoryBytes();
        expect(server.peakMemoryBytes()).toBeLessThan(calmPeakBytes + MEMORY_MORE_BYTES_MAX);
        process.stdout.write(
          `${name}: longest call ${Math.round(report.longestMs)} ms, ${[...report.errors].join(' ') || 'no errors'}, ${trouble} retries counted, at most ${Math.round(server.peakMemoryBytes() / 1e6)} MB so far\n`,
        );
      },
    );
  });
});
