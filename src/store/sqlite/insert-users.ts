import type Database from 'better-sqlite3';
import { assert } from '../../base/assert.ts';
import { UUID_BYTES } from '../../base/uuid-bytes.ts';
import {
  endOfField,
  FIELDS_PER_USER,
  USER_FIELD_NAMES,
  USER_FIELDS,
  type UserField,
  type UserFieldName,
} from '../../domain/records/user-fields.ts';
import type { PackedBatch } from '../sql/jobs/packed-batch.ts';

interface FieldColumn {
  readonly name: string;
  readonly type: 'TEXT' | 'BLOB';
}

/** The column of each field after the sub, whose length is always the same. */
const COLUMN_OF_FIELD: Readonly<Record<Exclude<UserFieldName, 'sub'>, FieldColumn>> = {
  username: { name: 'username', type: 'TEXT' },
  usernameKey: { name: 'username_key', type: 'TEXT' },
  emailKey: { name: 'email_key', type: 'TEXT' },
  phoneKey: { name: 'phone_key', type: 'TEXT' },
  preferredUsernameKey: { name: 'preferred_username_key', type: 'TEXT' },
  attributes: { name: 'attributes', type: 'TEXT' },
  sealedPasswordHash: { name: 'sealed_password_hash', type: 'BLOB' },
};

/** In the order in which the fields follow each other in the bytes of a batch. */
const FIELD_COLUMNS: readonly (FieldColumn & { readonly field: UserField })[] = USER_FIELD_NAMES.flatMap((name) =>
  name === 'sub' ? [] : [{ ...COLUMN_OF_FIELD[name], field: USER_FIELDS[name] }],
);

/** How many users of a batch have a field. */
type Presence = 'none' | 'some' | 'all';

const ZERO = 0x30;
const NINE = 0x39;
/** Digits of a place in the directory; a number of nines stands for a field that is null. */
const PLACE_DIGITS = 8;
const NO_LENGTH = 10 ** PLACE_DIGITS - 1;
/** Rows of the table of numbers, and so the users of one statement. */
const NUMBERS = 4_096;

/** The users of a batch that one of the indexes refused, by their place among its users, in order. */
export type InsertUsers = (
  batch: PackedBatch,
  place: { readonly pool: number; readonly firstId: number },
) => readonly number[];

/**
 * Inserts all users of a batch, user `n` under the id `firstId + n`, in one statement: user after user in their order, and the unique
 * indexes decide, as they would over many. The statement cuts the columns out of the batch's bytes; a second text, the directory, says
 * in decimal digits where they lie, because SQL reads those as numbers and nothing else. So no text is made in JavaScript and no value
 * bound for a user, which cost as much as the inserting itself.
 */
export function prepareInsertUsers(database: Database.Database): InsertUsers {
  const statements = new Map<string, Database.Statement<unknown[]>>();
  const findIds = database
    .prepare<[number, number], number>('SELECT id FROM users WHERE id >= ? AND id < ? ORDER BY id')
    .pluck();
  makeNumbers(database);

  function prepare(presences: readonly Presence[], areCodesOne: boolean): Database.Statement<unknown[]> {
    const shape = [areCodesOne, ...presences].join();
    const known = statements.get(shape);
    if (known) return known;
    const statement = database.prepare<unknown[]>(insertSql(presences, areCodesOne));
    statements.set(shape, statement);
    return statement;
  }

  return (batch, { pool, firstId }) => {
    const count = batch.statuses.length;
    if (count === 0) return [];
    const presences = FIELD_COLUMNS.map(({ field }) => presenceOf(batch, field));
    const { statuses, mfas } = batch;
    const areCodesOne = isOne(statuses) && isOne(mfas);
    const insert = prepare(presences, areCodesOne);
    const values = {
      pool,
      now: batch.nowMs,
      bytes: batch.bytes,
      directory: writeDirectory(batch, presences),
      ...(areCodesOne
        ? { status: statuses[0], mfa: mfas[0] }
        : { statuses: statuses.map(digitOf), mfas: mfas.map(digitOf) }),
    };
    let inserted = 0;
    for (let from = 0; from < count; from += NUMBERS) {
      const to = Math.min(count, from + NUMBERS);
      inserted += insert.run({ ...values, first_id: firstId + from, from, count: to - from }).changes;
    }
    if (inserted === count) return [];
    const refused = missingFrom(findIds.all(firstId, firstId + count), firstId, count);
    assert(refused.length === count - inserted, 'who has one of the ids has just been inserted');
    return refused;
  };
}

/** A table that a statement walks through, in this connection only. */
function makeNumbers(database: Database.Database): void {
  database.pragma('temp_store = memory');
  database.exec(`CREATE TEMP TABLE IF NOT EXISTS numbers (n INTEGER PRIMARY KEY);
    INSERT OR IGNORE INTO numbers WITH RECURSIVE counting (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM counting)
      SELECT n FROM counting LIMIT ${NUMBERS}`);
}

