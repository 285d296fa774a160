import { describe, expect, it } from 'vitest';
import type { UserKeys } from '../users/user.ts';
import { decideBatch, type TakenKeys } from './outcome-on-conflict.ts';
import type { Verdict } from './verdict.ts';

const ALIASES = { usernameAttributes: [] } as const;
const EMAIL_NAMES = { usernameAttributes: ['email'] } as const;

function accepted(usernameKey: string, keys: Partial<UserKeys> = {}): Verdict {
  const none = { emailKey: null, phoneKey: null, preferredUsernameKey: null };
  const user = {
    username: usernameKey,
    sub: usernameKey,
    status: 'RESET_REQUIRED',
    mfa: 'off',
    attributesJson: '{}',
  } as const;
  return { kind: 'accepted', user: { ...user, usernameKey, ...none, ...keys } };
}

function takenKeys(taken: { [Kind in keyof TakenKeys]?: readonly string[] } = {}): TakenKeys {
  return {
    usernames: new Set(taken.usernames),
    emails: new Set(taken.emails),
    phones: new Set(taken.phones),
    preferredUsernames: new Set(taken.preferredUsernames),
  };
}

const FAILED: Verdict = { kind: 'failed', reason: ['email-malformed'] };

describe('decideBatch', () => {
  it.each([
    ['imports what nobody holds', ALIASES, {}, [accepted('a'), accepted('b')], ['imported', 'imported']],
    ['keeps the reason of a failed record', ALIASES, {}, [FAILED], [['email-malformed']]],
    ['skips a user that exists (R232)', ALIASES, { usernames: ['a'] }, [accepted('a')], ['skipped']],
    ['skips the second of one file (R195)', ALIASES, {}, [accepted('a'), accepted('a')], ['imported', 'skipped']],
    [
      'fails a taken email alias (R224)',
      ALIASES,
      { emails: ['e'] },
      [accepted('a', { emailKey: 'e' })],
      [['alias-taken', 'email']],
    ],
    [
      'fails a taken phone alias (R224)',
      ALIASES,
      { phones: ['+1'] },
      [accepted('a', { emailKey: 'e', phoneKey: '+1' })],
      [['alias-taken', 'phone_number']],
    ],
    [
      'fails a taken preferred user name (R224)',
      ALIASES,
      { preferredUsernames: ['p'] },
      [accepted('a', { preferredUsernameKey: 'p' })],
      [['alias-taken', 'preferred_username']],
    ],
    [
      'fails the second of two records with one alias (R227)',
      ALIASES,
      {},
      [accepted('a', { emailKey: 'e' }), accepted('b', { emailKey: 'e' })],
      ['imported', ['alias-taken', 'email']],
    ],
    [
      'says skipped before it looks at aliases (R271)',
      ALIASES,
      { usernames: ['a'], emails: ['e'] },
      [accepted('a', { emailKey: 'e' })],
      ['skipped'],
    ],
    [
      'skips a taken email where it is the user name (R222)',
      EMAIL_NAMES,
      { emails: ['e'] },
      [
        accepted('sub-1', { emailKey: 'e' }),
        accepted('sub-2', { emailKey: 'f' }),
        accepted('sub-3', { emailKey: 'f' }),
      ],
      ['skipped', 'imported', 'skipped'],
    ],
    [
      'lets a later record take what a failed or skipped one did not claim',
      ALIASES,
      { usernames: ['a'], phones: ['+1'] },
      [
        accepted('a', { emailKey: 'e' }),
        accepted('b', { emailKey: 'f', phoneKey: '+1' }),
        accepted('b', { emailKey: 'e' }),
        accepted('c', { emailKey: 'f' }),
      ],
      ['skipped', ['alias-taken', 'phone_number'], 'imported', 'imported'],
    ],
    [
      'does not mix an email with a phone or a user name of the same text',
      ALIASES,
      { usernames: ['x'], emails: ['y'] },
      [accepted('y', { phoneKey: 'x', preferredUsernameKey: 'y' })],
      ['imported'],
    ],
  ] as const)('%s', (_name, settings, taken, verdicts, outcomes) => {
    const decision = decideBatch(verdicts, settings, takenKeys(taken));
    expect(decision.outcomes).toEqual(outcomes);
    const imported = verdicts.filter((_, index) => outcomes[index] === 'imported');
    expect(decision.users).toEqual(imported.map((verdict) => verdict.kind === 'accepted' && verdict.user));
  });
});
