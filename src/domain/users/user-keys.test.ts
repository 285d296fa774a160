import { describe, expect, it } from 'vitest';
import { userKeys } from './user-keys.ts';

const PLAIN = { usernameAttributes: [], aliasAttributes: [], caseSensitiveUsernames: true } as const;
const ALIASES = { ...PLAIN, aliasAttributes: ['email', 'phone_number', 'preferred_username'] } as const;

describe('userKeys', () => {
  it.each([
    ['a plain pool has no key but the user name', PLAIN, { email: 'A@b.co', email_verified: 'true' }, {}],
    [
      'an alias that is verified has a key',
      ALIASES,
      { email: 'A@b.co', email_verified: 'true' },
      { emailKey: 'A@b.co' },
    ],
    ['an alias that is not verified has none (R225)', ALIASES, { email: 'A@b.co', email_verified: 'false' }, {}],
    ['an alias without a verified flag has none (R198)', ALIASES, { phone_number: '+12' }, {}],
    ['a phone alias', ALIASES, { phone_number: '+12', phone_number_verified: 'true' }, { phoneKey: '+12' }],
    [
      'preferred_username needs no verification (R226)',
      ALIASES,
      { preferred_username: 'J' },
      { preferredUsernameKey: 'J' },
    ],
    [
      'a username attribute has a key, verified or not',
      { ...PLAIN, usernameAttributes: ['email'] },
      { email: 'A@b.co', phone_number: '+12' },
      { emailKey: 'A@b.co' },
    ],
    [
      'cases are folded if the pool does not tell them apart (R228)',
      { ...ALIASES, caseSensitiveUsernames: false },
      { email: 'A@b.co', email_verified: 'true', preferred_username: 'J' },
      { usernameKey: 'john', emailKey: 'a@b.co', preferredUsernameKey: 'j' },
    ],
  ] as const)('%s', (_name, settings, attributes, keys) => {
    const none = { usernameKey: 'John', emailKey: null, phoneKey: null, preferredUsernameKey: null };
    expect(userKeys(settings, 'John', attributes)).toEqual({ ...none, ...keys });
  });

  it('shortens a key that no index takes, and keeps two of them apart', () => {
    const keyOf = (email: string) => userKeys(ALIASES, 'john', { email, email_verified: 'true' }).emailKey;
    const longest = `${'é'.repeat(1_277)}@b.cde`;
    expect(keyOf(longest)).toBe(longest);
    expect(keyOf(`é${longest}`)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(keyOf(`é${longest}`)).not.toBe(keyOf(`e${longest}é`));
    expect(keyOf(`é${longest}`)).toBe(keyOf(`é${longest}`));
  });
});
