import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { MUSTER_BIN } from '../../src/cli/commands/muster-process.fixture.ts';
import { clientOptions, createImportPool } from '../drive-import.ts';
import { type ExpectedImport, expectImport } from '../oracle/oracle.ts';
import { generateFile } from '../oracle/run-oracle.ts';

const GROUPS = ['staff', 'chess', 'night-shift'];
const BAD_PERCENT = 10;

export interface MigrationSize {
  readonly records: number;
  readonly partRecords: number;
  readonly followUps: number;
  readonly seed: number;
}

/** A file, its follow-ups and a pool for them. */
export interface PreparedMigration {
  readonly path: string;
  /** Of the run. */
  readonly folder: string;
  readonly userPoolId: string;
  /** Of `muster`. */
  readonly words: readonly string[];
  readonly client: CognitoIdentityProviderClient;
  readonly recordLines: readonly string[];
  readonly header: string;
  /** What the import must come to, by an oracle that shares no code with it. */
  readonly expected: ExpectedImport;
  readonly followUps: readonly FollowUp[];
  /** The last that a command printed. */
  printed: string[];
}

interface FollowUp {
  readonly username: string;
  readonly groups: readonly string[];
  readonly disabled?: true;
}

export async function prepareMigration(
  path: string,
  poolName: string,
  url: string,
  size: MigrationSize,
): Promise<PreparedMigration> {
  mkdirSync(path);
  const client = new CognitoIdentityProviderClient({ ...clientOptions(url), maxAttempts: 10 });
  const userPoolId = await createImportPool(client, poolName, []);
  const source = join(path, 'users.csv');
  await generateFile(source, { users: size.records, seed: size.seed, badPercent: BAD_PERCENT, customAttributes: [] });
  const text = readFileSync(source, 'utf8');
  const [header = '', ...recordLines] = text.split('\n').filter((line) => line.trim() !== '');
  const usernameAt = header.split(',').indexOf('cognito:username');
  // Of imported and of failed users alike.
  const followUps = Array.from({ length: size.followUps }, (_, index): FollowUp => {
    const record = recordLines[Math.floor((index * recordLines.length) / size.followUps)] ?? '';
    const username = record.split(',')[usernameAt] || `nobody-${index}`;
    const group = GROUPS[index % GROUPS.length] ?? 'staff';
    return { username, groups: [group], ...(index % 5 === 0 ? { disabled: true as const } : {}) };
  });
  const followUpPath = join(path, 'follow-up.jsonl');
  writeFileSync(followUpPath, followUps.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const folder = join(path, 'run');
  const words = [
    ...['import', source, '--endpoint-url', url, '--yes', '--run', folder, '--user-pool-id', userPoolId],
    ...['--part-records', String(size.partRecords), '--follow-up', followUpPath],
  ];
  const expected = expectImport(text);
  return { path, folder, userPoolId, words, client, recordLines, header, expected, followUps, printed: [] };
}

/** When a command is killed. */
export interface KillMoment {
  /** Counted from its start, or from when it has taken the run up: how long that takes depends on the machine. */
  readonly from: 'start' | 'run';
  readonly afterMs: number;
}

/** Begins or resumes; the exit code, or `killed`. */
export async function runMigrationCommand(
  migration: PreparedMigration,
  moment?: KillMoment,
): Promise<number | null | 'killed'> {
  const isBegun = existsSync(join(migration.folder, 'plan.json'));
  const words = isBegun ? ['resume', migration.folder] : migration.words;
  const child: ChildProcess = spawn(process.execPath, [MUSTER_BIN, ...words], {
    env: { PATH: process.env.PATH, HOME: migration.path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  migration.printed = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => migration.printed.push(text.toString()));
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (moment === undefined) return ended;
  const began = moment.from === 'start' ? Promise.resolve() : untilTakenUp(migration, ended);
  const first = await Promise.race([ended, began.then(() => wait(moment.afterMs, 'time' as const))]);
  if (first !== 'time') return first;
  child.kill('SIGKILL');
  const exitCode = await ended;
  return exitCode === null ? 'killed' : exitCode;
}

/** Resolves when another command has written that it works on the run, or has ended. */
async function untilTakenUp({ folder }: PreparedMigration, ended: Promise<unknown>): Promise<void> {
  const before = countBegins(folder);
  let hasEnded = false;
  ended.then(() => {
    hasEnded = true;
  });
  while (!hasEnded && countBegins(folder) === before) await wait(20);
}

function countBegins(folder: string): number {
  const path = join(folder, 'journal.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('"run-began"').length - 1 : 0;
}

/** Collects what differs. */
export class Differences {
  readonly found: string[] = [];

  same(what: string, actual: unknown, expected: unknown): void {
    const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (one !== other) this.found.push(`${what}: ${one?.slice(0, 300)} instead of ${other?.slice(0, 300)}`);
  }
}

/** Report, result files, users and members against the oracle. */
export async function compareEnd(migration: PreparedMigration, differences: Differences): Promise<void> {
  const { folder, expected, header, recordLines } = migration;
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  differences.same(
    'counters',
    [report.importedUsers, report.skippedUsers, report.failedUsers, report.missingInLog],
    [expected.imported, expected.skipped, expected.failed, 0],
  );
  for (const outcome of ['failed', 'skipped'] as const) {
    const numbers = expected.log
      .filter((line) => line.startsWith(`[${outcome.toUpperCase()}]`))
      .map((line) => Number(/Line Number (\d+)/.exec(line)?.[1]));
    const lines = [header, ...numbers.map((number) => recordLines[number - 1] ?? ''), ''];
    differences.same(`${outcome}.csv`, readFileSync(join(folder, `${outcome}.csv`), 'utf8'), lines.join('\n'));
  }
  differences.same('users', (await listUsers(migration)).toSorted(), [...expected.users.keys()].toSorted());
  const wanted = wantedFollowUps(migration).map(({ username, groups }) => `${username} ${groups.join()}`);
  differences.same('members', (await listMembers(migration)).toSorted(), [...new Set(wanted)].toSorted());
}

/** Those of users whom the import made. */
export function wantedFollowUps({ followUps, expected }: PreparedMigration): readonly FollowUp[] {
  return followUps.filter(({ username }) => expected.users.has(username.normalize('NFC')));
}

async function listUsers({ client, userPoolId }: PreparedMigration): Promise<string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new ListUsersCommand({ UserPoolId: userPoolId, PaginationToken: token }));
    for (const { Username } of page.Users ?? []) names.push(Username ?? '');
    token = page.PaginationToken;
  } while (token !== undefined);
  return names;
}

async function listMembers({ client, userPoolId }: PreparedMigration): Promise<string[]> {
  const members: string[] = [];
  for (const group of GROUPS) {
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListUsersInGroupCommand({ UserPoolId: userPoolId, GroupName: group, NextToken: token }),
      );
      for (const { Username } of page.Users ?? []) members.push(`${Username} ${group}`);
      token = page.NextToken;
    } while (token !== undefined);
  }
  return members;
}
