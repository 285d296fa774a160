import type Database from 'better-sqlite3';
import { assertPresent } from '../../base/assert.ts';

/** A stream that a block may be written to, with what its group says of the next block. */
export interface OpenStream {
  readonly groupKey: number;
  readonly streamKey: number;
  readonly lastTimestamp: number;
  readonly nextBlock: number;
}

interface StreamNames {
  readonly account: string;
  readonly region: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly nowMs: number;
}

/** Makes group and stream where they are missing, inside the transaction of a batch, which cannot wait for a promise. */
export function prepareRemakeLogStream(database: Database.Database): (names: StreamNames) => OpenStream {
  const makeGroup = database.prepare<[string, string, string, number]>(
    'INSERT INTO log_groups (account, region, name, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const makeStream = database.prepare<[string, number, string, string, string]>(
    `INSERT INTO log_streams (log_group_key, name, created_at)
    SELECT key, ?, ? FROM log_groups WHERE account = ? AND region = ? AND name = ? ON CONFLICT DO NOTHING`,
  );
  const findStream = database.prepare<[string, string, string, string], OpenStream>(
    `SELECT log_group.key AS groupKey, stream.key AS streamKey, log_group.last_timestamp AS lastTimestamp,
      log_group.next_block AS nextBlock
    FROM log_groups log_group JOIN log_streams stream ON stream.log_group_key = log_group.key
    WHERE log_group.account = ? AND log_group.region = ? AND log_group.name = ? AND stream.name = ?`,
  );
  return ({ account, region, logGroupName, logStreamName, nowMs }) => {
    makeGroup.run(account, region, logGroupName, nowMs);
    makeStream.run(logStreamName, nowMs, account, region, logGroupName);
    return assertPresent(findStream.get(account, region, logGroupName, logStreamName), 'the log stream was made');
  };
}
