import {
  type CognitoIdentityProviderClient,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  InitiateAuthCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { type JudgedCalls, USED_SESSION } from './judged-calls.ts';
import type { StormUser } from './storm-user.ts';

/** What one person does in the storm with codes and addresses, judged by what the client was told. */
export class FactorLife {
  readonly #calls: JudgedCalls;
  readonly #user: StormUser;
  readonly #client: CognitoIdentityProviderClient;
  #addresses = 0;

  constructor(calls: JudgedCalls) {
    this.#calls = calls;
    this.#user = calls.user;
    this.#client = calls.world.client;
  }

  /** By a code that is sent: exactly one came where the challenge was told, and its answer is taken once. */
  async signInByMail(): Promise<void> {
    const { clientId: ClientId } = this.#user.pool;
    const AuthParameters = { USERNAME: this.#user.name, PREFERRED_CHALLENGE: 'EMAIL_OTP' };
    const begin = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters });
    const begun = await this.#calls.attempt('EMAIL_OTP', () => this.#client.send(begin));
    const [code, ...more] = await this.#user.readNewCodes();
    if (more.length > 0 || (begun.kind === 'answered' && code === undefined))
      throw this.#user.difference(`EMAIL_OTP was ${begun.kind}, and ${more.length + (code ? 1 : 0)} codes came`);
    if (begun.kind !== 'answered') return;
    const { ChallengeName, Session } = begun.answer;
    const isDone = await this.#calls.answerOnce(ChallengeName, async () => Session, { EMAIL_OTP_CODE: code ?? '' });
    if (isDone) this.#calls.tally.byCode += 1;
  }

  /** By the session of a sign-up that was confirmed. */
  async signInBySession(Session: string): Promise<void> {
    const { clientId: ClientId } = this.#user.pool;
    const AuthParameters = { USERNAME: this.#user.name };
    const begin = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters, Session });
    await this.#calls.useOnce({
      name: 'session of ConfirmSignUp',
      prepare: async () => undefined,
      call: () => this.#client.send(begin),
      isUsedUp: ({ message }) => message === USED_SESSION,
    });
    this.#calls.tally.byCode += 1;
  }

  /** A changed address is unverified, and its code was sent: both, or neither. The code verifies it once. */
  async moveAddress(password: string): Promise<void> {
    const AccessToken = await this.#calls.accessToken(password);
    const before = this.#user.email;
    this.#addresses += 1;
    const wanted = `${this.#user.name}.${this.#addresses}@hidden.example`;
    const UserAttributes = [{ Name: 'email', Value: wanted }];
    const change = new UpdateUserAttributesCommand({ AccessToken, UserAttributes });
    const { kind } = await this.#calls.attempt('UpdateUserAttributes', () => this.#client.send(change));
    const now = await this.#readAddress(AccessToken);
    this.#user.moveTo(wanted);
    const codes = await this.#user.readNewCodes();
    const seen = `the address is ${now.email === wanted ? 'the new one' : now.email === before ? 'the old one' : 'another'}, ${now.email_verified}, and ${codes.length} codes came`;
    const isDone = now.email === wanted && now.email_verified === 'false' && codes.length === 1;
    const isUndone = kind === 'cut' && now.email === before && codes.length === 0;
    if (!isDone && !isUndone) throw this.#user.difference(`UpdateUserAttributes was ${kind}; ${seen}`);
    if (kind === 'cut') this.#calls.tally[isDone ? 'happened' : 'undone'] += 1;
    if (isDone) await this.#verify(AccessToken, codes[0] ?? '');
    else this.#user.moveTo(before);
  }

  /** A code for the address that the user has. */
  async verifyAgain(password: string): Promise<void> {
    const AccessToken = await this.#calls.accessToken(password);
    const ask = new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: 'email' });
    const { kind } = await this.#calls.attempt('GetUserAttributeVerificationCode', () => this.#client.send(ask));
    const [code, ...more] = await this.#user.readNewCodes();
    if (more.length > 0 || (kind === 'answered' && code === undefined))
      throw this.#user.difference(`GetUserAttributeVerificationCode was ${kind}, and the code is ${code}`);
    if (code !== undefined) await this.#verify(AccessToken, code);
  }

  async #verify(AccessToken: string, Code: string): Promise<void> {
    const verify = new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code });
    await this.#calls.useOnce({
      name: 'VerifyUserAttribute',
      prepare: async () => undefined,
      call: () => this.#client.send(verify),
      isUsedUp: ({ name }) => name === 'ExpiredCodeException',
    });
    const { email, email_verified: isVerified } = await this.#readAddress(AccessToken);
    if (email !== this.#user.email || isVerified !== 'true')
      throw this.#user.difference(`a code verified the address, which is ${isVerified}`);
    this.#calls.tally.verified += 1;
  }

  async #readAddress(AccessToken: string): Promise<Record<string, string | undefined>> {
    const { UserAttributes = [] } = await this.#calls.persist('GetUser', () =>
      this.#client.send(new GetUserCommand({ AccessToken })),
    );
    return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
  }
}