/** `areCodesOne`: all users of the batch have the same status, and the same MFA state, as is most often so. */
function insertSql(presences: readonly Presence[], areCodesOne: boolean): string {
  const [status, mfa] = areCodesOne ? ['@status', '@mfa'] : [digitSql('@statuses'), digitSql('@mfas')];
  const places = placesOf(presences);
  const lengths = FIELD_COLUMNS.flatMap(({ name }, column) => {
    const at = places[column];
    if (at === undefined) return [];
    const length = placeSql(at, presences);
    return [`${presences[column] === 'all' ? length : `nullif(${length}, ${NO_LENGTH})`} AS ${name}_length`];
  });
  let start = `start + ${UUID_BYTES}`;
  const fields = FIELD_COLUMNS.map(({ name, type }, column) => {
    const presence = presences[column];
    if (presence === 'none') return 'NULL';
    const field = `CAST(substr(@bytes, ${start}, ${name}_length) AS ${type})`;
    start += presence === 'all' ? ` + ${name}_length` : ` + coalesce(${name}_length, 0)`;
    return field;
  });
  return `INSERT INTO users (id, user_pool_key, sub, status, mfa, created_at, modified_at, ${FIELD_COLUMNS.map(({ name }) => name).join(', ')})
    SELECT @first_id + n, @pool, substr(@bytes, start, ${UUID_BYTES}), ${status}, ${mfa}, @now, @now, ${fields.join(', ')}
    FROM (SELECT n, ${placeSql(0, presences)} AS start, ${lengths.join(', ')} FROM temp.numbers WHERE n < @count)
    WHERE true ORDER BY n ON CONFLICT DO NOTHING`;
}

/** Of each column: which place of a user in the directory is its length; undefined if no user has it. */
function placesOf(presences: readonly Presence[]): readonly (number | undefined)[] {
  let places = 1;
  return presences.map((presence) => (presence === 'none' ? undefined : places++));
}

function directoryWidth(presences: readonly Presence[]): number {
  return PLACE_DIGITS * (1 + presences.filter((presence) => presence !== 'none').length);
}

function placeSql(place: number, presences: readonly Presence[]): string {
  const at = `(@from + n) * ${directoryWidth(presences)} + ${place * PLACE_DIGITS + 1}`;
  return `CAST(substr(@directory, ${at}, ${PLACE_DIGITS}) AS INTEGER)`;
}

function digitSql(digits: string): string {
  return `CAST(substr(${digits}, @from + n + 1, 1) AS INTEGER)`;
}

/** For each user: where it begins in the batch's bytes, from 1, and the lengths of the fields that any user has. */
function writeDirectory(batch: PackedBatch, presences: readonly Presence[]): Uint8Array {
  const { bytes, fieldEnds, statuses } = batch;
  assert(bytes.length < NO_LENGTH, 'a batch has fewer bytes than its directory can count');
  const fields = FIELD_COLUMNS.flatMap(({ field }, column) => (presences[column] === 'none' ? [] : [field]));
  const directory = Buffer.alloc(directoryWidth(presences) * statuses.length, ZERO);
  let at = 0;
  for (let user = 0; user < statuses.length; user++) {
    const first = user * FIELDS_PER_USER;
    at += PLACE_DIGITS;
    writeNumber(directory, at, endOfField(fieldEnds, first - 1) + 1);
    for (const field of fields) {
      const end = fieldEnds[first + field] ?? 0;
      at += PLACE_DIGITS;
      if (end < 0) directory.fill(NINE, at - PLACE_DIGITS, at);
      else writeNumber(directory, at, end - endOfField(fieldEnds, first + field - 1));
    }
  }
  return directory;
}

/** Decimal digits that end before `end`; the zeros before them are there. */
function writeNumber(directory: Uint8Array, end: number, number: number): void {
  let at = end;
  for (let rest = number; rest > 0; ) {
    const tens = Math.trunc(rest / 10);
    directory[--at] = ZERO + rest - 10 * tens;
    rest = tens;
  }
}

function digitOf(code: number): number {
  assert(code < 10, 'a code is one digit');
  return ZERO + code;
}

function isOne(codes: Uint8Array): boolean {
  return codes.every((code) => code === codes[0]);
}

function presenceOf({ fieldEnds, statuses }: PackedBatch, field: UserField): Presence {
  let present = 0;
  for (let index = field; index < fieldEnds.length; index += FIELDS_PER_USER) {
    if ((fieldEnds[index] ?? 0) >= 0) present++;
  }
  if (present === 0) return 'none';
  return present === statuses.length ? 'all' : 'some';
}

/** Which of `firstId` to `firstId + count` are not among `ids`, counted from `firstId`. */
function missingFrom(ids: readonly number[], firstId: number, count: number): number[] {
  const missing: number[] = [];
  let next = 0;
  for (let index = 0; index < count; index++) {
    if (ids[next] === firstId + index) next++;
    else missing.push(index);
  }
  return missing;
}
