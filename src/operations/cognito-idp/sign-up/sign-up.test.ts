import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONTACT_CODE_MS, RECOVERY_ATTEMPTS_MAX } from '../../../domain/recovery/recovery-limits.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import { ServiceError } from '../../../model/service-error.ts';
import type { OperationOutbox } from '../../operation.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { adminSetUserPassword } from '../sign-in/admin-set-user-password.ts';
import { type App, makeApp, PASSWORD } from '../sign-in/sign-in.fixture.ts';
import { attributeList, attributesOf } from '../users/users.fixture.ts';
import { adminConfirmSignUp } from './admin-confirm-sign-up.ts';
import { confirmSignUp } from './confirm-sign-up.ts';
import { resendConfirmationCode } from './resend-confirmation-code.ts';
import { signUp } from './sign-up.ts';

type PoolInput = Partial<InputOf<'cognito-idp', 'CreateUserPool'>>;
type SignUpInput = InputOf<'cognito-idp', 'SignUp'>;

const EMAIL = { email: 'jane@example.com' };
const PHONE = { phone_number: '+4915112345678' };
const AUTO_EMAIL: PoolInput = { AutoVerifiedAttributes: ['email'] };
const HIDING = { PreventUserExistenceErrors: 'ENABLED' } as const;

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

/** What an application does for people who sign up. */
async function open(
  pool: PoolInput = AUTO_EMAIL,
  client: Partial<InputOf<'cognito-idp', 'CreateUserPoolClient'>> = {},
) {
  const app = await makeApp(fixture, client, pool);
  const { ClientId, UserPoolId } = app;
  return {
    ...app,
    join: (
      Username: string,
      attributes: Record<string, string> = EMAIL,
      { outbox = {}, ...more }: Partial<SignUpInput> & { readonly outbox?: Partial<OperationOutbox> } = {},
    ) =>
      signUp.run(
        { ClientId, Username, Password: PASSWORD, UserAttributes: attributeList(attributes), ...more },
        fixture.context({ outbox: { ...fixture.outbox, ...outbox } }),
      ),
    confirm: (
      Username: string,
      ConfirmationCode: string,
      more: Partial<InputOf<'cognito-idp', 'ConfirmSignUp'>> = {},
    ) => confirmSignUp.run({ ClientId, Username, ConfirmationCode, ...more }, fixture.context()),
    resend: (Username: string) => resendConfirmationCode.run({ ClientId, Username }, fixture.context()),
    adminConfirm: (Username: string) => adminConfirmSignUp.run({ UserPoolId, Username }, fixture.context()),
  };
}

async function sent() {
  const { items } = await fixture.store.listMessages(undefined, { createdAfter: 0, limit: 100 });
  return items.flatMap((stored) => fixture.outbox.open(stored) ?? []);
}
const lastCode = async () => (await sent())[0]?.code ?? '';
const wrong = (code: string) => (code === '111111' ? '222222' : '111111');

