import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONTACT_CODE_MS, RECOVERY_ATTEMPTS_MAX } from '../../../domain/recovery/recovery-limits.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import type { OperationOutbox } from '../../operation.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { makeApp } from '../sign-in/sign-in.fixture.ts';
import { updateUserAttributes } from '../sign-in/update-user-attributes.ts';
import { sentMessages, wrong } from '../sign-up/sign-up.fixture.ts';
import { attributeList, attributesOf } from '../users/users.fixture.ts';
import { getUserAttributeVerificationCode } from './get-user-attribute-verification-code.ts';
import { verifyUserAttribute } from './verify-user-attribute.ts';

type PoolInput = Partial<InputOf<'cognito-idp', 'CreateUserPool'>>;

const AUTO: PoolInput = { AutoVerifiedAttributes: ['email', 'phone_number'] };
const KEPT: PoolInput = {
  ...AUTO,
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email', 'phone_number'] },
};
const OLD = { email: 'john@example.com', email_verified: 'true' };
const NEW = 'new@example.com';
const PHONE = '+4915112345678';
const AccessToken = 'x';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

/** What john does, who is signed in. */
async function signIn(pool: PoolInput = AUTO, attributes: Record<string, string> = OLD) {
  const app = await makeApp(fixture, {}, pool);
  await app.confirm('john', attributes);
  const context = await app.tokenContext('john');
  const withOutbox = (outbox: Partial<OperationOutbox>) => ({ ...context, outbox: { ...fixture.outbox, ...outbox } });
  return {
    ...app,
    read: async () => attributesOf((await app.get('john')).UserAttributes),
    change: (changes: Record<string, string>, outbox: Partial<OperationOutbox> = {}) =>
      updateUserAttributes.run({ AccessToken, UserAttributes: attributeList(changes) }, withOutbox(outbox)),
    ask: (AttributeName: string, outbox: Partial<OperationOutbox> = {}) =>
      getUserAttributeVerificationCode.run({ AccessToken, AttributeName }, withOutbox(outbox)),
    verify: (AttributeName: string, Code: string) =>
      verifyUserAttribute.run({ AccessToken, AttributeName, Code }, context),
  };
}

const sent = () => sentMessages(fixture);
const lastCode = async () => (await sent())[0]?.code ?? '';

