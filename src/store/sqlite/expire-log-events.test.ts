import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RETENTION_DAY_MS } from '../../domain/logs/log-retention.ts';
import { NOW, SCOPE } from '../contract/stored-things.fixture.ts';
import { encodeLogPut } from '../logs/log-put-blocks.ts';
import { expireLogEvents } from '../sql/logs/expire-log-events.ts';
import { createLogGroup, findLogGroup, setLogRetention } from '../sql/logs/log-groups.ts';
import { createLogStream, deleteLogStream } from '../sql/logs/log-streams.ts';
import { putLogBlocks } from '../sql/logs/put-log-blocks.ts';
import type { SqlSession } from '../sql/tables.ts';
import { openSession, openWritingConnection } from './connection.ts';
import { prepareDatabase } from './prepare-database.ts';

const GROUP = 'group';

let directory: string;
let database: Database.Database;
/** Over it nothing is purged, as where a server ends between a deletion and its purge. */
let session: SqlSession;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-expire-'));
  prepareDatabase(join(directory, 'muster.db'));
  database = openWritingConnection(join(directory, 'muster.db'));
  session = openSession(database);
});
afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

it('takes the bytes of a deleted stream from its group once, also where its blocks expire before they are purged', async () => {
  await createLogGroup(session, SCOPE, GROUP, NOW);
  await setLogRetention(session, SCOPE, GROUP, 1);
  const blocks = encodeLogPut([{ timestamp: NOW, message: 'an event' }]);
  for (const name of ['deleted', 'kept']) {
    await createLogStream(session, SCOPE, GROUP, name, NOW);
    await putLogBlocks(session, SCOPE, GROUP, name, { blocks, nowMs: NOW });
  }
  await deleteLogStream(session, SCOPE, GROUP, 'deleted');
  const bytes = blocks.reduce((sum, block) => sum + block.bytes.length, 0);
  expect((await findLogGroup(session, SCOPE, GROUP))?.storedBytes).toBe(bytes);
  expect(await expireLogEvents(session, NOW + 2 * RETENTION_DAY_MS, 10)).toBe(2);
  expect((await findLogGroup(session, SCOPE, GROUP))?.storedBytes).toBe(0);
});
