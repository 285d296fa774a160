import { type Muster, type MusterOptions, startMuster as startOnAnything } from '../../src/service/entry.ts';
import { findSharedServers, makePlaces, ownPlacesFor } from './own-places.ts';
import { rememberDatabase } from './stored-state.ts';

export { DataDirectoryInUseError, type Muster, type MusterOptions } from '../../src/service/entry.ts';

/**
 * What tests on PostgreSQL and S3 get for `startMuster` of `src/index.ts` (vitest.config.ts): a server on places of its own, or on those
 * that stand for its data directory.
 */
export async function startMuster({ data, ...options }: MusterOptions = {}): Promise<Muster> {
  const servers = findSharedServers();
  if (!servers) throw new Error('this module is for tests on PostgreSQL');
  const places = await (data === undefined ? makePlaces(servers) : ownPlacesFor(servers, data));
  // As the AWS SDK finds them; the tests give their clients credentials of their own.
  process.env.AWS_ACCESS_KEY_ID = servers.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = servers.secretAccessKey;
  const muster = await startOnAnything({ ...places, s3PathStyle: 'on', ...options });
  rememberDatabase(muster, places.database);
  return muster;
}
