import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { MUSTER_BIN } from '../../../src/cli/commands/muster-process.fixture.ts';
import { clientOptions, createImportPool } from '../../drive-import.ts';
import { expectImport } from '../../oracle/oracle.ts';
import { generateFile } from '../../oracle/run-oracle.ts';
import { type ServerProcess, startServerProcess } from '../../server-process.ts';

/** The longest that a command lives before it is killed: some come to the end of a part, some not even to their first request. */
const LIFE_MS_MAX = 6_000;
const GROUPS = ['staff', 'chess', 'night-shift'];
const BAD_PERCENT = 10;

export interface KillPlan {
  readonly records: number;
  readonly partRecords: number;
  readonly followUps: number;
  readonly kills: number;
  readonly seed: number;
  readonly log?: (line: string) => void;
}

/** What came of it. */
export interface KilledMigrations {
  readonly kills: number;
  /** Migrations that came to their end. */
  readonly rounds: number;
  /** Journal lines that were the last before a kill, and how often: where the kills hit. */
  readonly moments: Readonly<Record<string, number>>;
  /** Where anything differs from a migration that nobody disturbs. */
  readonly differences: readonly string[];
}

/** Migrates a file again and again, each time killing the command with SIGKILL at random moments and resuming it, until all kills are spent. */
export async function killMigrations(plan: KillPlan): Promise<KilledMigrations> {
  const random = randomFrom(plan.seed);
  const directory = mkdtempSync(join(tmpdir(), 'muster-kills-'));
  const auditLog = join(directory, 'audit.log');
  const server = await startServerProcess({ directory, flags: ['--audit-log', auditLog] });
  const moments: Record<string, number> = {};
  const differences: string[] = [];
  let killsLeft = plan.kills;
  let rounds = 0;
  try {
    while (killsLeft > 0) {
      rounds += 1;
      const round = await prepareRound(join(directory, `round-${rounds}`), rounds, server, plan);
      for (;;) {
        const lifeMs = killsLeft > 0 ? 100 + random() * LIFE_MS_MAX : undefined;
        const ended = await runCommand(round, lifeMs);
        if (ended !== 'killed') {
          if (ended !== 1) differences.push(`round ${rounds}: ended with ${ended}: ${round.printed.join('')}`);
          break;
        }
        killsLeft -= 1;
        const moment = lastEvent(round.folder);
        moments[moment] = (moments[moment] ?? 0) + 1;
        // All was done, and only the summary was still to be printed.
        if (moment === 'run-finished') break;
        if (killsLeft % 20 === 0) plan.log?.(`${killsLeft} kills left, in round ${rounds}`);
      }
      for (const difference of await compareRound(round, server, plan, auditLog)) {
        differences.push(`round ${rounds}: ${difference}`);
      }
      round.client.destroy();
    }
    return { kills: plan.kills, rounds, moments, differences };
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Round {
  readonly path: string;
  readonly folder: string;
  readonly userPoolId: string;
  readonly words: readonly string[];
  readonly client: CognitoIdentityProviderClient;
  readonly text: string;
  readonly followUps: readonly FollowUp[];
  /** The last that a command printed. */
  printed: string[];
}

interface FollowUp {
  readonly username: string;
  readonly groups: readonly string[];
  readonly disabled?: true;
}

async function prepareRound(path: string, number: number, server: ServerProcess, plan: KillPlan): Promise<Round> {
  mkdirSync(path);
  const client = new CognitoIdentityProviderClient(clientOptions(server.url));
  const userPoolId = await createImportPool(client, `round ${number}`, []);
  const source = join(path, 'users.csv');
  await generateFile(source, {
    users: plan.records,
    seed: plan.seed + number,
    badPercent: BAD_PERCENT,
    customAttributes: [],
  });
  const text = readFileSync(source, 'utf8');
  const [header = '', ...records] = text.trimEnd().split('\n');
  const usernameAt = header.split(',').indexOf('cognito:username');
  // Of imported and of failed users alike.
  const followUps = Array.from({ length: plan.followUps }, (_, index): FollowUp => {
    const record = records[Math.floor((index * records.length) / plan.followUps)] ?? '';
    const username = record.split(',')[usernameAt] || `nobody-${index}`;
    const group = GROUPS[index % GROUPS.length] ?? 'staff';
    return { username, groups: [group], ...(index % 5 === 0 ? { disabled: true as const } : {}) };
  });
  const followUpPath = join(path, 'follow-up.jsonl');
  writeFileSync(followUpPath, followUps.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const folder = join(path, 'run');
  const words = [
    ...['import', source, '--endpoint-url', server.url, '--yes', '--run', folder, '--user-pool-id', userPoolId],
    ...['--part-records', String(plan.partRecords), '--follow-up', followUpPath],
  ];
  return { path, folder, userPoolId, words, client, text, followUps, printed: [] };
}

/** Begins or resumes; the exit code, or `killed` after `lifeMs`. */
async function runCommand(round: Round, lifeMs: number | undefined): Promise<number | null | 'killed'> {
  const isBegun = existsSync(join(round.folder, 'plan.json'));
  const words = isBegun ? ['resume', round.folder] : round.words;
  const child: ChildProcess = spawn(process.execPath, [MUSTER_BIN, ...words], {
    env: { PATH: process.env.PATH, HOME: round.path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  round.printed = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => round.printed.push(text.toString()));
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  if (lifeMs === undefined) return ended;
  const first = await Promise.race([ended, wait(lifeMs, 'time' as const)]);
  if (first !== 'time') return first;
  child.kill('SIGKILL');
  const exitCode = await ended;
  return exitCode === null ? 'killed' : exitCode;
}

function lastEvent(folder: string): string {
  try {
    const lines = readFileSync(join(folder, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
    return JSON.parse(lines.findLast((line) => line.endsWith('}')) ?? '{}').type ?? 'none';
  } catch {
    return 'none';
  }
}

/** Against an oracle that shares no code with the import. */
async function compareRound(
  round: Round,
  server: ServerProcess,
  plan: KillPlan,
  auditLog: string,
): Promise<readonly string[]> {
  const differences: string[] = [];
  const same = (what: string, actual: unknown, expected: unknown): void => {
    const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (one !== other) differences.push(`${what}: ${one?.slice(0, 300)} instead of ${other?.slice(0, 300)}`);
  };
  const expected = expectImport(round.text);
  const report = JSON.parse(readFileSync(join(round.folder, 'report.json'), 'utf8'));
  same(
    'counters',
    [report.importedUsers, report.skippedUsers, report.failedUsers, report.missingInLog],
    [expected.imported, expected.skipped, expected.failed, 0],
  );
  const [header = '', ...records] = round.text.split('\n').filter((line) => line.trim() !== '');
  for (const outcome of ['failed', 'skipped'] as const) {
    const numbers = expected.log
      .filter((line) => line.startsWith(`[${outcome.toUpperCase()}]`))
      .map((line) => Number(/Line Number (\d+)/.exec(line)?.[1]));
    const lines = [header, ...numbers.map((number) => records[number - 1] ?? ''), ''];
    same(`${outcome}.csv`, readFileSync(join(round.folder, `${outcome}.csv`), 'utf8'), lines.join('\n'));
  }
  same('users', (await listUsers(round)).toSorted(), [...expected.users.keys()].toSorted());
  const parts = Math.ceil(records.length / plan.partRecords);
  const entries = readAudit(auditLog, round.userPoolId);
  const started = entries.filter(({ operation }) => operation === 'StartUserImportJob').map(({ job }) => job);
  same('jobs started', [started.length, new Set(started).size], [parts, parts]);
  same('jobs created', entries.filter(({ operation }) => operation === 'CreateUserImportJob').length, parts);
  const joins = entries
    .filter(({ operation }) => operation === 'AdminAddUserToGroup')
    .map(({ user, group }) => `${user} ${group}`);
  const isThere = ({ username }: FollowUp): boolean => expected.users.has(username.normalize('NFC'));
  const wanted = new Set(round.followUps.filter(isThere).map(({ username, groups }) => `${username} ${groups.join()}`));
  same('memberships made', joins.length, new Set(joins).size);
  const members = await listMembers(round);
  same('members', members.toSorted(), [...wanted].toSorted());
  const disabled = entries.filter(({ operation }) => operation === 'AdminDisableUser').map(({ user }) => user);
  same('users disabled', disabled.length, new Set(disabled).size);
  same(
    'users to disable',
    disabled.length,
    new Set(round.followUps.filter((line) => isThere(line) && line.disabled).map(({ username }) => username)).size,
  );
  same('server', server.output().includes('ended by itself'), false);
  return differences;
}

interface AuditEntry {
  readonly operation: string;
  readonly outcome: string;
  readonly resource?: string;
  readonly job?: string;
  readonly user?: string;
  readonly group?: string;
}

function readAudit(path: string, userPoolId: string): readonly AuditEntry[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): AuditEntry => JSON.parse(line))
    .filter(({ outcome, resource }) => outcome === 'succeeded' && resource?.endsWith(userPoolId));
}

async function listUsers({ client, userPoolId }: Round): Promise<string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new ListUsersCommand({ UserPoolId: userPoolId, PaginationToken: token }));
    for (const { Username } of page.Users ?? []) names.push(Username ?? '');
    token = page.PaginationToken;
  } while (token !== undefined);
  return names;
}

async function listMembers({ client, userPoolId }: Round): Promise<string[]> {
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

/** Mulberry32: the same seed gives the same moments. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
