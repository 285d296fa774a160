import { migrateDatabase } from '../../src/service/entry.ts';
import { startPostgresServer } from '../postgres-server.ts';
import { startS3Server } from '../s3-server.ts';
import { announceSharedServers, useSharedServersHere } from './own-places.ts';

/** Before the first test on PostgreSQL and S3: one server of each for all of them. Returns what stops both. */
export default async function startSharedServers(): Promise<() => Promise<void>> {
  const [postgres, s3] = await Promise.all([startPostgresServer(), startS3Server()]);
  await migrateDatabase(postgres.url);
  announceSharedServers({
    templateUrl: postgres.url,
    bucket: s3.bucket,
    s3Endpoint: s3.endpoint,
    accessKeyId: s3.accessKeyId,
    secretAccessKey: s3.secretAccessKey,
  });
  return async () => {
    await Promise.all([postgres.stop(), s3.stop()]);
  };
}

/** The same for a program that is no run of tests: its servers keep their state there from now on. */
export async function useSharedServers(): Promise<() => Promise<void>> {
  const stop = await startSharedServers();
  useSharedServersHere();
  return stop;
}
