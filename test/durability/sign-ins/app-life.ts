import {
  AssociateSoftwareTokenCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { appCode } from '../../../src/operations/cognito-idp/sign-in/factors.fixture.ts';
import type { JudgedCalls } from './judged-calls.ts';

const STEP_MS = 30_000;

/** What one person does in the storm with an app that gives codes, judged by what the client was told. */
export class AppLife {
  readonly #calls: JudgedCalls;

  constructor(calls: JudgedCalls) {
    this.#calls = calls;
  }

  /** An app is set up, asked for, and not asked for any more. Its codes are taken once each, whoever was killed. */
  async useApp(password: string): Promise<void> {
    const AccessToken = await this.#calls.accessToken(password);
    const app = await this.setUp(AccessToken);
    if (!app) return;
    for (const next of [app.nextCode(), app.nextCode()]) {
      if (next.isEarly()) break;
      const isDone = await this.#calls.answerOnce(
        'SOFTWARE_TOKEN_MFA',
        () => this.#session(password),
        { SOFTWARE_TOKEN_MFA_CODE: next.code },
        { isUsedUp: ({ name }) => name === 'ExpiredCodeException', isLate: () => next.isLate() },
      );
      if (isDone) this.#calls.tally.byApp += 1;
    }
    await this.setActive(AccessToken, false);
    await this.#calls.accessToken(password);
  }

  /** A new app that is asked for from now on; undefined if nodes were away for so long that its first code was late. */
  async setUp(AccessToken: string): Promise<AppOfUser | undefined> {
    const { client } = this.#calls.world;
    const associate = new AssociateSoftwareTokenCommand({ AccessToken });
    // The secret that was told last is the one that counts.
    const { SecretCode = '' } = await this.#calls.persist('AssociateSoftwareToken', () => client.send(associate));
    const app = new AppOfUser(SecretCode);
    const proof = app.nextCode();
    const isVerified = await this.#calls.useOnce({
      name: 'VerifySoftwareToken',
      prepare: async () => undefined,
      call: () => client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: proof.code })),
      isUsedUp: ({ message }) => message.startsWith('No secret waits to be verified'),
      isLate: () => proof.isLate(),
    });
    if (!isVerified) return undefined;
    await this.setActive(AccessToken, true);
    return app;
  }

  /** Whether the app is asked for. Done whole or not at all; whoever was cut off does it again. */
  async setActive(AccessToken: string, Enabled: boolean): Promise<void> {
    const { client } = this.#calls.world;
    const change = new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled } });
    await this.#calls.persist('SetUserMFAPreference', () => client.send(change));
  }

  async #session(password: string): Promise<string | undefined> {
    const { ChallengeName, Session } = await this.#calls.user.signIn(password);
    return ChallengeName === 'SOFTWARE_TOKEN_MFA'
      ? Session
      : this.#calls.fail(`${ChallengeName} is asked for, not the app`);
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
