import { setTimeout as wait } from 'node:timers/promises';
import { type ChallengeNameType, RespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { LifeTally } from './life-tally.ts';
import type { Outcome } from './storm-calls.ts';
import type { StormStore } from './storm-store.ts';
import { LOCKED_OUT, type StormUser, type StormWorld } from './storm-user.ts';

const LOCKED_MS = 250;
export const USED_SESSION = 'Invalid session for the user, session can only be used once.';

type Refusal = Extract<Outcome<unknown>, { kind: 'refused' }>;

/** Something that a client may be told once. */
interface Once<Ticket> {
  readonly name: string;
  /** What each try needs anew. */
  prepare(): Promise<Ticket>;
  call(ticket: Ticket): Promise<unknown>;
  isUsedUp(refusal: Refusal): boolean;
  /** Whether it may be refused by now for no fault of the server. */
  isLate?(): boolean;
}

/** The calls of one person in the storm: what may not be refused, and what may be done once, is a difference where it is otherwise. */
export class JudgedCalls {
  readonly world: StormWorld;
  readonly user: StormUser;
  readonly tally: LifeTally;
  readonly #store: StormStore;

  constructor(
    world: StormWorld,
    { store, tally }: { readonly store: StormStore; readonly tally: LifeTally },
    user: StormUser,
  ) {
    this.world = world;
    this.user = user;
    this.tally = tally;
    this.#store = store;
  }

  /** Once; a refusal is a difference. If nobody answers, all that may still be committed is waited for. */
  async attempt<Answer>(
    name: string,
    call: () => Promise<Answer>,
  ): Promise<Exclude<Outcome<Answer>, { kind: 'refused' }>> {
    const outcome = await this.world.calls.attempt(name, call);
    if (outcome.kind === 'refused') return this.fail(`${name} is refused: ${outcome.name} ${outcome.message}`);
    if (outcome.kind === 'cut') await this.#store.settle();
    return outcome;
  }

  /** Until it is answered; a refusal is a difference. */
  async persist<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> {
    const outcome = await this.world.calls.persist(name, call);
    if (outcome.kind === 'refused') return this.fail(`${name} is refused: ${outcome.name} ${outcome.message}`);
    return outcome.answer;
  }

  /** Until it is refused with that error; an answer or another refusal is a difference. */
  async expectRefusal(name: string, call: () => Promise<unknown>, error: string): Promise<void> {
    const outcome = await this.world.calls.persist(name, call);
    if (outcome.kind !== 'refused' || outcome.name !== error)
      this.fail(`${name} is ${outcome.kind === 'refused' ? outcome.name : 'answered'} instead of ${error}`);
  }

  /** The answer to a session. Resolves with whether it happened, as {@link useOnce} does. */
  answerOnce(
    ChallengeName: ChallengeNameType | undefined,
    prepare: () => Promise<string | undefined>,
    answer: Readonly<Record<string, string>>,
    judge: Pick<Once<unknown>, 'isUsedUp' | 'isLate'> = { isUsedUp: ({ message }) => message === USED_SESSION },
  ): Promise<boolean> {
    const { clientId: ClientId } = this.user.pool;
    const ChallengeResponses = { USERNAME: this.user.name, ...answer };
    return this.useOnce({
      name: `answer to ${ChallengeName}`,
      prepare,
      call: (Session) =>
        this.world.client.send(
          new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
        ),
      ...judge,
    });
  }

  /**
   * Tries until it is answered; a refusal as used up may only follow a call that was cut off, which then has happened. Whatever it was, it is
   * refused from then on. Resolves with whether it happened.
   */
  async useOnce<Ticket>({ name, prepare, call, isUsedUp, isLate = () => false }: Once<Ticket>): Promise<boolean> {
    let isCut = false;
    for (;;) {
      const ticket = await prepare();
      const outcome = await this.world.calls.attempt(name, () => call(ticket));
      if (outcome.kind === 'answered') {
        if (isCut) this.tally.undone += 1;
        break;
      }
      if (outcome.kind === 'cut') {
        isCut = true;
        await this.#store.settle();
      } else if (outcome.message === LOCKED_OUT) await wait(LOCKED_MS);
      else if (isCut && isUsedUp(outcome)) {
        this.tally.happened += 1;
        break;
      } else if (isLate()) return false;
      else this.fail(`${name} is refused: ${outcome.name} ${outcome.message}`);
    }
    const ticket = await prepare();
    const again = await this.world.calls.persist(name, () => call(ticket));
    if (again.kind === 'answered') return this.fail(`${name} was taken twice`);
    if (!isUsedUp(again) && again.message !== LOCKED_OUT && !isLate())
      this.fail(`${name} is refused the second time: ${again.name} ${again.message}`);
    return true;
  }

  async accessToken(password: string): Promise<string> {
    const { AuthenticationResult, ChallengeName } = await this.user.signIn(password);
    const { AccessToken } = AuthenticationResult ?? {};
    return AccessToken ?? this.fail(`${ChallengeName} is asked for instead of tokens`);
  }

  fail(text: string): never {
    throw this.user.difference(text);
  }
}
