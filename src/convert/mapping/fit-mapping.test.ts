import { describe, expect, it } from 'vitest';
import { fixtureSchema, fixtureSettings, stringAttribute } from '../../domain/pools/user-pool.fixture.ts';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';
import { auth0 } from '../sources/auth0.ts';
import { fitMapping } from './fit-mapping.ts';

describe('the mapping of a source for a pool that exists', () => {
  it('leaves out what the pool has no attribute for, and keeps what it has (R716)', () => {
    const mapping = auth0.mappingOf([]);
    const bare = { settings: fixtureSettings(), schema: fixtureSchema() };
    expect(fitMapping(mapping, bare)).toMatchObject({ dropped: ['custom:created_at'], dropsUsername: false });
    const whole = { ...bare, schema: fixtureSchema(stringAttribute('custom:created_at')) };
    expect(fitMapping(mapping, whole)).toEqual({ mapping, dropped: [], dropsUsername: false });
  });

  it('takes the address for the user name where user names are addresses (R218, R716)', async () => {
    const pool = {
      settings: fixtureSettings({ usernameAttributes: ['email', 'phone_number'], caseSensitiveUsernames: false }),
      schema: fixtureSchema(),
    };
    const { mapping, dropsUsername } = fitMapping(auth0.mappingOf([]), pool);
    expect(dropsUsername).toBe(true);
    const converted = await convertBytes(readCase('auth0.ndjson'), { mapping, pool });
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.users.map((user) => user['cognito:username'])).toEqual([
      'ann@example.com',
      'ben@example.com',
      '+4915112345678',
      'emil@example.com',
    ]);
    expect(converted.files).not.toHaveProperty('pool.json');
  });
});
