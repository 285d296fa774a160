import { describe, expect, it } from 'vitest';
import { fixtureSchema, fixtureSettings } from '../pools/user-pool.fixture.ts';
import type { AuthFactor, UserPoolSettings } from '../pools/user-pool.ts';
import { judgeNewUser } from './new-user.ts';

const SUB = '6f1c5f3e-6f0a-4a55-9a3a-0d4b1e2c3d4e';

function judge(
  settings: Partial<UserPoolSettings>,
  username: string,
  attributes: Record<string, string> = {},
  hasPassword = true,
  by: 'administrator' | 'user' = 'administrator',
) {
  const requested = { username, attributes: new Map(Object.entries(attributes)), hasPassword, by };
  return judgeNewUser({ settings: fixtureSettings(settings), schema: fixtureSchema() }, requested, SUB);
}

describe('a user whom an administrator makes', () => {
  it('keeps the user name and must change the password', () => {
    expect(judge({}, 'Alice', { name: 'Alice A' })).toEqual({
      kind: 'accepted',
      user: {
        username: 'Alice',
        sub: SUB,
        status: 'FORCE_CHANGE_PASSWORD',
        mfa: 'off',
        attributesJson: '{"name":"Alice A"}',
        usernameKey: 'Alice',
        emailKey: null,
        phoneKey: null,
        preferredUsernameKey: null,
      },
    });
  });

  it('is stored under sub where user names are addresses, with the address as attribute (R219)', () => {
    const settings = { usernameAttributes: ['email'], caseSensitiveUsernames: false } as const;
    expect(judge(settings, 'Al@Example.com')).toMatchObject({
      user: {
        username: SUB,
        usernameKey: SUB,
        emailKey: 'al@example.com',
        attributesJson: '{"email":"Al@Example.com"}',
      },
    });
  });

  it('has a verified alias as a key, and no other (R225)', () => {
    const settings = { aliasAttributes: ['email', 'phone_number', 'preferred_username'] } as const;
    const attributes = { email: 'a@b.c', email_verified: 'true', phone_number: '+1', preferred_username: 'al' };
    expect(judge(settings, 'alice', attributes)).toMatchObject({
      user: { emailKey: 'a@b.c', phoneKey: null, preferredUsernameKey: 'al' },
    });
  });

  it.each<[string, Partial<UserPoolSettings>, string, Record<string, string>]>([
    ['Username should be an email.', { usernameAttributes: ['email'] }, 'alice', {}],
    ['Username should be a phone number.', { usernameAttributes: ['phone_number'] }, 'a@b.c', {}],
    [
      'Username should be either an email or a phone number.',
      { usernameAttributes: ['email', 'phone_number'] },
      'al',
      {},
    ],
    [
      'Username cannot be of email format, since user pool is configured for email alias.',
      { aliasAttributes: ['email'] },
      'a@b.c',
      {},
    ],
    [
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
      { aliasAttributes: ['phone_number'] },
      '+49',
      {},
    ],
    [
      'The value of cognito:username differs from the value of email.',
      { usernameAttributes: ['email'] },
      'a@b.c',
      { email: 'b@b.c' },
    ],
    ['Invalid email address format.', {}, 'alice', { email: 'alice' }],
  ])('is refused with: %s', (text, settings, username, attributes) => {
    expect(judge(settings, username, attributes)).toEqual({ kind: 'refused', text });
  });

  it.each<[string, readonly AuthFactor[], Record<string, string>, boolean]>([
    ['CONFIRMED', ['EMAIL_OTP'], { email: 'a@b.c' }, false],
    ['CONFIRMED', ['PASSWORD', 'SMS_OTP'], { phone_number: '+1' }, false],
    ['FORCE_CHANGE_PASSWORD', ['EMAIL_OTP'], { email: 'a@b.c' }, true],
    ['FORCE_CHANGE_PASSWORD', ['EMAIL_OTP'], { phone_number: '+1' }, false],
    ['FORCE_CHANGE_PASSWORD', ['PASSWORD', 'WEB_AUTHN'], { email: 'a@b.c' }, false],
  ])('is %s with factors %j, %j and a password: %s', (status, allowedFirstAuthFactors, attributes, hasPassword) => {
    expect(judge({ allowedFirstAuthFactors }, 'alice', attributes, hasPassword)).toMatchObject({ user: { status } });
  });
});

describe('a user who signs up', () => {
  it.each([true, false])('is UNCONFIRMED, whether or not there is a password: %s (R910)', (hasPassword) => {
    const settings: Partial<UserPoolSettings> = { allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] };
    const verdict = judge(settings, 'alice', { email: 'alice@example.com' }, hasPassword, 'user');
    expect(verdict).toMatchObject({ kind: 'accepted', user: { status: 'UNCONFIRMED', emailKey: null } });
  });

  it('has no preferred user name yet where that is an alias (R914)', () => {
    const given = { preferred_username: 'al' };
    expect(judge({ aliasAttributes: ['preferred_username'] }, 'alice', given, true, 'user').kind).toBe('refused');
    expect(judge({}, 'alice', given, true, 'user').kind).toBe('accepted');
    expect(judge({ aliasAttributes: ['preferred_username'] }, 'alice', given).kind).toBe('accepted');
  });
});
