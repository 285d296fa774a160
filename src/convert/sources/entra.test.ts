import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

const ID = 'a1f1a1f1-0000-4000-8000-00000000000';

describe('users of Microsoft Entra', () => {
  it('are left out until its owner says that addresses are verified (R701)', async () => {
    const { report } = await convertBytes(readCase('entra-pages.txt'));
    expect(report).toMatchObject({ source: 'entra', records: 6, out: 0 });
    expect(Object.fromEntries(report.byReason)).toEqual({ 'verified-unknown': 5, 'no-contact': 1 });
  });

  it('come page after page, with the address that they sign in with (R700, R701, R764)', async () => {
    const converted = await convertBytes(readCase('entra-pages.txt'), { emailVerified: 'yes' });
    expect(findConversionFaults(converted)).toEqual([]);
    const { report, users } = converted;
    expect(report).toMatchObject({ records: 6, out: 5, leftOut: 1 });
    expect(users[0]).toEqual({
      'cognito:username': `${ID}1`,
      name: 'Ann Müller',
      given_name: 'Ann',
      family_name: 'Müller',
      email: 'ann@example.com',
      email_verified: 'true',
      phone_number: '+4915112345678',
      locale: 'de-DE',
      address: 'Hauptstraße 1 50667 Köln Germany',
      'custom:created_at': '2022-05-06T07:08:09Z',
    });
    expect(users.slice(1).map((user) => [user.email, user.preferred_username])).toEqual([
      ['ben@example.com', 'ben77'],
      ['cora@example.com', undefined],
      ['dora@example.com', undefined],
      ['emil@example.com', 'emil@contoso.example'],
    ]);
  });

  it('keep their accounts at other providers, and are disabled if they were (R703)', async () => {
    const { followUps } = await convertBytes(readCase('entra-pages.txt'), { emailVerified: 'yes' });
    expect(followUps).toEqual([
      { username: `${ID}2`, link: [{ provider: 'facebook.com', id: '5eecb0cd' }] },
      { username: `${ID}3`, disabled: true },
    ]);
  });

  it('are read from the CSV file of the portal (R700)', async () => {
    const converted = await convertBytes(readCase('entra.csv'), { emailVerified: 'yes' });
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.report.source).toBe('entra');
    expect(converted.users).toMatchObject([
      { email: 'emil@example.com', phone_number: '+4915112345678', preferred_username: 'emil@contoso.example' },
      { email: 'dora@example.com', name: 'Dora Reyes' },
    ]);
    expect(converted.followUps).toEqual([{ username: 'b2f1a1f1-0000-4000-8000-000000000002', disabled: true }]);
  });
});
