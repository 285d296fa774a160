import { setTimeout as pause } from 'node:timers/promises';
import { PublicConnection } from '../public-connection.ts';
import { startTrialCluster } from '../trial-cluster.ts';
import { TrialPool } from '../trial-pool.ts';
import { attemptSignIn, createTarget, RIGHT, type Target, WRONG } from './attempt-sign-in.ts';
import { type Attempt, judgeAttempts, lockOutMsOf } from './judge-attempts.ts';

const CLIENTS = 8;
/** As many failures as lock nobody out. */
const HARMLESS_FAILURES = 4;

export interface AttackOptions {
  /** Wrong passwords, at least. */
  readonly attempts: number;
  /** Goes on until so many of them counted. */
  readonly failures: number;
  /** Users at whom four wrong passwords are tried in one instant, which lock nobody out. */
  readonly bursts: number;
}

export interface AttackResult {
  readonly attempts: readonly Attempt[];
  readonly faults: readonly string[];
}

/**
 * Clients at two nodes try wrong passwords of one user, without a stop and in real time, through every lock-out; then the right one until it is
 * taken. Ends the nodes; throws if one of them wrote a secret.
 */
export async function attackTwoNodes({ attempts, failures, bursts }: AttackOptions): Promise<AttackResult> {
  const cluster = await startTrialCluster();
  try {
    const [node] = cluster.nodes;
    const pool = await TrialPool.create(node);
    const target = { ClientId: await pool.createApp(), username: 'locked-out', offsetMs: 0 };
    await createTarget(pool, target.username);
    const burstNames = Array.from({ length: bursts }, (_, index) => `burst-${index}`);
    for (const name of burstNames) await createTarget(pool, name);
    pool.close();
    const connections = await Promise.all(
      Array.from({ length: CLIENTS }, (_, index) => PublicConnection.open(cluster.nodes[index % 2 === 0 ? 0 : 1])),
    );
    const made = await attack(connections, target, attempts, failures);
    const faults = judgeAttempts(made);
    faults.push(...(await enterAgain(connections, target, made)));
    for (const username of burstNames) faults.push(...(await failAtOnce(connections, { ...target, username })));
    for (const connection of connections) connection.close();
    return { attempts: made, faults };
  } finally {
    await cluster.stop();
  }
}

async function attack(
  connections: readonly PublicConnection[],
  target: Target,
  attempts: number,
  failures: number,
): Promise<Attempt[]> {
  const made: Attempt[] = [];
  let counted = 0;
  const pauseMs = (CLIENTS * totalLockOutMs(failures - 1)) / attempts;
  await Promise.all(
    connections.map(async (connection) => {
      while (made.length < attempts || counted < failures) {
        const attempt = await attemptSignIn(connection, target, WRONG);
        made.push(attempt);
        counted += attempt.isCounted ? 1 : 0;
        await pause(pauseMs);
      }
    }),
  );
  return made;
}

function totalLockOutMs(failures: number): number {
  return Array.from({ length: failures }, (_, index) => lockOutMsOf(index + 1)).reduce((sum, ms) => sum + ms, 0);
}

/** The right password is refused until the last lock-out has ended, and not after; then all failures are forgotten. */
async function enterAgain(
  [connection]: readonly PublicConnection[],
  target: Target,
  made: readonly Attempt[],
): Promise<string[]> {
  if (!connection) return ['there is no client'];
  const tried: Attempt[] = [];
  let entered: Attempt | undefined;
  while (!entered) {
    const attempt = await attemptSignIn(connection, target, RIGHT);
    if (attempt.isSignedIn) entered = attempt;
    else {
      tried.push(attempt);
      await pause(100);
    }
  }
  // A right password counts for the rule as a failure does: it comes through when nothing locks out.
  const faults = judgeAttempts([...made, ...tried, { ...entered, isCounted: true }]);
  const harmless: Attempt[] = [];
  for (let count = 0; count < HARMLESS_FAILURES; count++) {
    harmless.push(await attemptSignIn(connection, target, WRONG));
  }
  return [...faults, ...judgeAttempts(harmless)];
}

/** All of them count, in whatever order the nodes count them. */
async function failAtOnce(connections: readonly PublicConnection[], target: Target): Promise<string[]> {
  const few = connections.slice(0, HARMLESS_FAILURES);
  return judgeAttempts(await Promise.all(few.map((connection) => attemptSignIn(connection, target, WRONG))));
}
