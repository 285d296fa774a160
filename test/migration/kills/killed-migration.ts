import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServerProcess } from '../../server-process.ts';
import {
  compareEnd,
  Differences,
  type KillMoment,
  type MigrationSize,
  type PreparedMigration,
  prepareMigration,
  runMigrationCommand,
  wantedFollowUps,
} from '../prepared-migration.ts';

/** The longest that a command works before it is killed: some come to the end of a part. */
const WORK_MS_MAX = 2_500;
/** One of so many is killed wherever it is, while it starts or plans for example. */
const EARLY_EVERY = 10;
const START_MS_MAX = 3_000;

export interface KillPlan extends MigrationSize {
  readonly kills: number;
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
      const size = { ...plan, seed: plan.seed + rounds };
      const round = await prepareMigration(join(directory, `round-${rounds}`), `round ${rounds}`, server.url, size);
      for (;;) {
        const ended = await runMigrationCommand(round, killsLeft > 0 ? chooseMoment(random) : undefined);
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
      const found = new Differences();
      await compareEnd(round, found);
      compareRequests(round, plan, auditLog, found);
      for (const difference of found.found) differences.push(`round ${rounds}: ${difference}`);
      round.client.destroy();
    }
    return { kills: plan.kills, rounds, moments, differences };
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function chooseMoment(random: () => number): KillMoment {
  if (random() < 1 / EARLY_EVERY) return { from: 'start', afterMs: random() * START_MS_MAX };
  // Squared: most of the work is in the first moments.
  return { from: 'run', afterMs: random() ** 2 * WORK_MS_MAX };
}

function lastEvent(folder: string): string {
  try {
    const lines = readFileSync(join(folder, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
    return JSON.parse(lines.findLast((line) => line.endsWith('}')) ?? '{}').type ?? 'none';
  } catch {
    return 'none';
  }
}

/** No job was created or started twice, and no follow-up was done twice, by the audit log of the server. */
function compareRequests(
  migration: PreparedMigration,
  { partRecords }: KillPlan,
  auditLog: string,
  differences: Differences,
): void {
  const parts = Math.ceil(migration.recordLines.length / partRecords);
  const entries = readAudit(auditLog, migration.userPoolId);
  const of = (wanted: string) => entries.filter(({ operation }) => operation === wanted);
  const started = of('StartUserImportJob').map(({ job }) => job);
  differences.same('jobs started', [started.length, new Set(started).size], [parts, parts]);
  differences.same('jobs created', of('CreateUserImportJob').length, parts);
  const joins = of('AdminAddUserToGroup').map(({ user, group }) => `${user} ${group}`);
  differences.same('memberships made', joins.length, new Set(joins).size);
  const disabled = of('AdminDisableUser').map(({ user }) => user);
  const toDisable = wantedFollowUps(migration).filter((line) => line.disabled);
  differences.same(
    'users disabled',
    [disabled.length, new Set(disabled).size],
    [new Set(toDisable.map(({ username }) => username)).size, new Set(toDisable.map(({ username }) => username)).size],
  );
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
