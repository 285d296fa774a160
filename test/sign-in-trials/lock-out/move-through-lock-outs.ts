import { assert, assertPresent } from '../../../src/base/assert.ts';
import { callMuster } from '../../call-muster.ts';
import { type SearchedServer, startSearchedServer } from '../../searched-logs/searched-server.ts';
import { PublicConnection } from '../public-connection.ts';
import { TrialPool } from '../trial-pool.ts';
import { attemptSignIn, createTarget, type Target, WRONG } from './attempt-sign-in.ts';
import { type Attempt, judgeAttempts, lockOutMsOf } from './judge-attempts.ts';

/** The one with the longest lock-out. */
const FAILURES_MAX = 15;
const QUIET_SECONDS = 15 * 60;
/** Of a server that counts none there is no end. */
const ATTEMPTS_MAX = 500;

/** Around the end of one lock-out: how long after the failure the last attempt was refused, and the next one counted. */
export interface SeenLockOut {
  readonly failure: number;
  readonly lockOutMs: number;
  readonly failedAt: number;
  readonly refusedAfterMs: number;
  readonly countedAfterMs: number;
}

/** Moves the clock of a server to a second before the end of each lock-out, and to the end. Throws if the server wrote a secret. */
export async function moveThroughLockOuts(): Promise<{
  readonly lockOuts: readonly SeenLockOut[];
  readonly faults: readonly string[];
}> {
  const server = await startSearchedServer({ flags: ['--test-controls', 'on', '--request-rate-percent', '0'] });
  try {
    const pool = await TrialPool.create(server);
    const ClientId = await pool.createApp();
    for (const name of ['locked-out', 'quiet-one']) await createTarget(pool, name);
    pool.close();
    const user = new MovedUser(server, await PublicConnection.open(server), ClientId, 'locked-out');
    const lockOuts: SeenLockOut[] = [];
    await user.attempt();
    while (lockOuts.at(-1)?.failure !== FAILURES_MAX) {
      const seen = await user.sitOut();
      const { receivedAt } = await user.attempt();
      if (seen) lockOuts.push({ ...seen, countedAfterMs: receivedAt - seen.failedAt });
    }
    // The longest one is as long as the quiet after which all is forgotten.
    for (let count = 0; count < 5; count++) await user.attempt();
    const faults = user.judge();
    user.close();
    const quiet = new MovedUser(server, await PublicConnection.open(server), ClientId, 'quiet-one');
    for (let time = 0; time < 3; time++) {
      for (let count = 0; count < 4; count++) await quiet.attempt();
      await quiet.moveClock(QUIET_SECONDS);
      faults.push(...quiet.judge());
    }
    quiet.close();
    return { lockOuts, faults };
  } finally {
    await server.stop();
  }
}

/** A user whose passwords are tried while the clock is moved. */
class MovedUser {
  readonly #server: SearchedServer;
  readonly #connection: PublicConnection;
  #target: Target;
  readonly #faults: string[] = [];
  #made = 0;
  /** Since the failures were last forgotten. */
  #attempts: Attempt[] = [];

  constructor(server: SearchedServer, connection: PublicConnection, ClientId: string, username: string) {
    this.#server = server;
    this.#connection = connection;
    this.#target = { ClientId, username, offsetMs: 0 };
  }

  async attempt(): Promise<Attempt> {
    assert(++this.#made <= ATTEMPTS_MAX, 'wrong passwords count');
    const attempt = await attemptSignIn(this.#connection, this.#target, WRONG);
    const last = this.#failures().at(-1);
    const isAfterQuiet = last !== undefined && attempt.receivedAt >= last.sentAt + QUIET_SECONDS * 1_000;
    if (attempt.isCounted && isAfterQuiet) this.#forget();
    this.#attempts.push(attempt);
    return attempt;
  }

  async moveClock(Seconds: number): Promise<void> {
    const { ClockOffsetSeconds } = await callMuster(this.#server.url, 'MoveClock', { Seconds });
    const offset = assertPresent(ClockOffsetSeconds, 'the answer has the offset');
    this.#target = { ...this.#target, offsetMs: offset * 1_000 };
  }

  /** Until the lock-out is over; the next attempt counts. What a machine that is too busy comes too late to see is left out. */
  async sitOut(): Promise<Omit<SeenLockOut, 'countedAfterMs'> | undefined> {
    const failures = this.#failures();
    const [failure, failed] = [failures.length, failures.at(-1)];
    const lockOutMs = lockOutMsOf(failure);
    if (!failed || lockOutMs === 0 || (await this.attempt()).isCounted) return undefined;
    const seconds = lockOutMs / 1_000;
    if (seconds > 1) await this.moveClock(seconds - 1);
    const { sentAt, isCounted } = await this.attempt();
    if (isCounted) return undefined;
    await this.moveClock(1);
    return { failure, lockOutMs, failedAt: failed.sentAt, refusedAfterMs: sentAt - failed.receivedAt };
  }

  #failures(): Attempt[] {
    return this.#attempts.filter(({ isCounted }) => isCounted);
  }

  /** What was wrong with all attempts so far. */
  judge(): string[] {
    this.#forget();
    return this.#faults.splice(0);
  }

  /** What follows is judged apart. */
  #forget(): void {
    this.#faults.push(...judgeAttempts(this.#attempts));
    this.#attempts = [];
  }

  close(): void {
    this.#connection.close();
  }
}
