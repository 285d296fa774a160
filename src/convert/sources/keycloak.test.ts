import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

describe('an export of Keycloak', () => {
  it('is read from its list of users, behind all else of the realm (R700, R702)', async () => {
    const converted = await convertBytes(readCase('keycloak.json'));
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.report).toMatchObject({ source: 'keycloak', records: 7, out: 5 });
    expect(Object.fromEntries(converted.report.byReason)).toEqual({ 'user-of-service': 1, 'nothing-verified': 1 });
    expect(converted.users.map((user) => [user['cognito:username'], user.password_hash])).toEqual([
      ['ann', '$pbkdf2-sha256$27500$AAECAwQFBgcICQoLDA0ODw$8I+M6cxGFm+FM795i+VmaIwabHwZrqzLOWakfFiqBUM'],
      // The user name is an address, which it cannot be where users sign in by their address too.
      ['0b2d8a6e-0001-4000-8000-000000000002', undefined],
      ['cleo', undefined],
      ['ldap-emil', undefined],
      ['dora', '$argon2id$v=19$m=7168,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$KxOzvJD6ooAFlBYGo8E6bkG93AB9jzGqTSgb2pHuIpo'],
    ]);
    expect(converted.users[0]).toMatchObject({
      name: 'Ann Müller',
      given_name: 'Ann',
      family_name: 'Müller',
      locale: 'de',
      phone_number: '+4915112345678',
      phone_number_verified: 'true',
      'custom:created_at': '2020-01-01T00:00:00.123Z',
      'custom:keycloak_id': '0b2d8a6e-0001-4000-8000-000000000001',
    });
  });

  it('keeps groups, roles, links and what is disabled for afterwards, and no secret of a second factor (R703, R704)', async () => {
    const { followUps, report, files } = await convertBytes(readCase('keycloak.json'));
    expect(followUps).toEqual([
      { username: 'ann', groups: ['staff/editors', 'buyer'], mfa: 'TOTP' },
      { username: '0b2d8a6e-0001-4000-8000-000000000002', link: [{ provider: 'google', id: '1035' }] },
      { username: 'cleo', disabled: true },
    ]);
    expect(report.refusedHashes).toEqual([{ form: 'keycloak-argon2', reason: 'too-costly', users: 1 }]);
    expect(Object.values(files).join()).not.toContain('TOTP-SECRET');
  });

  it('says of a partial export that it has no users (R700)', async () => {
    const realm = { id: 'shop', realm: 'shop', accessTokenLifespan: 300, clients: [{ clientId: 'x' }] };
    await expect(convertBytes(JSON.stringify(realm), { from: 'keycloak' })).rejects.toThrow(
      'there are no users in export. A partial export',
    );
  });
});
