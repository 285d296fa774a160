import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type JudgedRecord, judgeLine } from '../../oracle/oracle.ts';
import { listFiles, readLines } from './user-lines.ts';

/** A record that creates no user, as `failed.reasons.csv` and `skipped.reasons.csv` name it. */
export interface ExpectedRow {
  readonly file: string;
  readonly line: number;
  readonly record: number;
  readonly username: string;
  readonly reason: string;
}

type Outcome = 'failed' | 'skipped';

/** What an import of converted files into an empty pool comes to. */
export interface ExpectedDay {
  readonly records: number;
  readonly imported: number;
  /** Of all files, and of each. */
  readonly byFile: ReadonlyMap<string, Readonly<Record<'records' | 'imported' | Outcome, number>>>;
  /** Text of `failed.csv` and `skipped.csv`. */
  readonly csv: Readonly<Record<Outcome, string>>;
  readonly rows: Readonly<Record<Outcome, readonly ExpectedRow[]>>;
  /** By user name: a digest of status and attributes. */
  readonly users: ReadonlyMap<string, string>;
  readonly followUps: ExpectedFollowUps;
  /** User names of the files that are not in the pool; each record without one counts. */
  readonly missing: number;
}

export interface ExpectedFollowUps {
  readonly lines: number;
  readonly groups: readonly string[];
  /** `user group`, of users who are there; how often the file has it for others. */
  readonly members: ReadonlySet<string>;
  readonly disabled: ReadonlySet<string>;
  readonly joinsWithoutUser: number;
  readonly disabledWithoutUser: number;
  readonly links: number;
  /** Users who join a group, and count as active for that. */
  readonly billedUsers: number;
}

interface Pool {
  readonly usernames: Set<string>;
  readonly emails: Set<string>;
  readonly phones: Set<string>;
}

/**
 * `goodDirectory` gets the files as they would be without the records that create no user. All of it comes from no code of the driver, the
 * check or the import, but from the rules of the oracle, and a pool that ignores case in names and aliases (R224, R272).
 */
export async function expectDay(directory: string, goodDirectory: string): Promise<ExpectedDay> {
  const files = listFiles(directory);
  const pool: Pool = { usernames: new Set(), emails: new Set(), phones: new Set() };
  const users = new Map<string, string>();
  const byFile = new Map<string, Record<'records' | 'imported' | Outcome, number>>();
  const rows = { failed: [] as ExpectedRow[], skipped: [] as ExpectedRow[] };
  const texts = { failed: '', skipped: '' };
  const columns: string[] = [];
  mkdirSync(goodDirectory);
  for (const name of files) {
    const count = { records: 0, imported: 0, failed: 0, skipped: 0 };
    byFile.set(name, count);
    const algorithm = name.includes('bcrypt') ? 'BCRYPT' : undefined;
    const good = openSync(join(goodDirectory, name), 'wx', 0o600);
    let header: readonly string[] | undefined;
    for await (const line of readLines(join(directory, name))) {
      if (header === undefined) {
        header = line.split(',');
        for (const column of header) if (!columns.includes(column)) columns.push(column);
        writeSync(good, `${line}\n`);
        continue;
      }
      count.records += 1;
      const judged = judgeLine(line, header, algorithm);
      const { outcome, reason } = decide(judged, pool);
      count[outcome] += 1;
      if (outcome === 'imported') {
        users.set(judged.username, digestUser(judged.user.status, judged.user.attributes));
        writeSync(good, `${line}\n`);
        continue;
      }
      const place = { line: count.records + 1, record: count.records };
      rows[outcome].push({ file: join(basename(directory), name), ...place, username: judged.username, reason });
      texts[outcome] += `${asWritten(judged.values, line, header, columns)}\n`;
    }
    closeSync(good);
  }
  const top = `${columns.join()}\n`;
  const counts = [...byFile.values()];
  return {
    records: counts.reduce((sum, { records }) => sum + records, 0),
    imported: users.size,
    byFile,
    csv: { failed: top + texts.failed, skipped: top + texts.skipped },
    rows,
    users,
    missing: countMissing(rows.failed, pool),
    followUps: await expectFollowUps(join(directory, 'follow-up.jsonl'), users),
  };
}

function countMissing(failed: readonly ExpectedRow[], { usernames }: Pool): number {
  const names = failed.map(({ username }) => keyOf(username));
  const missing = new Set(names.filter((name) => name !== '' && !usernames.has(name)));
  return missing.size + names.filter((name) => name === '').length;
}

function decide(
  { username, failure, user }: JudgedRecord,
  pool: Pool,
): { readonly outcome: 'imported' | Outcome; readonly reason: string } {
  if (failure !== undefined) return { outcome: 'failed', reason: failure };
  const name = keyOf(username);
  if (pool.usernames.has(name)) return { outcome: 'skipped', reason: 'The user already exists.' };
  const email = verifiedKey(user.attributes, 'email');
  const phone = verifiedKey(user.attributes, 'phone_number');
  const taken = pool.emails.has(email) ? 'email' : pool.phones.has(phone) ? 'phone_number' : undefined;
  if (taken !== undefined) return { outcome: 'failed', reason: `An account with the ${taken} already exists.` };
  pool.usernames.add(name);
  if (email !== '') pool.emails.add(email);
  if (phone !== '') pool.phones.add(phone);
  return { outcome: 'imported', reason: '' };
}

/** Only a verified address is an alias. */
function verifiedKey(attributes: ReadonlyMap<string, string>, name: string): string {
  return attributes.get(`${name}_verified`) === 'true' ? keyOf(attributes.get(name) ?? '') : '';
}

function keyOf(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Files with different headers share a file with all columns; a record of the wrong length stays as it is. */
function asWritten(
  values: readonly string[],
  line: string,
  header: readonly string[],
  columns: readonly string[],
): string {
  if (values.length !== header.length) return line;
  const escaped = (value: string) => value.replace(/[\\,]/g, (sign) => `\\${sign}`);
  return columns.map((column) => escaped(values[header.indexOf(column)] ?? '')).join();
}

/** The same for the same user, whatever the order of its attributes. */
export function digestUser(status: string | undefined, attributes: Iterable<readonly [string, string]>): string {
  const sorted = [...attributes].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([status, sorted]))
    .digest('base64')
    .slice(0, 20);
}

async function expectFollowUps(path: string, users: ReadonlyMap<string, string>): Promise<ExpectedFollowUps> {
  const [groups, members, disabled] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let [lines, joinsWithoutUser, disabledWithoutUser, links, billedUsers] = [0, 0, 0, 0, 0];
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    if (text === '') continue;
    lines += 1;
    const line: { username: string; groups?: string[]; disabled?: boolean; link?: unknown[] } = JSON.parse(text);
    links += line.link?.length ?? 0;
    const isThere = users.has(line.username);
    for (const group of line.groups ?? []) {
      groups.add(group);
      if (isThere) members.add(`${line.username} ${group}`);
      else joinsWithoutUser += 1;
    }
    if (isThere && (line.groups?.length ?? 0) > 0) billedUsers += 1;
    if (line.disabled !== true) continue;
    if (isThere) disabled.add(line.username);
    else disabledWithoutUser += 1;
  }
  const all = [...groups].toSorted();
  return { lines, groups: all, members, disabled, joinsWithoutUser, disabledWithoutUser, links, billedUsers };
}
