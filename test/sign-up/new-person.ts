import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type ISignUpResult,
} from 'amazon-cognito-identity-js';
import type { EmbeddedSignInServer } from '../sign-in/imported-users.ts';

/** What an application is told: an answer, or the error of the library. */
type Told<Answer> = Answer | (Error & { readonly code?: string });

/** Somebody who signs up, in an application that is built with amazon-cognito-identity-js. */
export class NewPerson {
  readonly user: CognitoUser;
  readonly #pool: CognitoUserPool;
  readonly #server: EmbeddedSignInServer;

  constructor(
    server: EmbeddedSignInServer,
    app: { readonly userPoolId: string; readonly clientId: string },
    name: string,
  ) {
    this.#server = server;
    this.#pool = new CognitoUserPool({ UserPoolId: app.userPoolId, ClientId: app.clientId, endpoint: server.url });
    this.user = new CognitoUser({ Username: name, Pool: this.#pool });
  }

  signUp(password: string, attributes: Readonly<Record<string, string>>): Promise<Told<ISignUpResult>> {
    const list = Object.entries(attributes).map(([Name, Value]) => new CognitoUserAttribute({ Name, Value }));
    return tell((done) => this.#pool.signUp(this.user.getUsername(), password, list, [], done));
  }

  confirm(code: string, forceAliasCreation = false): Promise<Told<string>> {
    return tell((done) => this.user.confirmRegistration(code, forceAliasCreation, done));
  }

  resend(): Promise<Told<unknown>> {
    return tell((done) => this.user.resendConfirmationCode(done));
  }

  /** By SRP. */
  signIn(password: string): Promise<Told<CognitoUserSession>> {
    const details = new AuthenticationDetails({ Username: this.user.getUsername(), Password: password });
    return new Promise((resolve) => this.user.authenticateUser(details, { onSuccess: resolve, onFailure: resolve }));
  }

  /** Of the signed-in user, with what codes went to. */
  change(attributes: Readonly<Record<string, string>>): Promise<Told<unknown>> {
    const list = Object.entries(attributes).map(([Name, Value]) => new CognitoUserAttribute({ Name, Value }));
    return new Promise((resolve) =>
      this.user.updateAttributes(list, (error, _result, details: unknown) => resolve(error ?? details)),
    );
  }

  async attributes(): Promise<Readonly<Record<string, string>>> {
    const list = await tell<CognitoUserAttribute[] | undefined>((done) => this.user.getUserAttributes(done));
    if (list instanceof Error) throw list;
    return Object.fromEntries((list ?? []).map((attribute) => [attribute.getName(), attribute.getValue()]));
  }

  askForCode(attribute: string): Promise<unknown> {
    return new Promise((resolve) =>
      this.user.getAttributeVerificationCode(attribute, {
        onSuccess: resolve,
        onFailure: resolve,
        inputVerificationCode: resolve,
      }),
    );
  }

  verify(attribute: string, code: string): Promise<Told<string>> {
    return new Promise((resolve) =>
      this.user.verifyAttribute(attribute, code, { onSuccess: resolve, onFailure: resolve }),
    );
  }

  /** The code of the latest message to an address or number. */
  async codeSentTo(address: string): Promise<string> {
    const [message] = await this.#server.muster.messages({ to: address });
    if (!message) throw new Error(`nothing was sent to ${address}`);
    return message.code;
  }
}

function tell<Answer>(
  call: (done: (error: Error | null | undefined, answer?: Answer | null) => void) => void,
): Promise<Told<Answer>> {
  return new Promise((resolve) => call((error, answer) => resolve((error ?? answer) as Told<Answer>)));
}
