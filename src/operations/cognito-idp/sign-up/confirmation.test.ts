import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONTACT_CODE_MS, RECOVERY_ATTEMPTS_MAX } from '../../../domain/recovery/recovery-limits.ts';
import { ServiceError } from '../../../model/service-error.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { updateUserPool } from '../pools/update-user-pool.ts';
import { attributesOf } from '../users/users.fixture.ts';
import { AUTO_EMAIL, EMAIL, HIDING, openApp, type PoolInput, type SignUpApp, sentMessages } from './sign-up.fixture.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

const open = (...[pool, client]: [Parameters<typeof openApp>[1]?, Parameters<typeof openApp>[2]?]) =>
  openApp(fixture, pool, client);
const sent = () => sentMessages(fixture);
const lastCode = async () => (await sent())[0]?.code ?? '';

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
    expect(await confirm('jane', await lastCode())).toHaveProperty('Session');
  });

  it.each<[string, PoolInput, (app: SignUpApp) => Promise<unknown>, string, string]>([
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
  async function probe({ confirm, resend }: SignUpApp, name: string): Promise<unknown[]> {
    const answers: unknown[] = [await refusal(confirm(name, '000000'))];
    for (let count = 0; count <= RECOVERY_ATTEMPTS_MAX; count++) answers.push(await refusal(resend(name)));
    for (let guess = 0; guess <= RECOVERY_ATTEMPTS_MAX; guess++) answers.push(await refusal(confirm(name, '000000')));
    fixture.clock.advance(CONTACT_CODE_MS);
    answers.push(await refusal(confirm(name, '000000')));
    return answers;
  }

  it.each<[string, (app: SignUpApp) => Promise<unknown>]>([
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

  it('confirms a user whose code was sent before the pool stopped verifying (R911, R915)', async () => {
    const { join, confirm, UserPoolId, signIn } = await open(AUTO_EMAIL, HIDING);
    await join('jane');
    const code = await lastCode();
    await updateUserPool.run({ UserPoolId }, fixture.context());
    expect(await confirm('jane', code)).toHaveProperty('Session');
    expect(await signIn('jane')).toMatchObject({ TokenType: 'Bearer' });
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
