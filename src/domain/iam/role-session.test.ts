import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '../pools/user-pool.ts';
import { openAccessKeySecret, sealAccessKeySecret } from './access-key-secret.ts';
import { openRoleSession, type RoleSession, sealRoleSession } from './role-session.ts';

const KEY = Buffer.alloc(32, 1);
const OTHER_KEY = Buffer.alloc(32, 2);
const session: fc.Arbitrary<RoleSession> = fc.record(
  {
    account: fc.constant('111122223333' as AccountId),
    roleName: fc.string(),
    roleArn: fc.string(),
    roleId: fc.string(),
    sessionName: fc.string(),
    secretAccessKey: fc.string(),
    expiresAt: fc.nat(),
    policy: fc.string({ unit: 'binary' }),
    policyArns: fc.array(fc.string()),
  },
  {
    requiredKeys: [
      'account',
      'roleName',
      'roleArn',
      'roleId',
      'sessionName',
      'secretAccessKey',
      'expiresAt',
      'policyArns',
    ],
  },
);

describe('a session token', () => {
  it('opens to the session it was made of, for its own access key and with its own key only (N70)', () => {
    fc.assert(
      fc.property(session, fc.string(), fc.string(), (made, id, otherId) => {
        fc.pre(id !== otherId);
        const token = sealRoleSession(KEY, id, made);
        expect(token).toMatch(/^[A-Za-z0-9+/]+=*$/);
        expect(openRoleSession(KEY, id, token)).toEqual(made);
        expect(openRoleSession(KEY, otherId, token)).toBeUndefined();
        expect(openRoleSession(OTHER_KEY, id, token)).toBeUndefined();
      }),
    );
  });

  it('does not open when a character of it was changed (R28)', () => {
    fc.assert(
      fc.property(session, fc.nat(), fc.constantFrom(...'AZaz09+/'), (made, at, character) => {
        const token = sealRoleSession(KEY, 'ASIA', made);
        const index = at % token.length;
        const altered = token.slice(0, index) + character + token.slice(index + 1);
        fc.pre(!Buffer.from(altered, 'base64').equals(Buffer.from(token, 'base64')));
        expect(openRoleSession(KEY, 'ASIA', altered)).toBeUndefined();
      }),
    );
  });

  it('is nothing that somebody made up (R28)', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(openRoleSession(KEY, 'ASIA', text)).toBeUndefined();
      }),
    );
  });
});

describe('the secret of an access key', () => {
  it('opens for the id of its key only (N44)', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
        (secret) => {
          const sealed = sealAccessKeySecret(KEY, 'AKIA1', secret);
          expect(openAccessKeySecret(KEY, 'AKIA1', sealed)).toBe(secret);
          expect(openAccessKeySecret(KEY, 'AKIA2', sealed)).toBeUndefined();
          expect(openAccessKeySecret(OTHER_KEY, 'AKIA1', sealed)).toBeUndefined();
          // It goes to another thread, and takes no other secret along.
          expect(sealed.buffer.byteLength).toBe(sealed.byteLength);
        },
      ),
    );
  });

  it('is no session token, though both were sealed by one key', () => {
    const sealed = Buffer.from(sealAccessKeySecret(KEY, 'ASIA', '{}')).toString('base64');
    expect(openRoleSession(KEY, 'ASIA', sealed)).toBeUndefined();
  });
});
