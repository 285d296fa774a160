import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../model/operation-types.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { createUserPoolClient } from '../app-clients/create-user-pool-client.ts';
import { initiateAuth } from '../sign-in/initiate-auth.ts';
import { adminCreateUser } from './admin-create-user.ts';
import { attributeList, makeUserPool } from './users.fixture.ts';

const BOTH = { email: 'jane@example.com', phone_number: '+4915112345678' };
const DAY_MS = 24 * 60 * 60 * 1_000;

let fixture: OperationsFixture;
let pool: Awaited<ReturnType<typeof makeUserPool>>;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
  pool = await makeUserPool(fixture);
});
afterEach(() => fixture.close());

type Input = InputOf<'cognito-idp', 'AdminCreateUser'>;
const create = (attributes: Record<string, string>, more: Partial<Input> = {}, change = {}) => {
  const input = { UserPoolId: pool.UserPoolId, Username: 'jane', UserAttributes: attributeList(attributes), ...more };
  return adminCreateUser.run(input, fixture.context(change));
};
const refusing = (...media: string[]) => ({
  outbox: { ...fixture.outbox, canDeliver: (medium: string) => !media.includes(medium) },
});

/** What the inbox holds, newest first. */
async function sent() {
  const { items } = await fixture.store.listMessages(undefined, { createdAfter: 0, limit: 100 });
  return items.flatMap((stored) => fixture.outbox.open(stored) ?? []);
}

async function signIn(PASSWORD: string) {
  const { UserPoolId } = pool;
  const ExplicitAuthFlows: InputOf<'cognito-idp', 'CreateUserPoolClient'>['ExplicitAuthFlows'] = [
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ];
  const context = fixture.context();
  const { UserPoolClient } = await createUserPoolClient.run(
    { UserPoolId, ClientName: 'app', ExplicitAuthFlows },
    context,
  );
  const AuthParameters = { USERNAME: 'jane', PASSWORD };
  return initiateAuth.run(
    { ClientId: UserPoolClient?.ClientId ?? '', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters },
    context,
  );
}

describe('the invitation of AdminCreateUser', () => {
  it.each<[string, Record<string, string>, Partial<Input>, string[]]>([
    ['SMS if nothing is desired', BOTH, {}, ['+4915112345678']],
    ['nobody if SMS has no number', { email: 'jane@example.com' }, {}, []],
    ['the desired medium', BOTH, { DesiredDeliveryMediums: ['EMAIL'] }, ['jane@example.com']],
    ['both', BOTH, { DesiredDeliveryMediums: ['SMS', 'EMAIL'] }, ['jane@example.com', '+4915112345678']],
    ['a medium once', BOTH, { DesiredDeliveryMediums: ['EMAIL', 'EMAIL'] }, ['jane@example.com']],
    ['nobody if it is suppressed (R683)', BOTH, { MessageAction: 'SUPPRESS', DesiredDeliveryMediums: ['EMAIL'] }, []],
  ])('goes to %s (R681)', async (_, attributes, more, addresses) => {
    await create(attributes, more);
    expect((await sent()).map(({ to }) => to)).toEqual(addresses);
  });

  it.each([
    ['a password that is given', { TemporaryPassword: 'Correct-Horse-7' }, /^Correct-Horse-7$/],
    ['one that is made (R680)', {}, /^\S{12,}$/],
  ])('has %s, with which the user signs in and is asked for a new one (S90)', async (_, more, pattern) => {
    await create(BOTH, { DesiredDeliveryMediums: ['EMAIL'], ...more });
    const [message] = await sent();
    expect(message).toMatchObject({ kind: 'AdminCreateUser', subject: 'Your temporary password' });
    expect(message?.code).toMatch(pattern);
    expect(message?.text).toBe(`Your username is jane and temporary password is ${message?.code}`);
    expect(await signIn(message?.code ?? '')).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  it.each([
    [
      'that was asked for is refused, and no user is created',
      { DesiredDeliveryMediums: ['EMAIL'] as const },
      ['EMAIL'],
    ],
    ['that was asked for beside another is refused', { DesiredDeliveryMediums: ['SMS', 'EMAIL'] as const }, ['EMAIL']],
  ])('by a medium without a way %s (R682, S111)', async (_, { DesiredDeliveryMediums }, media) => {
    const more = { DesiredDeliveryMediums: [...DesiredDeliveryMediums] };
    await expect(create(BOTH, more, refusing(...media))).rejects.toMatchObject({
      code: 'CodeDeliveryFailureException',
    });
    await expect(pool.get('jane')).rejects.toMatchObject({ code: 'UserNotFoundException' });
    expect(await sent()).toEqual([]);
  });

  it('is left out where there is no way and nobody asked for it (R682)', async () => {
    await create(BOTH, {}, refusing('SMS', 'EMAIL'));
    expect(await pool.get('jane')).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(await sent()).toEqual([]);
  });

  it('is not sent for a user who was not created', async () => {
    await create(BOTH, { MessageAction: 'SUPPRESS' });
    await expect(create(BOTH)).rejects.toMatchObject({ code: 'UsernameExistsException' });
    expect(await sent()).toEqual([]);
  });

  it('is sent again with a new password, whose validity begins again (R683)', async () => {
    await create(BOTH);
    const [first] = await sent();
    fixture.clock.advance(6 * DAY_MS);
    await create(BOTH, { MessageAction: 'RESEND' });
    const [second] = await sent();
    expect(second?.code).not.toBe(first?.code);
    await expect(signIn(first?.code ?? '')).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    fixture.clock.advance(6 * DAY_MS);
    expect(await signIn(second?.code ?? '')).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  it('is not sent again, and changes no password, where the user has no address for it (R683)', async () => {
    const made = await create({ email: 'jane@example.com' }, { TemporaryPassword: 'Correct-Horse-7' });
    expect(await create({}, { MessageAction: 'RESEND' })).toEqual(made);
    expect(await sent()).toEqual([]);
    expect(await signIn('Correct-Horse-7')).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  it('changes no password where the new one cannot be sent (S111)', async () => {
    await create(BOTH, { TemporaryPassword: 'Correct-Horse-7' });
    const again = create(BOTH, { MessageAction: 'RESEND', DesiredDeliveryMediums: ['SMS'] }, refusing('SMS'));
    await expect(again).rejects.toMatchObject({ code: 'CodeDeliveryFailureException' });
    expect(await signIn('Correct-Horse-7')).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });
});
