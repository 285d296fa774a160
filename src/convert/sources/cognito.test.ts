import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

describe('answers of ListUsers', () => {
  it('are read page after page, with the custom attributes that users have (R700, R703)', async () => {
    const converted = await convertBytes(readCase('cognito.json'));
    expect(findConversionFaults(converted)).toEqual([]);
    expect(Object.fromEntries(converted.report.byReason)).toEqual({ 'user-of-provider': 1, 'nothing-verified': 1 });
    expect(converted.users).toEqual([
      {
        'cognito:username': 'ann',
        email: 'ann@example.com',
        email_verified: 'true',
        birthdate: '02/01/1985',
        'custom:team': 'red, blue',
        'dev:custom:tier': 'gold',
      },
      { 'cognito:username': 'ben', email: 'ben@example.com', email_verified: 'true', birthdate: '02/01/1985' },
      { 'cognito:username': 'emil', phone_number: '+4915112345678', phone_number_verified: 'true' },
    ]);
    expect(converted.followUps).toEqual([
      { username: 'ben', disabled: true },
      { username: 'emil', mfa: 'SMS' },
    ]);
    expect(JSON.parse(converted.files['pool.json'] ?? '')).toMatchObject({
      AliasAttributes: ['email', 'phone_number'],
      Schema: [
        { Name: 'team', AttributeDataType: 'String' },
        { Name: 'tier', DeveloperOnlyAttribute: true },
      ],
    });
  });

  it('whose user names are UUIDs give a pool whose user names are addresses (R706)', async () => {
    const converted = await convertBytes(readCase('cognito-emails.json'));
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.users.map((user) => [user['cognito:username'], user['custom:old_username']])).toEqual([
      ['ann@example.com', '0b2d8a6e-0003-4000-8000-000000000001'],
      ['ben@example.com', '0b2d8a6e-0003-4000-8000-000000000002'],
    ]);
    const pool = JSON.parse(converted.files['pool.json'] ?? '');
    expect(pool).toMatchObject({ UsernameAttributes: ['email'], Schema: [{ Name: 'email', Required: true }, {}] });
    expect(pool).not.toHaveProperty('AliasAttributes');
  });
});
