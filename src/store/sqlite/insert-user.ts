import type Database from 'better-sqlite3';
import { UUID_BYTES } from '../../base/uuid-bytes.ts';
import { FIELDS_PER_USER } from '../../domain/verdict-list.ts';
import type { PackedBatch } from '../sql/packed-batch.ts';

/** Columns of the fields behind the sub, in the order of `FIELDS_PER_USER`, and what they hold. */
const FIELD_COLUMNS = [
  { name: 'username', type: 'TEXT' },
  { name: 'username_key', type: 'TEXT' },
  { name: 'email_key', type: 'TEXT' },
  { name: 'phone_key', type: 'TEXT' },
  { name: 'preferred_username_key', type: 'TEXT' },
  { name: 'attributes', type: 'TEXT' },
  { name: 'sealed_password_hash', type: 'BLOB' },
] as const;

/** Inserts the user of a batch with that index, as number `number` of those that are inserted; false if one of its keys is taken. */
export type InsertUser = (user: number, number: number) => boolean;

/**
 * The statement that inserts the users of one batch. A user goes to it as one piece of the batch's bytes, which SQL cuts into columns,
 * and what is the same for all stands in its text: of the 14 values that were bound for each user, as texts made for that alone, five are
 * left. Preparing it takes as long as inserting some ten users.
 */
export function prepareInsertUser(
  database: Database.Database,
  batch: PackedBatch,
  { pool, firstId }: { readonly pool: number; readonly firstId: number },
): InsertUser {
  const { bytes, fieldEnds, statuses, mfas, nowMs } = batch;
  const present = FIELD_COLUMNS.map((_, column) => hasField(batch, column + 1));
  /** Of the length of each field; undefined where no user has the field. */
  const parameters = FIELD_COLUMNS.map(({ name }, column) => (present[column] ? `${name}_length` : undefined));
  const insert = database.prepare<unknown[]>(insertSql({ pool, firstId, nowMs, present }));
  /** Lengths by the name of their parameter; null for a field that is null. */
  const values: Record<string, number | Uint8Array | null> = {};
  return (user, number) => {
    const first = user * FIELDS_PER_USER;
    const start = first === 0 ? 0 : endOf(fieldEnds, first - 1);
    let before = start + UUID_BYTES;
    for (let column = 0; column < FIELD_COLUMNS.length; column++) {
      const end = fieldEnds[first + column + 1] ?? 0;
      const parameter = parameters[column];
      if (parameter !== undefined) values[parameter] = end < 0 ? null : end - before;
      before = end < 0 ? ~end : end;
    }
    values.user = new Uint8Array(bytes.buffer, bytes.byteOffset + start, before - start);
    return insert.run(number, statuses[user], mfas[user], values).changes === 1;
  };
}

/** Whether any user of the batch has the field. */
function hasField({ fieldEnds }: PackedBatch, field: number): boolean {
  for (let index = field; index < fieldEnds.length; index += FIELDS_PER_USER) {
    if ((fieldEnds[index] ?? 0) >= 0) return true;
  }
  return false;
}

function endOf(fieldEnds: Int32Array, index: number): number {
  const end = fieldEnds[index] ?? 0;
  return end < 0 ? ~end : end;
}

interface SameForAll {
  readonly pool: number;
  readonly firstId: number;
  readonly nowMs: number;
  readonly present: readonly boolean[];
}

function insertSql({ pool, firstId, nowMs, present }: SameForAll): string {
  let start = `${UUID_BYTES + 1}`;
  const values = FIELD_COLUMNS.map(({ name, type }, column) => {
    if (!present[column]) return 'NULL';
    const value = `CAST(substr(@user, ${start}, @${name}_length) AS ${type})`;
    start += ` + coalesce(@${name}_length, 0)`;
    return value;
  });
  return `INSERT INTO users (id, user_pool_key, sub, status, mfa, created_at, modified_at, ${FIELD_COLUMNS.map(({ name }) => name).join(', ')})
    VALUES (${firstId} + ?, ${pool}, substr(@user, 1, ${UUID_BYTES}), ?, ?, ${nowMs}, ${nowMs}, ${values.join(', ')})
    ON CONFLICT DO NOTHING`;
}
