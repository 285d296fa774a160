import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { verifyData } from '../../../src/service/entry.ts';
import { migrateDatabase } from '../../../src/store/postgres/migrate-database.ts';
import { startPostgresServer } from '../../postgres-server.ts';
import { startS3Server } from '../../s3-server.ts';
import { startBalancer } from '../nodes/balancer.ts';
import { StormNode } from './storm-node.ts';
import { postgresStormStore, type StormStore, sqliteStormStore } from './storm-store.ts';

export const ENGINES = ['sqlite', 'postgres'] as const;
export type Engine = (typeof ENGINES)[number];

export interface StormClusterOptions {
  /** Of a mail server. */
  readonly smtpUrl: string;
  /** That of the clone if it is undefined. */
  readonly bin: string | undefined;
  readonly onOutput: (text: string) => void;
}

/** One node on a data directory, or two on one PostgreSQL and one bucket, behind one address. */
export interface StormCluster {
  readonly url: string;
  readonly nodes: readonly StormNode[];
  readonly store: StormStore;
  /** Resolves when a node runs. */
  untilUp(): Promise<void>;
  /** Ends all nodes in good order; resolves with what is wrong then. */
  end(): Promise<readonly string[]>;
  /** Ends whatever still runs, and removes all files. */
  remove(): Promise<void>;
}

const UP = 'up';
const FLAGS = ['--mail-from', 'Storm <storm@example.com>', '--inbox', 'on'];

/** What every node is started with. */
function sharedEnvironment(smtpUrl: string, publicUrl: string): Record<string, string> {
  return { MUSTER_SMTP_URL: smtpUrl, MUSTER_PUBLIC_URL: publicUrl, MUSTER_REQUEST_RATE_PERCENT: '0' };
}

export function openStormCluster(engine: Engine, options: StormClusterOptions): Promise<StormCluster> {
  return engine === 'sqlite' ? openOnSqlite(options) : openOnPostgres(options);
}

async function openOnSqlite({ smtpUrl, bin, onOutput }: StormClusterOptions): Promise<StormCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-sign-in-storm-'));
  const balancer = await startBalancer();
  const environment = sharedEnvironment(smtpUrl, balancer.url);
  const ups = new EventEmitter();
  const onUp = (): void => void ups.emit(UP);
  const node = new StormNode({ name: 'node-1', balancer, directory, flags: FLAGS, environment, bin, onOutput, onUp });
  const stopKilling = killAtExit([node]);
  return {
    url: balancer.url,
    nodes: [node],
    store: sqliteStormStore(directory),
    untilUp: () => untilUp([node], ups),
    async end() {
      const faults = await endNodes([node]);
      await verifyData(join(directory, 'data'), (fault) => faults.push(`verify: ${fault}`));
      return faults;
    },
    async remove() {
      await node.kill();
      await balancer.stop();
      await rm(directory, { recursive: true, force: true });
      stopKilling();
    },
  };
}

async function openOnPostgres({ smtpUrl, bin, onOutput }: StormClusterOptions): Promise<StormCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-sign-in-storm-'));
  const [postgres, bucket, balancer] = await Promise.all([startPostgresServer(), startS3Server(), startBalancer()]);
  await migrateDatabase(postgres.url);
  const database = new Pool({ connectionString: postgres.url, application_name: 'storm', max: 2 });
  // PostgreSQL is told to end before the last connection has.
  database.on('error', () => {});
  const environment = {
    ...sharedEnvironment(smtpUrl, balancer.url),
    MUSTER_SERVER_KEY: randomBytes(32).toString('hex'),
    MUSTER_UPLOADS: `s3://${bucket.bucket}/storm`,
    MUSTER_S3_ENDPOINT: bucket.endpoint,
    MUSTER_S3_PATH_STYLE: 'on',
    AWS_ACCESS_KEY_ID: bucket.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
  };
  const ups = new EventEmitter();
  const onUp = (): void => void ups.emit(UP);
  const shared = { balancer, directory, flags: FLAGS, environment, database: postgres.url, bin, onOutput, onUp };
  const nodes = ['node-1', 'node-2'].map((name) => new StormNode({ ...shared, name }));
  const stopKilling = killAtExit(nodes);
  return {
    url: balancer.url,
    nodes,
    store: postgresStormStore(database, nodes),
    untilUp: () => untilUp(nodes, ups),
    end: () => endNodes(nodes),
    async remove() {
      await Promise.all(nodes.map((node) => node.kill()));
      await database.end();
      await Promise.all([postgres.stop(), bucket.stop(), balancer.stop()]);
      await rm(directory, { recursive: true, force: true });
      stopKilling();
    },
  };
}

async function untilUp(nodes: readonly StormNode[], ups: EventEmitter): Promise<void> {
  if (!nodes.some(({ isUp }) => isUp)) await once(ups, UP);
}

async function endNodes(nodes: readonly StormNode[]): Promise<string[]> {
  const codes = await Promise.all(nodes.map(async (node) => ({ life: node.life, code: await node.stop() })));
  return codes.filter(({ code }) => code !== 0).map(({ life, code }) => `${life} ended with ${code}`);
}

/** For a run that ends itself. Returns what makes that unnecessary. */
function killAtExit(nodes: readonly StormNode[]): () => void {
  const kill = (): void => {
    for (const node of nodes) void node.kill();
  };
  process.once('exit', kill);
  return () => process.off('exit', kill);
}