describe('SignUp', () => {
  it.each<[string, PoolInput, Record<string, string>, string | undefined]>([
    ['an email address', AUTO_EMAIL, EMAIL, EMAIL.email],
    ['both, of which one is verified', AUTO_EMAIL, { ...EMAIL, ...PHONE }, EMAIL.email],
    [
      'both, the phone first',
      { AutoVerifiedAttributes: ['email', 'phone_number'] },
      { ...EMAIL, ...PHONE },
      PHONE.phone_number,
    ],
    [
      'an email address where both are verified',
      { AutoVerifiedAttributes: ['email', 'phone_number'] },
      EMAIL,
      EMAIL.email,
    ],
    ['neither', AUTO_EMAIL, { name: 'Jane' }, undefined],
    ['an email address in a pool that verifies nothing', {}, EMAIL, undefined],
  ])('of a user with %s sends a code there, or none (R910)', async (_, pool, attributes, to) => {
    const { join, get } = await open(pool);
    const { UserSub, ...answer } = await join('jane', attributes);
    expect(answer).toEqual(
      to === undefined
        ? { UserConfirmed: false }
        : { UserConfirmed: false, CodeDeliveryDetails: expect.objectContaining({ Destination: expect.any(String) }) },
    );
    expect((await sent()).map((message) => [message.to, message.kind])).toEqual(
      to === undefined ? [] : [[to, 'SignUp']],
    );
    const user = await get('jane');
    expect(user.UserStatus).toBe('UNCONFIRMED');
    expect(attributesOf(user.UserAttributes)).toEqual({ sub: UserSub, ...attributes });
  });

  it('passes over a medium that is not delivered, and without any refuses and creates nobody (R910, R925)', async () => {
    const { join, get } = await open({ AutoVerifiedAttributes: ['email', 'phone_number'] });
    const byMail = { canDeliver: (medium: string) => medium === 'EMAIL' };
    await join('jane', { ...EMAIL, ...PHONE }, { outbox: byMail });
    expect((await sent())[0]?.to).toBe(EMAIL.email);
    await expect(join('joe', PHONE, { outbox: byMail })).rejects.toMatchObject({
      code: 'CodeDeliveryFailureException',
    });
    await expect(get('joe')).rejects.toMatchObject({ code: 'UserNotFoundException' });
  });

  it.each<[string, PoolInput, Record<string, string>, Partial<SignUpInput>, string, string]>([
    [
      'a pool where administrators create users (R918)',
      { ...AUTO_EMAIL, AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      EMAIL,
      {},
      'NotAuthorizedException',
      'SignUp is not permitted for this user pool',
    ],
    [
      'a weak password (R912)',
      AUTO_EMAIL,
      EMAIL,
      { Password: 'short1A' },
      'InvalidPasswordException',
      'Password did not conform with policy: Password not long enough',
    ],
    [
      'no password (R912)',
      AUTO_EMAIL,
      EMAIL,
      { Password: undefined },
      'InvalidPasswordException',
      'Password did not conform with policy: Password not long enough',
    ],
    [
      'a verified flag (R646)',
      AUTO_EMAIL,
      { ...EMAIL, email_verified: 'true' },
      {},
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
    ],
    [
      'a preferred user name that is an alias (R914)',
      { ...AUTO_EMAIL, AliasAttributes: ['preferred_username'] },
      { ...EMAIL, preferred_username: 'jj' },
      {},
      'InvalidParameterException',
      'Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.',
    ],
    [
      'a name like an alias (R223)',
      { ...AUTO_EMAIL, AliasAttributes: ['email'] },
      EMAIL,
      { Username: 'joe@example.com' },
      'InvalidParameterException',
      'Username cannot be of email format, since user pool is configured for email alias.',
    ],
    [
      'a required attribute missing',
      { ...AUTO_EMAIL, Schema: [{ Name: 'name', Required: true, AttributeDataType: 'String' }] },
      EMAIL,
      {},
      'InvalidParameterException',
      'Attributes did not conform to the schema: name: The attribute is required\n',
    ],
    [
      'an unknown client (S6)',
      AUTO_EMAIL,
      EMAIL,
      { ClientId: 'none' },
      'ResourceNotFoundException',
      'User pool client none does not exist.',
    ],
  ])('with %s is refused, and creates nobody', async (_, pool, attributes, change, code, message) => {
    const { join, list } = await open(pool);
    await expect(join('jane', attributes, change)).rejects.toMatchObject({ code, message });
    expect((await list()).Users).toEqual([]);
    expect(await sent()).toEqual([]);
  });

  it('with the secret of the client missing is refused (S9)', async () => {
    const { join } = await open(AUTO_EMAIL, { GenerateSecret: true });
    await expect(join('jane')).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it.each<[PoolInput, string, string, string]>([
    [AUTO_EMAIL, 'jane', 'jane', 'User already exists'],
    [
      { ...AUTO_EMAIL, UsernameAttributes: ['email'] },
      'jane@example.com',
      'JANE@example.com',
      'An account with the given email already exists.',
    ],
  ])('of a taken name is told so, whatever the client hides (S30)', async (pool, first, second, message) => {
    const { join } = await open({ UsernameConfiguration: { CaseSensitive: false }, ...pool }, HIDING);
    await join(first, {});
    const before = (await sent()).length;
    await expect(join(second, {})).rejects.toMatchObject({ code: 'UsernameExistsException', message });
    expect(await sent()).toHaveLength(before);
  });

  it('takes a user without a password whom a one-time password reaches (R912)', async () => {
    const { join, confirm, get, signIn } = await open({
      ...AUTO_EMAIL,
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    });
    await join('jane', EMAIL, { Password: undefined });
    expect(await confirm('jane', await lastCode())).toEqual({});
    expect((await get('jane')).UserStatus).toBe('CONFIRMED');
    await expect(signIn('jane')).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  });

  it('sends the code where the template of the pool asks for a link (R924)', async () => {
    const { join } = await open({
      ...AUTO_EMAIL,
      VerificationMessageTemplate: {
        DefaultEmailOption: 'CONFIRM_WITH_LINK',
        EmailMessage: 'Code {####} for {username}',
      },
    });
    await join('jane');
    const [message] = await sent();
    expect(message?.text).toBe(`Code ${message?.code} for jane`);
  });
});

describe('ConfirmSignUp', () => {
  it('answers no session, and the user signs in (R911, R919)', async () => {
    const { join, confirm, signIn, get } = await open();
    await join('jane');
    await expect(signIn('jane')).rejects.toMatchObject({
      code: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    expect(await confirm('jane', await lastCode(), { Session: 'x'.repeat(20) })).toEqual({});
    expect(await signIn('jane')).toMatchObject({ TokenType: 'Bearer' });
    expect(attributesOf((await get('jane')).UserAttributes)).toMatchObject({ email_verified: 'true' });
  });

  it.each<[string, (code: string) => string, string, string]>([
    ['a wrong code', wrong, 'CodeMismatchException', 'Invalid verification code provided, please try again.'],
    [
      'the code after its time',
      (code) => {
        fixture.clock.advance(CONTACT_CODE_MS);
        return code;
      },
      'ExpiredCodeException',
      'Invalid code provided, please request a code again.',
    ],
  ])('refuses %s (R911)', async (_, change, code, message) => {
    const { join, confirm, get } = await open();
    await join('jane');
    await expect(confirm('jane', change(await lastCode()))).rejects.toMatchObject({ code, message });
    expect((await get('jane')).UserStatus).toBe('UNCONFIRMED');
  });

  it('refuses the code of another user, one that was used, and one after ten mistakes (R911, R917)', async () => {
    const { join, confirm } = await open();
    await join('jane');
    const code = await lastCode();
    await join('joe', { email: 'joe@example.com' });
    // One in a million codes is the same.
    if (code !== (await lastCode()))
      await expect(confirm('joe', code)).rejects.toMatchObject({ code: 'CodeMismatchException' });
    await confirm('jane', code);
    await expect(confirm('jane', code)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    });
    await join('jim', { email: 'jim@example.com' });
    for (let count = 0; count < RECOVERY_ATTEMPTS_MAX; count++)
      await expect(confirm('jim', wrong(await lastCode()))).rejects.toMatchObject({ code: 'CodeMismatchException' });
    await expect(confirm('jim', await lastCode())).rejects.toMatchObject({ code: 'LimitExceededException' });
  });

  it('refuses an unknown and a disabled user in plain words (R915)', async () => {
    const { join, confirm, disable } = await open();
    await expect(confirm('nobody', '123456')).rejects.toMatchObject({
      code: 'UserNotFoundException',
      message: 'Username/client id combination not found.',
    });
    await join('jane');
    await disable('jane');
    await expect(confirm('jane', await lastCode())).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'User is disabled.',
    });
  });

  it('with an address that the administrator changed since needs another code (R923)', async () => {
    const { join, confirm, resend, update } = await open();
    await join('jane');
    const code = await lastCode();
    await update('jane', { email: 'changed@example.com' });
    await expect(confirm('jane', code)).rejects.toMatchObject({ code: 'ExpiredCodeException' });
    expect(await resend('jane')).toMatchObject({ CodeDeliveryDetails: { Destination: 'c***@e***' } });
    expect(await confirm('jane', await lastCode())).toEqual({});
  });

  it('is void after a permanent password of an administrator, who confirms by that (S1)', async () => {
    const { join, confirm, UserPoolId, signIn } = await open();
    await join('jane');
    const code = await lastCode();
    const Password = 'Another-Horse-8';
    await adminSetUserPassword.run({ UserPoolId, Username: 'jane', Password, Permanent: true }, fixture.context());
    await expect(confirm('jane', code)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    expect(await signIn('jane', Password)).toMatchObject({ TokenType: 'Bearer' });
  });
});

describe('ResendConfirmationCode', () => {
  it('sends another code, ten with the first per hour (R911)', async () => {
    const { join, confirm, resend } = await open();
    await join('jane');
    for (let count = 1; count < RECOVERY_ATTEMPTS_MAX; count++)
      expect(await resend('jane')).toMatchObject({ CodeDeliveryDetails: { DeliveryMedium: 'EMAIL' } });
    await expect(resend('jane')).rejects.toMatchObject({
      code: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    });
    expect((await sent())[0]?.kind).toBe('ResendConfirmationCode');
    expect(await confirm('jane', await lastCode())).toEqual({});
  });

  it.each<[string, PoolInput, (app: Awaited<ReturnType<typeof open>>) => Promise<unknown>, string, string]>([
    [
      'an unknown user',
      AUTO_EMAIL,
      async () => {},
      'UserNotFoundException',
      'Username/client id combination not found.',
    ],
    [
      'a confirmed user',
      AUTO_EMAIL,
      async ({ join, adminConfirm }) => {
        await join('jane');
        await adminConfirm('jane');
      },
      'InvalidParameterException',
      'User is already confirmed.',
    ],
    [
      'a disabled user',
      AUTO_EMAIL,
      async ({ join, disable }) => {
        await join('jane');
        await disable('jane');
      },
      'NotAuthorizedException',
      'User is disabled.',
    ],
    [
      'a user without an address',
      AUTO_EMAIL,
      ({ join }) => join('jane', {}),
      'InvalidParameterException',
      'The user has no email address or phone number that the user pool verifies.',
    ],
    [
      'a pool that verifies nothing',
      {},
      ({ join }) => join('jane'),
      'NotAuthorizedException',
      'Cannot resend codes. Auto verification not turned on.',
    ],
  ])('refuses %s (R916)', async (_, pool, prepare, code, message) => {
    const app = await open(pool);
    await prepare(app);
    const before = (await sent()).length;
    await expect(app.resend('jane')).rejects.toMatchObject({ code, message });
    expect(await sent()).toHaveLength(before);
  });
});

describe('a client that hides users', () => {
  const refusal = async (call: Promise<unknown>) => {
    const error: unknown = await call.then(
      () => 'succeeded',
      (thrown: unknown) => thrown,
    );
    return error instanceof ServiceError ? `${error.code} ${error.message}` : error;
  };

  /** All that a stranger learns by asking for codes and guessing them. */
  async function probe({ confirm, resend }: Awaited<ReturnType<typeof open>>, name: string): Promise<unknown[]> {
    const answers: unknown[] = [await refusal(confirm(name, '000000'))];
    for (let count = 0; count <= RECOVERY_ATTEMPTS_MAX; count++) answers.push(await refusal(resend(name)));
    for (let guess = 0; guess <= RECOVERY_ATTEMPTS_MAX; guess++) answers.push(await refusal(confirm(name, '000000')));
    fixture.clock.advance(CONTACT_CODE_MS);
    answers.push(await refusal(confirm(name, '000000')));
    return answers;
  }

  it.each<[string, (app: Pick<App, 'create' | 'disable'>) => Promise<unknown>]>([
    ['who is confirmed', ({ create }) => create('jane', { ...EMAIL, email_verified: 'true' })],
    ['without an address', ({ create }) => create('jane')],
    [
      'who is disabled',
      async ({ create, disable }) => {
        await create('jane', EMAIL);
        await disable('jane');
      },
    ],
  ])('learns nothing from codes about a user %s (R915)', async (_, prepare) => {
    const app = await open(AUTO_EMAIL, HIDING);
    await prepare(app);
    const before = (await sent()).length;
    const answers = await probe(app, 'nobody');
    expect(answers[0]).toMatch(/^CodeMismatchException /);
    expect(answers).toContainEqual(expect.stringMatching(/^LimitExceededException /));
    expect(answers.at(-1)).toMatch(/^ExpiredCodeException /);
    // One in a hundred thousand runs guesses the code.
    expect(await probe(app, 'jane')).toEqual(answers);
    expect(await sent()).toHaveLength(before);
  });

  it('sees the same simulated destination each time, and a real user one of the same form (R915)', async () => {
    const { join, resend } = await open(AUTO_EMAIL, HIDING);
    const simulated = await resend('nobody');
    expect(simulated.CodeDeliveryDetails).toEqual({
      Destination: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
      DeliveryMedium: 'EMAIL',
      AttributeName: 'email',
    });
    expect(await resend('nobody')).toEqual(simulated);
    await join('jane');
    expect(await resend('jane')).toMatchObject({ CodeDeliveryDetails: { Destination: 'j***@e***' } });
  });
});

describe('AdminConfirmSignUp', () => {
  it('confirms a user once, and verifies nothing (R917)', async () => {
    const { join, adminConfirm, signIn, get } = await open();
    await join('jane');
    expect(await adminConfirm('jane')).toEqual({});
    expect(attributesOf((await get('jane')).UserAttributes)).not.toHaveProperty('email_verified');
    expect(await signIn('jane')).toMatchObject({ TokenType: 'Bearer' });
    await expect(adminConfirm('jane')).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    });
    await expect(adminConfirm('nobody')).rejects.toMatchObject({ code: 'UserNotFoundException' });
  });
});
