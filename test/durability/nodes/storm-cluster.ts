import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { runMuster } from '../../../src/cli/commands/muster-process.fixture.ts';
import type { ClientCredentials } from '../../drive-import.ts';
import { startPostgresServer } from '../../postgres-server.ts';
import { startS3Server } from '../../s3-server.ts';
import { startBalancer } from './balancer.ts';
import { type BucketCheck, checkBucket, UPLOADS_PREFIX } from './check-bucket.ts';
import { openJobJournal } from './job-journal.ts';
import { NodeSlot } from './node-slot.ts';

const NODES = 4;
const ACCOUNTS = 4;

/** Four nodes behind a balancer, on one PostgreSQL with a journal of jobs, and one bucket. */
export interface StormCluster {
  /** Of the balancer. */
  readonly url: string;
  readonly database: Pool;
  readonly nodes: readonly NodeSlot[];
  readonly accounts: readonly ClientCredentials[];
  checkBucket(): Promise<BucketCheck>;
  stop(): Promise<void>;
}

/** `bin` is the command; that of the clone if it is undefined. */
export async function startStormCluster(bin: string | undefined): Promise<StormCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-nodes-'));
  const [postgres, bucket, balancer] = await Promise.all([startPostgresServer(), startS3Server(), startBalancer()]);
  const database = new Pool({ connectionString: postgres.url, application_name: 'storm', max: 6 });
  // PostgreSQL is told to end before the last connection has.
  database.on('error', () => {});
  const nodes: NodeSlot[] = [];

  const killAtExit = (): void => {
    for (const node of nodes) node.killNow();
  };
  process.once('exit', killAtExit);

  async function stop(): Promise<void> {
    await Promise.allSettled(nodes.map((node) => node.kill()));
    await database.end();
    await Promise.all([postgres.stop(), bucket.stop(), balancer.stop()]);
    await rm(directory, { recursive: true, force: true });
    process.off('exit', killAtExit);
  }

  try {
    const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({
      account: String(index + 1).repeat(12),
      accessKeyId: `AKIDSTORM${index}`,
      secretAccessKey: randomBytes(16).toString('hex'),
    }));
    process.env.AWS_ACCESS_KEY_ID = bucket.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = bucket.secretAccessKey;
    const environment = {
      MUSTER_DATABASE: postgres.url,
      MUSTER_SERVER_KEY: randomBytes(32).toString('hex'),
      MUSTER_UPLOADS: `s3://${bucket.bucket}/${UPLOADS_PREFIX}`,
      MUSTER_S3_ENDPOINT: bucket.endpoint,
      MUSTER_S3_PATH_STYLE: 'on',
      MUSTER_PUBLIC_URL: balancer.url,
      MUSTER_ACTIVE_JOBS_MAX: '1000',
      MUSTER_REQUEST_RATE_PERCENT: '0',
      MUSTER_ROOT_CREDENTIALS: accounts
        .map(({ account, accessKeyId, secretAccessKey }) => `${account}:${accessKeyId}:${secretAccessKey}`)
        .join(','),
    };
    const migrated = await runMuster(['database', 'upgrade'], { cwd: directory, env: environment });
    if (migrated.exitCode !== 0)
      throw new Error(`muster database upgrade ended with ${migrated.exitCode}: ${migrated.stderr}`);
    await openJobJournal(database);
    const slot = { balancer, directory, database: postgres.url, environment, bin };
    for (let number = 1; number <= NODES; number += 1) nodes.push(new NodeSlot({ ...slot, name: `node-${number}` }));
    await Promise.all(nodes.map((node) => node.start()));
    const check = () => checkBucket(bucket, postgres.url, database);
    return { url: balancer.url, database, nodes, accounts, checkBucket: check, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
