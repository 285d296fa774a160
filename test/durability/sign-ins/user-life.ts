import {
  AdminCreateUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../../src/base/assert.ts';
import type { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { AppLife } from './app-life.ts';
import { DeviceLife } from './device-life.ts';
import { FactorLife } from './factor-life.ts';
import { JudgedCalls } from './judged-calls.ts';
import type { LifeTally } from './life-tally.ts';
import type { StormStore } from './storm-store.ts';
import { PASSWORD_FLOWS, type PasswordState, type StormUser, type StormWorld } from './storm-user.ts';

/** What one person does in the storm, judged after each step: exactly one password is good, and it is one that the person may expect. */
export class UserLife {
  readonly #world: StormWorld;
  readonly #store: StormStore;
  readonly #random: RandomSource;
  readonly #user: StormUser;
  readonly #tally: LifeTally;
  readonly #calls: JudgedCalls;
  readonly #factors: FactorLife;
  readonly #app: AppLife;
  readonly #devices: DeviceLife;
  /** Undefined for a user who has none, and has to ask for a code. */
  #password: string | undefined;
  #passwords = 0;

  constructor(
    world: StormWorld,
    { store, random, tally }: { readonly store: StormStore; readonly random: RandomSource; readonly tally: LifeTally },
    user: StormUser,
    password: string | undefined,
  ) {
    this.#world = world;
    this.#store = store;
    this.#random = random;
    this.#tally = tally;
    this.#user = user;
    this.#password = password;
    this.#calls = new JudgedCalls(world, { store, tally }, user);
    this.#factors = new FactorLife(this.#calls);
    this.#app = new AppLife(this.#calls);
    this.#devices = new DeviceLife(this.#calls, this.#app, random);
  }

  get hasPassword(): boolean {
    return this.#password !== undefined;
  }

  /** Signs in by codes, sets up an app, changes and verifies the address. */
  async useFactors(): Promise<void> {
    const password = this.#known();
    await this.#random.pick<() => Promise<void>>([
      () => this.#factors.signInByMail(),
      () => this.#app.useApp(password),
      () => this.#factors.moveAddress(password),
      () => this.#factors.verifyAgain(password),
    ])();
  }

  /** Confirms devices, signs in from them, and forgets some. */
  async useDevices(): Promise<void> {
    await this.#devices.useDevices(this.#known());
  }

  /** Compares all devices with what was told of them. */
  async judgeDevices(): Promise<void> {
    await this.#devices.judge();
  }

  /** The first right password moves the hash to SRP, whole or not at all. */
  async signInFirst(): Promise<void> {
    const password = this.#known();
    const flow = this.#random.pick(PASSWORD_FLOWS);
    if (this.#random.chance(15)) await this.#tryWrongPassword();
    const outcome = await this.#user.trySignIn(password, flow);
    if (outcome.kind === 'refused') throw this.#user.difference(`${flow} is refused: ${outcome.message}`);
    if (outcome.kind === 'cut') await this.#store.settle();
    const isMoved = await this.#user.isGoodForSrp(password);
    if (outcome.kind === 'answered' && !isMoved)
      throw this.#user.difference(`${flow} was answered, and SRP is refused`);
    if (outcome.kind === 'cut') this.#tally[isMoved ? 'moved' : 'kept'] += 1;
    await this.#expectOnly(password, []);
    if (!isMoved && !(await this.#user.isGoodForSrp(password)))
      throw this.#user.difference('SRP is refused after a sign-in');
  }

  async changePassword(): Promise<void> {
    const old = this.#known();
    const { AuthenticationResult } = await this.#user.signIn(old);
    const wanted = this.#draw();
    const command = new ChangePasswordCommand({
      AccessToken: AuthenticationResult?.AccessToken,
      PreviousPassword: old,
      ProposedPassword: wanted,
    });
    const outcome = await this.#calls.attempt('ChangePassword', () => this.#world.client.send(command));
    await this.#judgeChange(outcome, [old, wanted]);
  }

  async setByAdministrator(): Promise<void> {
    const [wanted, Permanent] = [this.#draw(), this.#random.chance(50)];
    const command = new AdminSetUserPasswordCommand({ ...this.#key(), Password: wanted, Permanent });
    const outcome = await this.#calls.attempt('AdminSetUserPassword', () => this.#world.client.send(command));
    await this.#judgeChange(outcome, [this.#password, wanted], Permanent ? 'right' : 'temporary');
    if (!Permanent && this.#password === wanted) await this.replaceTemporary();
  }

  /** Answers the challenge that a temporary password meets. */
  async replaceTemporary(): Promise<void> {
    const temporary = this.#known();
    const wanted = this.#draw();
    for (;;) {
      const { Session } = await this.#user.signIn(temporary);
      const command = new RespondToAuthChallengeCommand({
        ClientId: this.#user.pool.clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: this.#user.name, NEW_PASSWORD: wanted },
      });
      const outcome = await this.#calls.attempt('NEW_PASSWORD_REQUIRED', () => this.#world.client.send(command));
      await this.#judgeChange(outcome, [temporary, wanted], 'right', 'temporary');
      if (this.#password === wanted) return;
    }
  }

  /** By a code that the user asked for. */
  async resetByCode(): Promise<void> {
    const code = await this.askForCode();
    if (code !== undefined) await this.#confirm(code);
  }

  /** The old password is void as soon as the code is on its way, and not before. */
  async resetByAdministrator(): Promise<void> {
    const old = this.#known();
    const command = new AdminResetUserPasswordCommand(this.#key());
    const outcome = await this.#calls.attempt('AdminResetUserPassword', () => this.#world.client.send(command));
    const state = await this.#user.stateOf(old);
    const codes = await this.#user.readNewCodes();
    const seen = `the old password is ${state}, and ${codes.length} codes came`;
    const isReset = state === 'reset' && codes.length === 1;
    if (outcome.kind === 'answered' && !isReset) throw this.#user.difference(`after AdminResetUserPassword ${seen}`);
    if (!isReset && !(state === 'right' && codes.length === 0)) {
      throw this.#user.difference(`after an AdminResetUserPassword that was cut off ${seen}`);
    }
    this.#tally[isReset ? 'happened' : 'undone'] += outcome.kind === 'cut' ? 1 : 0;
    if (!isReset) return;
    this.#password = undefined;
    await this.#confirm(codes[0] ?? '');
  }

  /** Made by an administrator, with a message: both, or neither. Resolves with whether the user is there. */
  async invite(): Promise<boolean> {
    const temporary = this.#draw();
    const command = new AdminCreateUserCommand({
      ...this.#key(),
      TemporaryPassword: temporary,
      DesiredDeliveryMediums: ['EMAIL'],
      UserAttributes: [
        { Name: 'email', Value: this.#user.email },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
    const outcome = await this.#calls.attempt('AdminCreateUser', () => this.#world.client.send(command));
    const state = await this.#user.stateOf(temporary);
    const codes = await this.#user.readNewCodes();
    const isThere = state === 'temporary' && codes.length === 1 && codes[0] === temporary;
    const isAllowed = isThere || (outcome.kind === 'cut' && state === 'unknown' && codes.length === 0);
    if (!isAllowed)
      throw this.#user.difference(`after AdminCreateUser the password is ${state}, and ${codes.length} messages came`);
    if (isThere) this.#password = temporary;
    return isThere;
  }

  /** Of their own accord, with a code: both, or neither. The code confirms once. Resolves with whether the user is there. */
  async signUp(): Promise<boolean> {
    const Password = this.#draw();
    const { clientId: ClientId } = this.#user.pool;
    const asked = { ClientId, Username: this.#user.name };
    const UserAttributes = [{ Name: 'email', Value: this.#user.email }];
    const join = new SignUpCommand({ ...asked, Password, UserAttributes });
    const outcome = await this.#calls.attempt('SignUp', () => this.#world.client.send(join));
    const state = await this.#user.stateOf(Password);
    const [ConfirmationCode, ...more] = await this.#user.readNewCodes();
    const isThere = state === 'unconfirmed' && ConfirmationCode !== undefined && more.length === 0;
    const isAllowed = isThere || (outcome.kind === 'cut' && state === 'unknown' && ConfirmationCode === undefined);
    if (!isAllowed)
      throw this.#user.difference(`after SignUp the password is ${state}, and the code ${ConfirmationCode}`);
    if (!isThere) return false;
    const confirm = () => this.#world.client.send(new ConfirmSignUpCommand({ ...asked, ConfirmationCode }));
    let session: string | undefined;
    for (let now: PasswordState = state; now === 'unconfirmed'; ) {
      const confirmed = await this.#calls.attempt('ConfirmSignUp', confirm);
      const { kind } = confirmed;
      if (confirmed.kind === 'answered') session = confirmed.answer.Session;
      now = await this.#user.stateOf(Password);
      const isDone = now === 'right';
      if (!isDone && (kind === 'answered' || now !== 'unconfirmed'))
        throw this.#user.difference(`ConfirmSignUp was ${kind}, and the password is ${now}`);
      if (kind === 'cut') this.#tally[isDone ? 'happened' : 'undone'] += 1;
    }
    const again = await this.#world.calls.persist('ConfirmSignUp', confirm);
    if (again.kind !== 'refused') throw this.#user.difference('a sign-up was confirmed twice');
    if (session !== undefined) await this.#factors.signInBySession(session);
    this.#password = Password;
    return true;
  }

  /** Resolves with the code, or undefined if none is on its way, which only a client that was cut off may see. */
  async askForCode(): Promise<string | undefined> {
    const command = new ForgotPasswordCommand({ ClientId: this.#user.pool.clientId, Username: this.#user.name });
    const outcome = await this.#calls.attempt('ForgotPassword', () => this.#world.client.send(command));
    const codes = await this.#user.readNewCodes();
    if (codes.length > 1 || (outcome.kind === 'answered' && codes.length === 0)) {
      throw this.#user.difference(`ForgotPassword was ${outcome.kind}, and ${codes.length} codes came`);
    }
    return codes[0];
  }

  /** A code whose time is over opens nothing, and the password stays what it was. */
  async expectExpired(code: string): Promise<void> {
    const outcome = await this.#world.calls.persist('ConfirmForgotPassword', this.#confirmation(code, this.#draw()));
    if (outcome.kind !== 'refused' || outcome.name !== 'ExpiredCodeException') {
      throw this.#user.difference(`a code that has run out was ${outcome.kind === 'refused' ? outcome.name : 'taken'}`);
    }
    await this.#expectOnly(this.#known(), []);
  }

  /** A code stays good until it was used, whoever was killed meanwhile. */
  async #confirm(code: string): Promise<void> {
    const old = this.#password;
    const wanted = this.#draw();
    for (;;) {
      const outcome = await this.#calls.attempt('ConfirmForgotPassword', this.#confirmation(code, wanted));
      await this.#judgeChange(outcome, [old, wanted]);
      if (this.#password === wanted) break;
    }
    const again = await this.#world.calls.persist('ConfirmForgotPassword', this.#confirmation(code, this.#draw()));
    if (again.kind !== 'refused') throw this.#user.difference('a code was taken twice');
  }

  #confirmation(ConfirmationCode: string, Password: string) {
    const { clientId: ClientId } = this.#user.pool;
    const input = { ClientId, Username: this.#user.name, ConfirmationCode, Password };
    return () => this.#world.client.send(new ConfirmForgotPasswordCommand(input));
  }

  /** Who was answered has the new password and no other; who was not has exactly one of both. */
  async #judgeChange(
    { kind }: { readonly kind: 'answered' | 'cut' },
    [old, wanted]: readonly [string | undefined, string],
    stateAfter: PasswordState = 'right',
    stateBefore: PasswordState = old === undefined ? 'reset' : 'right',
  ): Promise<void> {
    const now = await this.#user.stateOf(wanted);
    const before = old === undefined ? undefined : await this.#user.stateOf(old);
    const isDone = now === stateAfter && (before === undefined || before === 'wrong');
    const isUndone = (now === 'wrong' || now === 'reset') && (before ?? now) === stateBefore;
    if (kind === 'answered' ? !isDone : !isDone && !isUndone) {
      throw this.#user.difference(`the change was ${kind}; the old password is ${before}, the new one ${now}`);
    }
    if (kind === 'cut') this.#tally[isDone ? 'happened' : 'undone'] += 1;
    if (isDone) this.#password = wanted;
  }

  async #expectOnly(password: string, others: readonly string[]): Promise<void> {
    const states = [];
    for (const each of [password, ...others]) states.push(await this.#user.stateOf(each));
    if (states[0] !== 'right' || states.slice(1).some((state) => state !== 'wrong')) {
      throw this.#user.difference(`passwords are ${states.join(', ')}`);
    }
  }

  async #tryWrongPassword(): Promise<void> {
    const outcome = await this.#user.trySignIn(this.#draw());
    if (outcome.kind === 'answered') throw this.#user.difference('a wrong password is right');
  }

  #known(): string {
    return assertPresent(this.#password, 'a user with a password');
  }

  #draw(): string {
    this.#passwords += 1;
    return `Hidden-Horse-${this.#user.name}-${this.#passwords}`;
  }

  #key() {
    return { UserPoolId: this.#user.pool.userPoolId, Username: this.#user.name };
  }
}
