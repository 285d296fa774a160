import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONTACT_CODE_MS, RECOVERY_ATTEMPTS_MAX } from '../../../domain/recovery/recovery-limits.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { adminSetUserPassword } from '../sign-in/admin-set-user-password.ts';
import { attributesOf } from '../users/users.fixture.ts';
import {
  AUTO_EMAIL,
  EMAIL,
  HIDING,
  openApp,
  PHONE,
  type PoolInput,
  type SignUpInput,
  sentMessages,
  wrong,
} from './sign-up.fixture.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

const open = (...[pool, client]: [Parameters<typeof openApp>[1]?, Parameters<typeof openApp>[2]?]) =>
  openApp(fixture, pool, client);
const sent = () => sentMessages(fixture);
const lastCode = async () => (await sent())[0]?.code ?? '';

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
        : {
            UserConfirmed: false,
            CodeDeliveryDetails: expect.objectContaining({ Destination: expect.any(String) }),
            Session: expect.any(String),
          },
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
    expect(await confirm('jane', await lastCode())).toHaveProperty('Session');
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
  it('makes the user one who signs in, with the address verified (R911)', async () => {
    const { join, confirm, signIn, get } = await open();
    await join('jane');
    await expect(signIn('jane')).rejects.toMatchObject({
      code: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    expect(await confirm('jane', await lastCode())).toEqual({ Session: expect.any(String) });
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
    expect(await confirm('jane', await lastCode())).toHaveProperty('Session');
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
