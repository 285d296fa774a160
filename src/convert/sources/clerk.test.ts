import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

describe('the CSV file of Clerk', () => {
  it('becomes users with hashes by their hashers, and everybody else is named (R700, R701, R754)', async () => {
    const converted = await convertBytes(readCase('clerk.csv'));
    expect(findConversionFaults(converted)).toEqual([]);
    const { report, users } = converted;
    expect(report).toMatchObject({ source: 'clerk', records: 9, out: 7, leftOut: 2 });
    expect(Object.fromEntries(report.byReason)).toEqual({ 'nothing-verified': 1, 'no-contact': 1 });
    expect(Object.fromEntries(report.byAlgorithm)).toEqual({ BCRYPT: 1, PBKDF2_SHA256: 1, SCRYPT: 1, ARGON2ID: 1 });
    expect(report.refusedHashes).toEqual([
      { form: 'bcrypt-peppered', reason: 'peppered', users: 1 },
      { form: 'kept-elsewhere', reason: 'kept-elsewhere', users: 1 },
    ]);
    expect(users[0]).toEqual({
      'cognito:username': 'user_1',
      name: 'Ann Müller',
      given_name: 'Ann',
      family_name: 'Müller',
      preferred_username: 'ann',
      email: 'ann@example.com',
      email_verified: 'true',
      phone_number: '+4915112345678',
      phone_number_verified: 'true',
      password_hash: '$2a$05$abcdefghijklmnopqrstuuprk/rqhgcPTYTHLq52sX1mIsVNYyi5u',
    });
  });

  it('takes the primary address if it is verified, else the first verified one, and none that is in no list (R763)', async () => {
    const { users, files } = await convertBytes(readCase('clerk.csv'));
    const emails = users.map((user) => user.email);
    expect(emails).toContain('emil@example.com');
    expect(emails).not.toContain('old@example.com');
    expect(files['left-out.csv']).toContain(',user_4,Neither the email address nor the phone number is verified.');
  });

  it('keeps that a user had one-time passwords, and not their secret (R703, R704)', async () => {
    const { followUps, files } = await convertBytes(readCase('clerk.csv'));
    expect(Object.keys(JSON.parse(files['pool.json'] ?? ''))).not.toContain('Schema');
    expect(followUps).toEqual([{ username: 'user_3', mfa: 'TOTP' }]);
    expect(Object.values(files).join()).not.toContain('SECRETTOTP');
  });
});
