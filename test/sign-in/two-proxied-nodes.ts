import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertPresent } from '../../src/base/assert.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { findFreePorts } from '../free-ports.ts';
import { startPostgresServer } from '../postgres-server.ts';
import { startRoundRobin } from '../proxies/start-proxy.ts';
import { startS3Server } from '../s3-server.ts';
import { EmbeddedSignInServer } from './imported-users.ts';

/** Root of both nodes. */
export const NODES_CREDENTIALS = { accessKeyId: 'AKIDNODES', secretAccessKey: 'a-secret-of-two-nodes' };

/** Two nodes on one PostgreSQL and one bucket, behind a round-robin proxy, which clients call. */
export interface TwoProxiedNodes {
  /** By the address of the proxy. */
  readonly server: EmbeddedSignInServer;
  /** Of the nodes themselves. */
  readonly nodeUrls: readonly string[];
  stop(): Promise<void>;
}

export async function startTwoProxiedNodes(): Promise<TwoProxiedNodes> {
  const [postgres, bucket] = await Promise.all([startPostgresServer(), startS3Server()]);
  process.env.AWS_ACCESS_KEY_ID = bucket.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = bucket.secretAccessKey;
  await migrateDatabase(postgres.url);
  const [port = 0, ...ports] = await findFreePorts(3);
  const publicUrl = `http://127.0.0.1:${port}`;
  const nodeUrls = ports.map((own) => `http://127.0.0.1:${own}`);
  const shared = {
    database: postgres.url,
    serverKey: randomBytes(32).toString('hex'),
    uploads: `s3://${bucket.bucket}/muster`,
    s3Endpoint: bucket.endpoint,
    s3PathStyle: 'on',
    rootCredentials: [{ account: '123456789012', ...NODES_CREDENTIALS }],
    inbox: 'on',
    publicUrl,
  } as const;
  const nodes: Muster[] = [];
  for (const own of ports) nodes.push(await startMuster({ ...shared, port: own }));
  const directory = mkdtempSync(join(tmpdir(), 'muster-nodes-'));
  const proxy = await startRoundRobin(
    { directory, port },
    nodeUrls.map((url) => new URL(url).host),
  );
  const first = assertPresent(nodes[0], 'a node');
  const server = await EmbeddedSignInServer.behindProxy(first, publicUrl, NODES_CREDENTIALS);
  return {
    server,
    nodeUrls,
    async stop() {
      await proxy.stop();
      await server.stop();
      await nodes[1]?.stop();
      await Promise.all([postgres.stop(), bucket.stop()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
