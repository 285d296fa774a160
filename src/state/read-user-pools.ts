import { existsSync } from 'node:fs';
import type { UserPool } from '../domain/pools/user-pool.ts';
import { poolFromRow } from '../store/sql/pools/pool-from-row.ts';
import type { UserPoolRow } from '../store/sql/tables.ts';
import { openReadingConnection } from '../store/sqlite/connection.ts';
import { readSchemaVersion } from '../store/sqlite/prepare-database.ts';
import { dataDirectoryPaths } from './data-directory.ts';

/**
 * The user pools of a data directory, the oldest first, whether or not a server runs on it; none if it has no database. Changes nothing.
 * @throws {DatabaseFileError} if it is no database that this version can read
 */
export function readUserPools(dataDirectory: string): readonly UserPool[] {
  const { databaseFile } = dataDirectoryPaths(dataDirectory);
  if (!existsSync(databaseFile)) return [];
  readSchemaVersion(databaseFile);
  const database = openReadingConnection(databaseFile);
  try {
    const rows = database
      .prepare<[], UserPoolRow>('SELECT * FROM user_pools WHERE is_deleted = 0 ORDER BY created_at, key')
      .all();
    return rows.map(poolFromRow);
  } finally {
    database.close();
  }
}
