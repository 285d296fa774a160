import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { runMuster } from '../../src/cli/commands/muster-process.fixture.ts';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { clientOptions, createImportPool, createLogRole } from '../drive-import.ts';
import { type MemberName, type PatroniCluster, startPatroniCluster } from '../patroni-cluster.ts';
import { type S3Server, startS3Server } from '../s3-server.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';
import { type JournalReport, UserJournal } from './user-journal.ts';
import { WatchedImport } from './watched-import.ts';

const NODES = 2;
/** The primary dies between these shares of an import, of 100. */
const KILLED_FROM_PERCENT = 10;
const KILLED_TO_PERCENT = 70;
const POLL_MS = 50;

/** One death of a primary in the middle of an import. */
export interface FailoverReport {
  readonly killed: MemberName;
  readonly promoted: MemberName;
  /** How many of the records were done when it died. */
  readonly recordsBefore: number;
  /** From the death: until another server was the primary, until every node made a user again, until the job went on. */
  readonly promotedMs: number;
  readonly answeredMs: number;
  readonly wentOnMs: number;
  readonly status: string;
}

export interface FailoverRun {
  readonly startedMs: number;
  readonly failovers: readonly FailoverReport[];
  /** Of each node. */
  readonly journals: readonly JournalReport[];
  /** Where anything is not as the oracle and the journals say. */
  readonly differences: readonly string[];
}

/**
 * Two nodes on a cluster of three PostgreSQL servers import one file after the other, and users are made through both all the while. In
 * the middle of each import the primary is killed, and brought back when the import has ended.
 */
export async function runFailover({
  kills,
  records,
  seed,
  onFailover = () => {},
}: {
  readonly kills: number;
  readonly records: number;
  readonly seed: number;
  /** The import that the primary died in has ended. */
  readonly onFailover?: (report: FailoverReport) => void;
}): Promise<FailoverRun> {
  const random = new RandomSource(seed);
  const directory = await mkdtemp(join(tmpdir(), 'muster-failover-'));
  const stops: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })];
  try {
    const beganAtMs = performance.now();
    const [cluster, bucket] = await startAll([
      startPatroniCluster().then((started) => keep(stops, started)),
      startS3Server().then((started) => keep(stops, started)),
    ]);
    const startedMs = performance.now() - beganAtMs;
    const nodes = await startNodes(directory, cluster, bucket);
    stops.push(() => Promise.all(nodes.map(({ kill }) => kill())));
    const urls = nodes.map(({ url }) => url);
    const [url = ''] = urls;
    const roleArn = await createLogRole(url);
    const client = new CognitoIdentityProviderClient(clientOptions(url));
    const journalPool = await createImportPool(client, 'journal', []);
    client.destroy();
    const journals = urls.map((each, index) => new UserJournal(each, journalPool, `node${index + 1}`));
    const failovers: FailoverReport[] = [];
    const differences: string[] = [];
    for (let kill = 1; kill <= kills; kill++) {
      const path = join(directory, `users-${kill}.csv`);
      const watched = await WatchedImport.start(url, { path, records, seed: seed + kill, roleArn });
      const percent = KILLED_FROM_PERCENT + random.below(KILLED_TO_PERCENT - KILLED_FROM_PERCENT);
      const failover = await failOver(cluster, journals, watched, (records * percent) / 100);
      const ended = await watched.finish();
      const report = { ...failover, status: String(ended.job.Status) };
      failovers.push(report);
      onFailover(report);
      differences.push(...ended.differences.map((difference) => `kill ${kill}: ${difference}`));
      await rm(path);
      cluster.revive(failover.killed);
      await cluster.waitUntilWhole();
    }
    const reports = await Promise.all(journals.map((journal) => journal.close()));
    for (const report of reports) differences.push(...report.differences);
    for (const node of nodes) {
      const exitCode = await node.stop();
      if (exitCode !== 0) differences.push(`a node ended with ${exitCode}:\n${node.output()}`);
    }
    return { startedMs, failovers, journals: reports, differences };
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

async function failOver(
  cluster: PatroniCluster,
  journals: readonly UserJournal[],
  watched: WatchedImport,
  records: number,
): Promise<Omit<FailoverReport, 'status'>> {
  await watched.waitForRecords(records);
  const killed = await cluster.killPrimary();
  const killedAtMs = performance.now();
  const sinceKill = (): number => performance.now() - killedAtMs;
  // What was committed when it died may only be told of now; the next batch takes a new primary.
  const recordsBefore = await watched.waitForRecords(0);
  const answered = Promise.all(journals.map((journal) => journal.waitForAnswer())).then(sinceKill);
  const wentOn = watched.waitForRecords(recordsBefore).then(sinceKill);
  const { promoted, promotedMs } = await waitForPrimary(cluster, killed).then((name) => ({
    promoted: name,
    promotedMs: sinceKill(),
  }));
  return { killed, promoted, recordsBefore, promotedMs, answeredMs: await answered, wentOnMs: await wentOn };
}

async function waitForPrimary(cluster: PatroniCluster, other: MemberName): Promise<MemberName> {
  for (;;) {
    const primary = await cluster.findPrimary();
    if (primary !== undefined && primary !== other) return primary;
    await wait(POLL_MS);
  }
}

async function startNodes(directory: string, { url }: PatroniCluster, bucket: S3Server): Promise<ServerProcess[]> {
  const environment = {
    MUSTER_DATABASE: url,
    MUSTER_SERVER_KEY: randomBytes(32).toString('hex'),
    MUSTER_UPLOADS: `s3://${bucket.bucket}/muster`,
    MUSTER_S3_ENDPOINT: bucket.endpoint,
    MUSTER_S3_PATH_STYLE: 'on',
    AWS_ACCESS_KEY_ID: bucket.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
  };
  const { exitCode, stderr } = await runMuster(['database', 'upgrade'], { cwd: directory, env: environment });
  if (exitCode !== 0) throw new Error(`muster database upgrade ended with ${exitCode}: ${stderr}`);
  return startAll(Array.from({ length: NODES }, () => startServerProcess({ directory, environment })));
}

function keep<Started extends { stop(): Promise<void> }>(stops: (() => Promise<unknown>)[], started: Started): Started {
  stops.push(() => started.stop());
  return started;
}

/** Waits for all of them also where one fails, so that none is left behind unseen. */
async function startAll<Started extends readonly unknown[]>(
  starting: {
    readonly [Index in keyof Started]: Promise<Started[Index]>;
  },
): Promise<Started> {
  await Promise.allSettled(starting);
  return (await Promise.all(starting)) as unknown as Started;
}
