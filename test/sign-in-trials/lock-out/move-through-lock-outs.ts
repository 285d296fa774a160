import { assertPresent } from '../../../src/base/assert.ts';
import { callMuster } from '../../call-muster.ts';
import { type SearchedServer, startSearchedServer } from '../../searched-logs/searched-server.ts';
import { PublicConnection } from '../public-connection.ts';
import { TrialPool } from '../trial-pool.ts';
import { attemptSignIn, createTarget, type Target, WRONG } from './attempt-sign-in.ts';
import { type Attempt, judgeAttempts, lockOutMsOf } from './judge-attempts.ts';

/** The one with the longest lock-out. */
const FAILURES_MAX = 15;
const QUIET_SECONDS = 15 * 60;

/** Around the end of one lock-out: how long after the failure the last attempt was refused, and the next one counted. */
export interface SeenLockOut {
  readonly failure: number;
  readonly lockOutMs: number;
  readonly failedAt: number;
  readonly refusedAfterMs: number;
  countedAfterMs: number;
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
    for (let failure = 1; failure <= FAILURES_MAX; failure++) {
      const failed = await user.attempt();
      const lockOutMs = lockOutMsOf(failure);
      const before = lockOuts.at(-1);
      if (before) before.countedAfterMs = failed.receivedAt - before.failedAt;
      if (lockOutMs > 0) lockOuts.push(await user.sitOut(failed, failure, lockOutMs));
    }
    // The longest one is as long as the quiet after which all is forgotten: what follows is judged apart.
    const faults = user.judge();
    const longest = assertPresent(lockOuts.at(-1), 'somebody was locked out');
    longest.countedAfterMs = (await user.attempt()).receivedAt - longest.failedAt;
    for (let count = 0; count < 5; count++) await user.attempt();
    faults.push(...user.judge());
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
  /** Since the failures were last forgotten. */
  #attempts: Attempt[] = [];

  constructor(server: SearchedServer, connection: PublicConnection, ClientId: string, username: string) {
    this.#server = server;
    this.#connection = connection;
    this.#target = { ClientId, username, offsetMs: 0 };
  }

  async attempt(): Promise<Attempt> {
    const attempt = await attemptSignIn(this.#connection, this.#target, WRONG);
    this.#attempts.push(attempt);
    return attempt;
  }

  async moveClock(Seconds: number): Promise<void> {
    const { ClockOffsetSeconds } = await callMuster(this.#server.url, 'MoveClock', { Seconds });
    const offset = assertPresent(ClockOffsetSeconds, 'the answer has the offset');
    this.#target = { ...this.#target, offsetMs: offset * 1_000 };
  }

  /** Until the lock-out is over; the next attempt counts. */
  async sitOut(failed: Attempt, failure: number, lockOutMs: number): Promise<SeenLockOut> {
    await this.attempt();
    const seconds = lockOutMs / 1_000;
    if (seconds > 1) await this.moveClock(seconds - 1);
    const { sentAt } = await this.attempt();
    await this.moveClock(1);
    const refusedAfterMs = sentAt - failed.receivedAt;
    return { failure, lockOutMs, failedAt: failed.sentAt, refusedAfterMs, countedAfterMs: Number.NaN };
  }

  /** What was wrong since the failures were last forgotten; the next ones are judged apart. */
  judge(): string[] {
    const faults = judgeAttempts(this.#attempts);
    this.#attempts = [];
    return faults;
  }

  close(): void {
    this.#connection.close();
  }
}
