import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

const ID = '7f1b1c2a-0000-4000-8000-00000000000';
const convert = () =>
  convertBytes(readCase('supabase.csv'), { joins: { identities: readCase('supabase-identities.csv') } });

describe('the table of users of Supabase', () => {
  it('becomes users with their hashes, and everybody else is named (R700, R701, R762)', async () => {
    const converted = await convert();
    expect(findConversionFaults(converted)).toEqual([]);
    const { report, users } = converted;
    expect(report).toMatchObject({ source: 'supabase', records: 9, out: 6, leftOut: 3, disabled: 2 });
    expect(Object.fromEntries(report.byReason)).toEqual({
      'nothing-verified': 1,
      'user-deleted': 1,
      'user-anonymous': 1,
    });
    expect(users[0]).toEqual({
      'cognito:username': `${ID}1`,
      name: 'Ann Müller',
      given_name: 'Ann',
      family_name: 'Müller',
      picture: 'https://example.com/ann.png',
      email: 'ann@example.com',
      email_verified: 'true',
      phone_number: '+4915112345678',
      phone_number_verified: 'true',
      'custom:created_at': '2024-01-15 10:29:00.000000+00',
      password_hash: '$2a$05$abcdefghijklmnopqrstuuprk/rqhgcPTYTHLq52sX1mIsVNYyi5u',
    });
    const ben = users.find((user) => user.email === 'ben@example.com');
    expect(ben).toEqual({
      'cognito:username': `${ID}2`,
      email: 'ben@example.com',
      email_verified: 'true',
      'custom:created_at': '2024-01-15 10:29:00+00',
      password_hash:
        '$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$/t+s6cVh2XO+tmKyfnxoZUVS7b8xDlXRDuL5ilg455w',
    });
    expect(report.refusedHashes).toEqual([{ form: 'firebase-scrypt', reason: 'own-algorithm', users: 1 }]);
  });

  it('disables whoever is banned now or for ever, not whose ban is over; identities are links (R703, R760, R762)', async () => {
    const { followUps, report, files } = await convert();
    expect(followUps).toEqual([
      { username: `${ID}1`, groups: ['editor'], link: [{ provider: 'google', id: '10354799' }] },
      { username: `${ID}4`, disabled: true },
      { username: `${ID}5`, link: [{ provider: 'google', id: '20354799' }] },
      { username: `${ID}9`, disabled: true },
    ]);
    expect(report.joins).toEqual([{ name: 'identities', records: 3, unusable: 0, unfound: 0 }]);
    expect(Object.values(files).join()).not.toContain('SECRET-TOKEN');
  });

  it('is read as JSON, whose metadata are objects (R700, R762)', async () => {
    const user = {
      id: `${ID}1`,
      aud: 'authenticated',
      email: 'ann@example.com',
      email_confirmed_at: '2024-01-15T10:30:00Z',
      phone: null,
      encrypted_password: null,
      raw_user_meta_data: { name: 'Ann' },
      banned_until: null,
      deleted_at: null,
    };
    const converted = await convertBytes(JSON.stringify([user]));
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.report.source).toBe('supabase');
    expect(converted.users).toEqual([
      { 'cognito:username': `${ID}1`, email: 'ann@example.com', email_verified: 'true', name: 'Ann' },
    ]);
  });
});
