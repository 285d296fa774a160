import { type HashVerdict, refuseHash } from '../hashes/hash-verdict.ts';
import { readHash } from '../hashes/read-hash.ts';
import type { Joined, JoinedRow, SourceJoin } from '../joins/joined.ts';
import { itemsOf, type JsonObject, membersOf, textOf } from '../records/json.ts';

/** Of users in Auth0's own databases. */
const DATABASE_PROVIDER = 'auth0';

/** The file of hashes that Auth0 makes on request: one user a line, without the profile (R760). */
export const auth0Hashes: SourceJoin = {
  lists: [],
  needs: 'a passwordHash, and an _id or an email address',
  known: { title: "Auth0's export of password hashes", members: ['_id', 'passwordHash', 'connection'] },
  missingAdvice:
    'The export has no hashes of passwords. Auth0 makes a file of them on request: ask its support. If users sign in with a password, convert again with --join hashes=FILE before you import: an import does not change users who exist.',
  read: readRow,
};

function readRow(record: JsonObject): JoinedRow | undefined {
  const hash = textOf(record.passwordHash);
  if (hash === undefined) return undefined;
  const objectId = textOf(membersOf(record._id ?? record._ID).$oid);
  const id = textOf(record.alt_id) ?? objectId;
  const [connection, email] = [textOf(record.connection), textOf(record.email)];
  const keys: string[] = [];
  if (id !== undefined) keys.push(idKey(id));
  if (connection !== undefined && email !== undefined) keys.push(emailKey(connection, email));
  const setAt = textOf(membersOf(record.password_set_date).$date) ?? textOf(record.password_set_date) ?? '';
  return { keys, kept: { hash, setAt } };
}

/** The hash of a user; undefined if the user has no password in a database of Auth0, or no file of hashes was given. */
export function findAuth0Hash(record: JsonObject, joined: Joined): HashVerdict | undefined {
  if (!joined.has('hashes')) return undefined;
  const accounts = itemsOf(record.identities)
    .map(membersOf)
    .filter(({ provider }) => provider === DATABASE_PROVIDER);
  const ids = accounts.map(({ user_id }) => textOf(user_id)).filter((id) => id !== undefined);
  const ownId = databaseIdOf(textOf(record.user_id));
  if (ownId !== undefined && !ids.includes(ownId)) ids.unshift(ownId);
  if (ids.length === 0) return undefined;
  for (const id of ids) {
    const rows = joined.find('hashes', idKey(id));
    if (rows.length > 0) return newestOf(rows);
  }
  const email = textOf(record.email);
  for (const { connection } of email === undefined ? [] : accounts) {
    const rows = joined.find('hashes', emailKey(textOf(connection) ?? '', email ?? ''));
    if (rows.length > 0) return newestOf(rows);
  }
  return refuseHash('joined', 'missing');
}

/** Of `auth0|5dea9f9c2ee9d80d27f5ae01`. */
function databaseIdOf(userId: string | undefined): string | undefined {
  const prefix = `${DATABASE_PROVIDER}|`;
  return userId?.startsWith(prefix) ? userId.slice(prefix.length) : undefined;
}

function idKey(id: string): string {
  return `id ${id}`;
}

/** One address may be in several databases, each with a password of its own. Auth0 keeps addresses in lower case. */
function emailKey(connection: string, email: string): string {
  return `email ${JSON.stringify([connection, email.toLowerCase()])}`;
}

/** Several exports may have been put together: the password that was set last counts. */
function newestOf(rows: readonly JsonObject[]): HashVerdict {
  const newestAt = rows.map(setAtOf).reduce((one, other) => (one > other ? one : other));
  const hashes = new Set(rows.filter((row) => setAtOf(row) === newestAt).map((row) => textOf(row.hash) ?? ''));
  const [hash = ''] = hashes;
  return hashes.size === 1 ? readHash(hash) : refuseHash('joined', 'ambiguous');
}

/** ISO 8601 in UTC, which sorts as text. */
function setAtOf(row: JsonObject): string {
  return textOf(row.setAt) ?? '';
}
