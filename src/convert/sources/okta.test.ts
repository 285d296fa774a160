import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

describe('an export of Okta', () => {
  it('leaves everybody out until its owner says that addresses are verified, because it does not say so (R701)', async () => {
    const { report } = await convertBytes(readCase('okta.json'));
    expect(report).toMatchObject({ source: 'okta', records: 10, out: 0, leftOut: 10 });
    expect(Object.fromEntries(report.byReason)).toEqual({ 'verified-unknown': 8, 'no-contact': 2 });
  });

  it('becomes users by their id, with a hash where the file is one for an import (R700, R701, R754)', async () => {
    const converted = await convertBytes(readCase('okta.json'), { emailVerified: 'yes' });
    expect(findConversionFaults(converted)).toEqual([]);
    const { report, users } = converted;
    expect(report).toMatchObject({ records: 10, out: 7, leftOut: 3, disabled: 2 });
    expect(Object.fromEntries(report.byReason)).toEqual({ 'alias-taken': 1, 'no-contact': 2 });
    expect(users.find((user) => user['cognito:username'] === '00u1aaaaaaaaaaaaa0h7')).toEqual({
      'cognito:username': '00u1aaaaaaaaaaaaa0h7',
      name: 'Ann B. Müller',
      given_name: 'Ann',
      middle_name: 'B.',
      family_name: 'Müller',
      nickname: 'Annie',
      preferred_username: 'ann@example.com',
      profile: 'https://example.com/ann',
      email: 'ann@example.com',
      email_verified: 'true',
      phone_number: '+4915112345678',
      locale: 'en-US',
      zoneinfo: 'Europe/Berlin',
      address: 'Hauptstraße 1 50667 Köln DE',
      'custom:created_at': '2021-02-03T04:05:06.000Z',
    });
    expect(users.find(({ name }) => name === 'Ben Okafor')).toMatchObject({
      preferred_username: 'ben',
      password_hash: '$2a$05$abcdefghijklmnopqrstuuprk/rqhgcPTYTHLq52sX1mIsVNYyi5u',
    });
    expect(Object.fromEntries(report.byAlgorithm)).toEqual({ BCRYPT: 1, PBKDF2_SHA256: 1 });
    expect(report.refusedHashes).toEqual([
      { form: 'plain-digest', reason: 'other-algorithm', users: 1 },
      { form: 'kept-elsewhere', reason: 'kept-elsewhere', users: 1 },
    ]);
  });

  it('disables suspended and deprovisioned users after the import, and says nothing of recovery questions (R703, R704)', async () => {
    const { followUps, files } = await convertBytes(readCase('okta.json'), { emailVerified: 'yes' });
    expect(followUps).toEqual([
      { username: '00u4', disabled: true },
      { username: '00u5', disabled: true },
    ]);
    expect(Object.values(files).join()).not.toContain('First pet');
  });

  it('is read as CSV, where users without an id sign in by their address (R700)', async () => {
    const converted = await convertBytes(readCase('okta.csv'), { emailVerified: 'yes' });
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.users).toMatchObject([
      { 'cognito:username': 'ann@example.com', name: 'Müller, Ann', locale: 'de-DE', phone_number: '+4915112345678' },
      { 'cognito:username': 'ben@example.com', name: 'Ben Okafor', preferred_username: 'ben' },
    ]);
    expect(JSON.parse(converted.files['pool.json'] ?? '')).toMatchObject({ UsernameAttributes: ['email'] });
  });
});
