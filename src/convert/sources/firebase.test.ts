import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

const USERS = [
  {
    'cognito:username': 'aB3xYz',
    email: 'ann@example.com',
    email_verified: 'true',
    name: 'Ann "A" Example',
    picture: 'https://example.com/a.png',
    'custom:created_at': '2020-01-01T00:00:00.123Z',
  },
  {
    'cognito:username': 'gOoGl3',
    email: 'ben@example.com',
    email_verified: 'true',
    'custom:created_at': '2020-01-01T00:00:00.000Z',
  },
  {
    'cognito:username': 'ph0n3',
    phone_number: '+4915112345678',
    phone_number_verified: 'true',
    'custom:created_at': '2020-01-01T00:00:00.000Z',
  },
];

describe('an export of Firebase Authentication', () => {
  it.each([
    ['firebase.json', 'Ben', { 'user-anonymous': 1, 'nothing-verified': 1 }],
    ['firebase.csv', 'Smith, "JJ" John', { 'user-anonymous': 1 }],
  ])(
    'is read, whether JSON or CSV without a header and with broken quotes: %s (R700, R703)',
    async (name, ben, byReason) => {
      const converted = await convertBytes(readCase(name));
      expect(findConversionFaults(converted)).toEqual([]);
      expect(converted.report.source).toBe('firebase');
      expect(Object.fromEntries(converted.report.byReason)).toEqual(byReason);
      expect(converted.users).toEqual(USERS.map((user, index) => (index === 1 ? { ...user, name: ben } : user)));
      expect(converted.followUps).toEqual([
        { username: 'gOoGl3', groups: ['admin'], disabled: true, link: [{ provider: 'google.com', id: '1035' }] },
      ]);
    },
  );

  it('loses its hashes, which is said and counted (R704)', async () => {
    const { report, files } = await convertBytes(readCase('firebase.json'));
    expect(report.refusedHashes).toEqual([{ form: 'firebase-scrypt', reason: 'own-algorithm', users: 1 }]);
    expect(Object.values(files).join()).not.toContain('c2NyeXB0LWhhc2g');
  });
});
