import { assert } from '../../base/assert.ts';
import { decideBatch } from '../../domain/imports/outcome-on-conflict.ts';
import { endOfField, FIELDS_PER_USER, KEY_FIELDS } from '../../domain/records/user-fields.ts';
import type { RecordOutcome } from '../../domain/texts/record-outcome.ts';
import type { PackedBatch } from '../sql/jobs/packed-batch.ts';
import { firstUserId } from '../sql/users/user-ids.ts';
import type { ImportBatch } from '../store.ts';
import { FIND_TAKEN, INSERT_ALL, INSERT_SOME } from './batch-statements.ts';
import type { Connection } from './connection.ts';

/** The locked pool that the users go to. */
interface TargetPool {
  readonly key: number;
  readonly settings: string;
  readonly next_user_number: number;
}

interface InsertedUsers {
  /** One for each record. */
  readonly outcomes: readonly RecordOutcome[];
  readonly imported: number;
}

/** Moves the users of a batch from the staging table into their pool: all by one statement if no key is taken, which is most often so. */
export async function insertBatchUsers(
  connection: Connection,
  batch: ImportBatch,
  packed: PackedBatch,
  pool: TargetPool,
): Promise<InsertedUsers> {
  const { recordCount, failed, statuses, nowMs } = packed;
  const users = statuses.length;
  const firstId = firstUserId(pool.key) + pool.next_user_number;
  if (users > 0) {
    const isInserted =
      !hasRepeatedKeys(packed) && (await connection.query(INSERT_ALL, [pool.key, firstId, nowMs])).rowCount === users;
    if (!isInserted) return insertSurvivors(connection, batch, packed, pool, firstId);
  }
  const outcomes = Array.from({ length: recordCount }, (_, index): RecordOutcome => failed.get(index) ?? 'imported');
  return { outcomes, imported: users };
}

/** The rules of the domain decide in the order of the file (R272), over the keys that are taken. */
async function insertSurvivors(
  connection: Connection,
  { verdicts }: ImportBatch,
  { failed, nowMs }: PackedBatch,
  pool: TargetPool,
  firstId: number,
): Promise<InsertedUsers> {
  const { rows } = await connection.query<{ column: string; key: string }>(FIND_TAKEN, [pool.key]);
  const keysOf = (column: string) => new Set(rows.filter((row) => row.column === column).map((row) => row.key));
  const { outcomes } = decideBatch([...verdicts], JSON.parse(pool.settings), {
    usernames: keysOf('username_key'),
    emails: keysOf('email_key'),
    phones: keysOf('phone_key'),
    preferredUsernames: keysOf('preferred_username_key'),
  });
  const ofUsers = outcomes.filter((_, index) => !failed.has(index));
  const survivors = ofUsers.flatMap((outcome, user) => (outcome === 'imported' ? [user] : []));
  if (survivors.length > 0) {
    const { rowCount } = await connection.query(INSERT_SOME, [pool.key, firstId, nowMs, survivors]);
    assert(rowCount === survivors.length, 'what survives is inserted');
  }
  return { outcomes, imported: survivors.length };
}

/** Whether two users of the batch have a key in common: the bytes as they are, for nobody to see. */
function hasRepeatedKeys({ bytes, fieldEnds }: PackedBatch): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const field of KEY_FIELDS) {
    const seen = new Set<string>();
    let count = 0;
    for (let index = field; index < fieldEnds.length; index += FIELDS_PER_USER) {
      const end = fieldEnds[index] ?? 0;
      if (end < 0) continue;
      seen.add(text.toString('latin1', endOfField(fieldEnds, index - 1), end));
      count++;
    }
    if (seen.size < count) return true;
  }
  return false;
}