describe('UpdateUserAttributes', () => {
  it('leaves a new address unverified and sends a code to each, once (R921)', async () => {
    const { change, read, verify } = await signIn();
    expect(await change({ email: NEW, phone_number: PHONE, name: 'John' })).toEqual({
      CodeDeliveryDetailsList: [
        { Destination: 'n***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
        { Destination: '+*******5678', DeliveryMedium: 'SMS', AttributeName: 'phone_number' },
      ],
    });
    const [sms, mail] = await sent();
    expect([sms?.to, mail?.to, mail?.kind]).toEqual([PHONE, NEW, 'UpdateUserAttributes']);
    expect(await read()).toMatchObject({ email: NEW, email_verified: 'false', phone_number_verified: 'false' });
    expect(await change({ email: NEW })).toEqual({ CodeDeliveryDetailsList: [] });
    expect(await verify('email', mail?.code ?? '')).toEqual({});
    expect(await verify('phone_number', sms?.code ?? '')).toEqual({});
    expect(await read()).toMatchObject({ email: NEW, email_verified: 'true', phone_number_verified: 'true' });
  });

  it('changes nothing where a code cannot be sent, or too many were (R925, S111)', async () => {
    const { change, read } = await signIn();
    const call = change({ email: NEW, phone_number: PHONE }, { canDeliver: (medium) => medium === 'EMAIL' });
    await expect(call).rejects.toMatchObject({ code: 'CodeDeliveryFailureException' });
    expect(await read()).not.toHaveProperty('phone_number');
    for (let number = 0; number < RECOVERY_ATTEMPTS_MAX; number++) await change({ email: `${number}@example.com` });
    await expect(change({ email: NEW })).rejects.toMatchObject({
      code: 'TooManyRequestsException',
      message: 'Attempt limit exceeded, please try after some time.',
    });
    expect(await read()).toMatchObject({ email: `${RECOVERY_ATTEMPTS_MAX - 1}@example.com` });
  });

  it('keeps an address until the new one is verified, by the latest code only (R922)', async () => {
    const { change, read, verify, update } = await signIn(KEPT);
    expect(await change({ email: 'first@example.com', name: 'John' })).toMatchObject({
      CodeDeliveryDetailsList: [{ Destination: 'f***@e***' }],
    });
    const first = await lastCode();
    await change({ email: NEW });
    expect(await read()).toEqual({ sub: expect.any(String), ...OLD, name: 'John' });
    // One in a million codes is the same.
    if (first !== (await lastCode()))
      await expect(verify('email', first)).rejects.toMatchObject({ code: 'CodeMismatchException' });
    expect(await verify('email', await lastCode())).toEqual({});
    expect(await read()).toMatchObject({ email: NEW, email_verified: 'true' });
    await change({ email: 'third@example.com' });
    await update('john', { email: 'other@example.com', email_verified: 'true' });
    expect(await read()).toMatchObject({ email: 'other@example.com', email_verified: 'true' });
    await expect(verify('email', await lastCode())).rejects.toMatchObject({ code: 'ExpiredCodeException' });
  });

  it('refuses a new address that the pool does not accept, and sends nothing (R201)', async () => {
    const { change } = await signIn(KEPT);
    const before = (await sent()).length;
    await expect(change({ email: 'nobody' })).rejects.toMatchObject({ code: 'InvalidParameterException' });
    expect(await sent()).toHaveLength(before);
  });
});

describe('AdminUpdateUserAttributes', () => {
  it('sends a code only for an address that is kept until it is verified (R922)', async () => {
    const { update, read, verify } = await signIn(KEPT);
    await update('john', { email: NEW });
    expect(await read()).toMatchObject(OLD);
    expect((await sent())[0]).toMatchObject({ to: NEW, kind: 'AdminUpdateUserAttributes' });
    expect(await verify('email', await lastCode())).toEqual({});
    expect(await read()).toMatchObject({ email: NEW, email_verified: 'true' });
  });
});

describe('GetUserAttributeVerificationCode', () => {
  it('sends a code to the address, verified or not, and to one that waits (R920, R922)', async () => {
    const { ask, verify, read, change } = await signIn(KEPT, { ...OLD, phone_number: PHONE });
    expect(await ask('phone_number')).toEqual({
      CodeDeliveryDetails: { Destination: '+*******5678', DeliveryMedium: 'SMS', AttributeName: 'phone_number' },
    });
    expect((await sent())[0]?.kind).toBe('GetUserAttributeVerificationCode');
    expect(await verify('phone_number', await lastCode())).toEqual({});
    expect(await read()).toMatchObject({ phone_number_verified: 'true' });
    expect(await ask('email')).toMatchObject({ CodeDeliveryDetails: { Destination: 'j***@e***' } });
    await change({ email: NEW });
    expect(await ask('email')).toMatchObject({ CodeDeliveryDetails: { Destination: 'n***@e***' } });
    expect(await verify('email', await lastCode())).toEqual({});
    expect(await read()).toMatchObject({ email: NEW });
  });

  it.each<[string, string, Partial<OperationOutbox>, string]>([
    ['another attribute', 'name', {}, 'InvalidParameterException'],
    ['an attribute that the user lacks', 'phone_number', {}, 'InvalidParameterException'],
    ['no way to deliver (S111)', 'email', { canDeliver: () => false }, 'CodeDeliveryFailureException'],
  ])('is refused with %s (R920)', async (_, name, outbox, code) => {
    const { ask } = await signIn();
    const before = (await sent()).length;
    await expect(ask(name, outbox)).rejects.toMatchObject({ code });
    expect(await sent()).toHaveLength(before);
  });

  it('is answered ten times per hour (R911)', async () => {
    const { ask } = await signIn();
    for (let count = 0; count < RECOVERY_ATTEMPTS_MAX; count++) await ask('email');
    await expect(ask('email')).rejects.toMatchObject({ code: 'LimitExceededException' });
  });
});

describe('VerifyUserAttribute', () => {
  it.each<[string, (code: string) => string, string]>([
    ['a wrong code', wrong, 'CodeMismatchException'],
    [
      'the code after its time',
      (code) => {
        fixture.clock.advance(CONTACT_CODE_MS);
        return code;
      },
      'ExpiredCodeException',
    ],
  ])('refuses %s (R911)', async (_, change, code) => {
    const { ask, verify } = await signIn(AUTO, { email: OLD.email });
    await ask('email');
    await expect(verify('email', change(await lastCode()))).rejects.toMatchObject({ code });
  });

  it('refuses a code that nobody asked for, that was used, and that is for another attribute (R911)', async () => {
    const { ask, verify } = await signIn(AUTO, { ...OLD, phone_number: PHONE });
    await expect(verify('email', '123456')).rejects.toMatchObject({ code: 'ExpiredCodeException' });
    await ask('phone_number');
    await expect(verify('email', await lastCode())).rejects.toMatchObject({ code: 'ExpiredCodeException' });
    await verify('phone_number', await lastCode());
    await expect(verify('phone_number', await lastCode())).rejects.toMatchObject({ code: 'ExpiredCodeException' });
    await expect(verify('name', '123456')).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it('refuses an alias of another user, and keeps the code (R920)', async () => {
    const { change, verify, create, delete: remove, read } = await signIn({ ...AUTO, AliasAttributes: ['email'] });
    await create('jane', { email: NEW, email_verified: 'true' }, { MessageAction: 'SUPPRESS' });
    await change({ email: NEW });
    const code = await lastCode();
    await expect(verify('email', code)).rejects.toMatchObject({
      code: 'AliasExistsException',
      message: 'An account with the email already exists.',
    });
    await remove('jane');
    expect(await verify('email', code)).toEqual({});
    expect(await read()).toMatchObject({ email: NEW, email_verified: 'true' });
  });
});
