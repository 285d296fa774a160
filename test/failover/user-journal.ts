import { setTimeout as wait } from 'node:timers/promises';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientOptions } from '../drive-import.ts';
import { judgeError } from './judge-error.ts';

/** Between two calls, so that the import has the machine for itself. */
const PAUSE_MS = 15;
const RETRY_MS = 50;
const ANSWER_MS_MAX = 120_000;

/** What a server said of users that were made while its database was in trouble. */
export interface JournalReport {
  /** Users that were said to be made. */
  readonly acknowledged: number;
  /** How often each error was told that may be tried again. */
  readonly errors: ReadonlyMap<string, number>;
  /** The longest that a call took, whatever came of it. */
  readonly longestMs: number;
  /** Answers that are wrong. */
  readonly differences: readonly string[];
}

/**
 * Makes one user after the other through one server, whatever happens to its database, and looks at some of them again. What was
 * acknowledged is written down: it must hold ever after.
 */
export class UserJournal {
  readonly #client: CognitoIdentityProviderClient;
  readonly #userPoolId: string;
  readonly #prefix: string;
  /** By user name: the `sub` of the answer, undefined where the answer was lost and a second call said that the user is there. */
  readonly #subs = new Map<string, string | undefined>();
  readonly #errors = new Map<string, number>();
  readonly #differences: string[] = [];
  #lastGoodBeganAtMs = 0;
  #longestMs = 0;
  #isOver = false;
  #written: Promise<void>;

  constructor(url: string, userPoolId: string, prefix: string) {
    // Each error is to be seen, and not smoothed over by the SDK.
    this.#client = new CognitoIdentityProviderClient({ ...clientOptions(url), maxAttempts: 1 });
    this.#userPoolId = userPoolId;
    this.#prefix = prefix;
    this.#written = this.#write();
  }

  /** Resolves when a user was acknowledged whose call began from now on. Returns how many milliseconds that took. */
  async waitForAnswer(): Promise<number> {
    const fromMs = performance.now();
    while (this.#lastGoodBeganAtMs < fromMs) {
      if (performance.now() - fromMs > ANSWER_MS_MAX) throw new Error(`no user was made for ${ANSWER_MS_MAX} ms`);
      await wait(5);
    }
    return performance.now() - fromMs;
  }

  /** Writes no more, and looks at all users that were acknowledged. */
  async close(): Promise<JournalReport> {
    this.#isOver = true;
    await this.#written;
    for (const username of this.#subs.keys()) await this.#look(username);
    this.#client.destroy();
    return {
      acknowledged: this.#subs.size,
      errors: this.#errors,
      longestMs: this.#longestMs,
      differences: this.#differences,
    };
  }

  async #write(): Promise<void> {
    for (let number = 1; !this.#isOver; number++) {
      await this.#create(`${this.#prefix}-${number}`);
      // One made long ago, and the one before.
      if (number % 10 === 0) await this.#look(`${this.#prefix}-${1 + ((number * 7) % number)}`);
      await wait(PAUSE_MS);
    }
  }

  /** Until it is there: a call without an answer may have made it. */
  async #create(Username: string): Promise<void> {
    const create = new AdminCreateUserCommand({ UserPoolId: this.#userPoolId, Username });
    for (let unanswered = 0; !this.#isOver; unanswered++) {
      const beganAtMs = performance.now();
      try {
        const { User } = await this.#client.send(create);
        this.#subs.set(Username, User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value);
        this.#lastGoodBeganAtMs = beganAtMs;
        return;
      } catch (error) {
        if (unanswered > 0 && error instanceof Error && error.name === 'UsernameExistsException') {
          this.#subs.set(Username, undefined);
          return;
        }
        if (!this.#note(`the creation of ${Username}`, error)) return;
        await wait(RETRY_MS);
      } finally {
        this.#longestMs = Math.max(this.#longestMs, performance.now() - beganAtMs);
      }
    }
  }

  async #look(Username: string): Promise<void> {
    const get = new AdminGetUserCommand({ UserPoolId: this.#userPoolId, Username });
    for (;;) {
      try {
        const { UserAttributes } = await this.#client.send(get);
        const sub = UserAttributes?.find(({ Name }) => Name === 'sub')?.Value;
        const expected = this.#subs.get(Username);
        if (expected !== undefined && sub !== expected) this.#differences.push(`${Username} is another user now`);
        return;
      } catch (error) {
        if (!this.#note(`a look at ${Username}`, error)) return;
        await wait(RETRY_MS);
      }
    }
  }

  /** Whether the call may be sent again. */
  #note(what: string, error: unknown): boolean {
    const retryable = judgeError(error);
    if (retryable !== undefined) this.#errors.set(retryable, (this.#errors.get(retryable) ?? 0) + 1);
    else this.#differences.push(`${what} was answered ${error}`);
    return retryable !== undefined;
  }
}
