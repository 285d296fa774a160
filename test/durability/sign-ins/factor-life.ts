import { setTimeout as wait } from 'node:timers/promises';
import {
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { appCode } from '../../../src/operations/cognito-idp/sign-in/factors.fixture.ts';
import type { Outcome } from './storm-calls.ts';
import type { StormStore } from './storm-store.ts';
import { LOCKED_OUT, type StormUser, type StormWorld } from './storm-user.ts';
import type { LifeTally } from './user-life.ts';

const STEP_MS = 30_000;
const LOCKED_MS = 250;
const USED_SESSION = 'Invalid session for the user, session can only be used once.';

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

/** What one person does in the storm with codes, apps and addresses, judged by what the client was told. */
export class FactorLife {
  readonly #world: StormWorld;
  readonly #store: StormStore;
  readonly #user: StormUser;
  readonly #tally: LifeTally;
  #addresses = 0;

  constructor(
    world: StormWorld,
    { store, tally }: { readonly store: StormStore; readonly tally: LifeTally },
    user: StormUser,
  ) {
    this.#world = world;
    this.#store = store;
    this.#user = user;
    this.#tally = tally;
  }

  /** By a code that is sent: exactly one came where the challenge was told, and its answer is taken once. */
  async signInByMail(): Promise<void> {
    const { clientId: ClientId } = this.#user.pool;
    const AuthParameters = { USERNAME: this.#user.name, PREFERRED_CHALLENGE: 'EMAIL_OTP' };
    const begin = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters });
    const begun = await this.#attempt('EMAIL_OTP', () => this.#world.client.send(begin));
    const [code, ...more] = await this.#user.readNewCodes();
    if (more.length > 0 || (begun.kind === 'answered' && code === undefined))
      throw this.#user.difference(`EMAIL_OTP was ${begun.kind}, and ${more.length + (code ? 1 : 0)} codes came`);
    if (begun.kind !== 'answered') return;
    const { ChallengeName, Session } = begun.answer;
    const isDone = await this.#answerOnce(ChallengeName, async () => Session, { EMAIL_OTP_CODE: code ?? '' });
    if (isDone) this.#tally.byCode += 1;
  }

  /** By the session of a sign-up that was confirmed. */
  async signInBySession(Session: string): Promise<void> {
    const { clientId: ClientId } = this.#user.pool;
    const AuthParameters = { USERNAME: this.#user.name };
    const begin = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters, Session });
    await this.#useOnce({
      name: 'session of ConfirmSignUp',
      prepare: async () => undefined,
      call: () => this.#world.client.send(begin),
      isUsedUp: ({ message }) => message === USED_SESSION,
    });
    this.#tally.byCode += 1;
  }

  /** An app is set up, asked for, and not asked for any more. Its codes are taken once each, whoever was killed. */
  async useApp(password: string): Promise<void> {
    const AccessToken = await this.#accessToken(password);
    const associate = new AssociateSoftwareTokenCommand({ AccessToken });
    // The secret that was told last is the one that counts.
    const { SecretCode = '' } = await this.#persist('AssociateSoftwareToken', () => this.#world.client.send(associate));
    const app = new AppOfUser(SecretCode);
    const proof = app.nextCode();
    const isVerified = await this.#useOnce({
      name: 'VerifySoftwareToken',
      prepare: async () => undefined,
      call: () => this.#world.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: proof.code })),
      isUsedUp: ({ message }) => message.startsWith('No secret waits to be verified'),
      isLate: () => proof.isLate(),
    });
    if (!isVerified) return;
    await this.#setApp(AccessToken, true);
    for (const next of [app.nextCode(), app.nextCode()]) {
      if (next.isEarly()) break;
      const isDone = await this.#answerOnce(
        'SOFTWARE_TOKEN_MFA',
        () => this.#appSession(password),
        { SOFTWARE_TOKEN_MFA_CODE: next.code },
        { isUsedUp: ({ name }) => name === 'ExpiredCodeException', isLate: () => next.isLate() },
      );
      if (isDone) this.#tally.byApp += 1;
    }
    await this.#setApp(AccessToken, false);
    await this.#accessToken(password);
  }

  /** A changed address is unverified, and its code was sent: both, or neither. The code verifies it once. */
  async moveAddress(password: string): Promise<void> {
    const AccessToken = await this.#accessToken(password);
    const before = this.#user.email;
    this.#addresses += 1;
    const wanted = `${this.#user.name}.${this.#addresses}@hidden.example`;
    const UserAttributes = [{ Name: 'email', Value: wanted }];
    const change = new UpdateUserAttributesCommand({ AccessToken, UserAttributes });
    const { kind } = await this.#attempt('UpdateUserAttributes', () => this.#world.client.send(change));
    const now = await this.#readAddress(AccessToken);
    this.#user.moveTo(wanted);
    const codes = await this.#user.readNewCodes();
    const seen = `the address is ${now.email === wanted ? 'the new one' : now.email === before ? 'the old one' : 'another'}, ${now.email_verified}, and ${codes.length} codes came`;
    const isDone = now.email === wanted && now.email_verified === 'false' && codes.length === 1;
    const isUndone = kind === 'cut' && now.email === before && codes.length === 0;
    if (!isDone && !isUndone) throw this.#user.difference(`UpdateUserAttributes was ${kind}; ${seen}`);
    if (kind === 'cut') this.#tally[isDone ? 'happened' : 'undone'] += 1;
    if (isDone) await this.#verify(AccessToken, codes[0] ?? '');
    else this.#user.moveTo(before);
  }

  /** A code for the address that the user has. */
  async verifyAgain(password: string): Promise<void> {
    const AccessToken = await this.#accessToken(password);
    const ask = new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: 'email' });
    const { kind } = await this.#attempt('GetUserAttributeVerificationCode', () => this.#world.client.send(ask));
    const [code, ...more] = await this.#user.readNewCodes();
    if (more.length > 0 || (kind === 'answered' && code === undefined))
      throw this.#user.difference(`GetUserAttributeVerificationCode was ${kind}, and the code is ${code}`);
    if (code !== undefined) await this.#verify(AccessToken, code);
  }

  async #verify(AccessToken: string, Code: string): Promise<void> {
    const verify = new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code });
    await this.#useOnce({
      name: 'VerifyUserAttribute',
      prepare: async () => undefined,
      call: () => this.#world.client.send(verify),
      isUsedUp: ({ name }) => name === 'ExpiredCodeException',
    });
    const { email, email_verified: isVerified } = await this.#readAddress(AccessToken);
    if (email !== this.#user.email || isVerified !== 'true')
      throw this.#user.difference(`a code verified the address, which is ${isVerified}`);
    this.#tally.verified += 1;
  }

  async #readAddress(AccessToken: string): Promise<Record<string, string | undefined>> {
    const { UserAttributes = [] } = await this.#persist('GetUser', () =>
      this.#world.client.send(new GetUserCommand({ AccessToken })),
    );
    return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
  }

  /** Done whole or not at all; whoever was cut off does it again. */
  async #setApp(AccessToken: string, Enabled: boolean): Promise<void> {
    const change = new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled } });
    await this.#persist('SetUserMFAPreference', () => this.#world.client.send(change));
  }

  async #accessToken(password: string): Promise<string> {
    const { AuthenticationResult, ChallengeName } = await this.#user.signIn(password);
    const { AccessToken } = AuthenticationResult ?? {};
    return AccessToken ?? this.#fail(`${ChallengeName} is asked for instead of tokens`);
  }

  async #appSession(password: string): Promise<string | undefined> {
    const { ChallengeName, Session } = await this.#user.signIn(password);
    return ChallengeName === 'SOFTWARE_TOKEN_MFA' ? Session : this.#fail(`${ChallengeName} is asked for, not the app`);
  }

  #answerOnce(
    ChallengeName: ChallengeNameType | undefined,
    prepare: () => Promise<string | undefined>,
    answer: Readonly<Record<string, string>>,
    judge: Pick<Once<unknown>, 'isUsedUp' | 'isLate'> = { isUsedUp: ({ message }) => message === USED_SESSION },
  ): Promise<boolean> {
    const { clientId: ClientId } = this.#user.pool;
    const ChallengeResponses = { USERNAME: this.#user.name, ...answer };
    return this.#useOnce({
      name: `answer to ${ChallengeName}`,
      prepare,
      call: (Session) =>
        this.#world.client.send(
          new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
        ),
      ...judge,
    });
  }

  /**
   * Tries until it is answered; a refusal as used up may only follow a call that was cut off, which then has happened. Whatever it was, it is
   * refused from then on. Resolves with whether it happened.
   */
  async #useOnce<Ticket>({ name, prepare, call, isUsedUp, isLate = () => false }: Once<Ticket>): Promise<boolean> {
    let isCut = false;
    for (;;) {
      const ticket = await prepare();
      const outcome = await this.#world.calls.attempt(name, () => call(ticket));
      if (outcome.kind === 'answered') {
        if (isCut) this.#tally.undone += 1;
        break;
      }
      if (outcome.kind === 'cut') {
        isCut = true;
        await this.#store.settle();
      } else if (outcome.message === LOCKED_OUT) await wait(LOCKED_MS);
      else if (isCut && isUsedUp(outcome)) {
        this.#tally.happened += 1;
        break;
      } else if (isLate()) return false;
      else throw this.#user.difference(`${name} is refused: ${outcome.name} ${outcome.message}`);
    }
    const ticket = await prepare();
    const again = await this.#world.calls.persist(name, () => call(ticket));
    if (again.kind === 'answered') throw this.#user.difference(`${name} was taken twice`);
    if (!isUsedUp(again) && again.message !== LOCKED_OUT && !isLate())
      throw this.#user.difference(`${name} is refused the second time: ${again.name} ${again.message}`);
    return true;
  }

  /** Once; a refusal is a difference. */
  async #attempt<Answer>(
    name: string,
    call: () => Promise<Answer>,
  ): Promise<Exclude<Outcome<Answer>, { kind: 'refused' }>> {
    const outcome = await this.#world.calls.attempt(name, call);
    if (outcome.kind === 'refused') return this.#fail(`${name} is refused: ${outcome.name} ${outcome.message}`);
    if (outcome.kind === 'cut') await this.#store.settle();
    return outcome;
  }

  async #persist<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> {
    const outcome = await this.#world.calls.persist(name, call);
    if (outcome.kind === 'refused') return this.#fail(`${name} is refused: ${outcome.name} ${outcome.message}`);
    return outcome.answer;
  }

  #fail(text: string): never {
    throw this.#user.difference(text);
  }
}

interface CodeOfApp {
  readonly code: string;
  /** Whether the server is right not to take it any more. */
  isLate(): boolean;
  /** Whether it takes it only later. */
  isEarly(): boolean;
}

/** Shows a code for each half minute, each once: one of now or, if that was used, one that is accepted early. */
class AppOfUser {
  readonly #secret: string;
  #step = 0;

  constructor(secret: string) {
    this.#secret = secret;
  }

  nextCode(): CodeOfApp {
    const step = Math.max(this.#step + 1, stepNow() - 1);
    this.#step = step;
    return {
      code: appCode(this.#secret, step * STEP_MS),
      isLate: () => stepNow() > step + 1,
      isEarly: () => stepNow() < step - 1,
    };
  }
}

function stepNow(): number {
  return Math.floor(Date.now() / STEP_MS);
}
