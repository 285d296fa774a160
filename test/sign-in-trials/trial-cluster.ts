import { randomBytes } from 'node:crypto';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { type PostgresServer, startPostgresServer } from '../postgres-server.ts';
import { startS3Server } from '../s3-server.ts';
import { type SearchedServer, startSearchedServer } from '../searched-logs/searched-server.ts';
import { SecretBook } from '../searched-logs/secret-book.ts';

/** Two nodes, each a process, on one PostgreSQL and one bucket. What one of them hears, none of them may write. */
export interface TrialCluster {
  readonly nodes: readonly [SearchedServer, SearchedServer];
  readonly postgres: PostgresServer;
  /** @throws if a node wrote a secret */
  stop(): Promise<void>;
}

export async function startTrialCluster(): Promise<TrialCluster> {
  const [postgres, bucket] = await Promise.all([startPostgresServer(), startS3Server()]);
  await migrateDatabase(postgres.url);
  const secrets = new SecretBook();
  const environment = {
    MUSTER_DATABASE: postgres.url,
    MUSTER_UPLOADS: `s3://${bucket.bucket}/muster`,
    MUSTER_S3_ENDPOINT: bucket.endpoint,
    MUSTER_S3_PATH_STYLE: 'on',
    MUSTER_SERVER_KEY: randomBytes(32).toString('hex'),
    AWS_ACCESS_KEY_ID: bucket.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
  };
  secrets.add('server key', environment.MUSTER_SERVER_KEY);
  secrets.add('password of the database', new URL(postgres.url).password);
  const start = () => startSearchedServer({ secrets, environment, flags: ['--request-rate-percent', '0'] });
  const nodes = [await start(), await start()] as const;
  return {
    nodes,
    postgres,
    async stop() {
      const ended = await Promise.allSettled(nodes.map((node) => node.stop()));
      await Promise.all([postgres.stop(), bucket.stop()]);
      for (const end of ended) if (end.status === 'rejected') throw end.reason;
    },
  };
}
