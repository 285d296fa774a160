import { describe, expect, it } from 'vitest';
import { fixtureSchema, stringAttribute } from '../pools/user-pool.fixture.ts';
import { csvHeaderOf, judgeHeader } from './csv-header.ts';

const CLASSIC =
  'name,given_name,family_name,middle_name,nickname,preferred_username,profile,picture,website,email,email_verified,' +
  'gender,birthdate,zoneinfo,locale,phone_number,phone_number_verified,address,updated_at,cognito:mfa_enabled,cognito:username';
const DEFAULT = { schema: fixtureSchema() };
const CUSTOM = { schema: fixtureSchema(stringAttribute('custom:team'), stringAttribute('dev:custom:key')) };
const HASHES = { passwordHashingAlgorithm: 'BCRYPT' } as const;

describe('csvHeaderOf', () => {
  it.each([
    ['a default pool in classic order (R154)', DEFAULT, {}, CLASSIC],
    [
      'custom attributes behind updated_at (R156)',
      CUSTOM,
      {},
      CLASSIC.replace('updated_at', 'updated_at,custom:team,dev:custom:key'),
    ],
    ['the hash column last, if hashes are imported (R157)', DEFAULT, { hashImport: true }, `${CLASSIC},password_hash`],
  ])('gives %s', (_name, pool, options, header) => {
    expect(csvHeaderOf(pool, options).join()).toBe(header);
  });

  it('leaves out sub and identities (R153)', () => {
    expect(csvHeaderOf({ schema: [stringAttribute('sub'), stringAttribute('identities')] })).toEqual([
      'cognito:mfa_enabled',
      'cognito:username',
    ]);
  });
});

describe('judgeHeader', () => {
  const reversed = CLASSIC.split(',').reverse().join();

  it.each([
    ['the template', CLASSIC],
    ['any order (R158, R167)', reversed],
    ['a password_hash column (R165)', `${CLASSIC},password_hash`],
  ])('accepts %s and gives the columns as they stand', (_name, header) => {
    const fields = header.split(',');
    expect(judgeHeader(fields, DEFAULT, {})).toEqual({ kind: 'accepted', columns: fields });
  });

  it.each([
    [
      'an unknown column (R163)',
      `${CLASSIC},shoe_size`,
      'The header of the CSV file has an unexpected column at position 22.',
    ],
    [
      'an empty name behind a trailing comma (R163)',
      `${CLASSIC},`,
      'The header of the CSV file has an unexpected column at position 22.',
    ],
    ['sub (R217)', `sub,${CLASSIC}`, 'The header of the CSV file has an unexpected column at position 1.'],
    [
      'a name in another case (R159)',
      CLASSIC.replace('gender', 'Gender'),
      'The header of the CSV file has an unexpected column at position 12.',
    ],
    ['a repeated column (R164)', `${CLASSIC},email`, 'The header of the CSV file repeats the column email.'],
    [
      'a header that lacks a column (R160)',
      CLASSIC.replace('gender,', ''),
      'The header of the CSV file lacks the column gender.',
    ],
    [
      'an unknown column before a missing one',
      'x',
      'The header of the CSV file has an unexpected column at position 1.',
    ],
  ])('refuses %s', (_name, header, completionMessage) => {
    expect(judgeHeader(header.split(','), DEFAULT, {})).toMatchObject({ kind: 'refused', completionMessage });
  });

  it('refuses a header that is too long (R183)', () => {
    expect(judgeHeader(undefined, DEFAULT, {})).toMatchObject({
      kind: 'refused',
      completionMessage: 'The header of the CSV file is longer than 16000 characters.',
    });
  });

  it('refuses the old template after a custom attribute was added (R166)', () => {
    expect(judgeHeader(CLASSIC.split(','), CUSTOM, {})).toMatchObject({
      completionMessage: 'The header of the CSV file lacks the column custom:team.',
    });
  });

  it.each([
    ['cognito:username,email,email_verified,password_hash', undefined],
    ['password_hash,phone_number_verified,phone_number,cognito:username,name', undefined],
    [
      'cognito:username,email,email_verified',
      'The CSV file has no password_hash column, but the job names a password hashing algorithm.',
    ],
    ['email,email_verified,password_hash', 'The header of the CSV file lacks the column cognito:username.'],
    ['cognito:username,password_hash', 'The header of the CSV file lacks the column email.'],
    ['cognito:username,email,password_hash', 'The header of the CSV file lacks the column email_verified.'],
    [
      'cognito:username,phone_number_verified,password_hash',
      'The header of the CSV file lacks the column phone_number.',
    ],
    ['cognito:username,shoe,password_hash', 'The header of the CSV file has an unexpected column at position 2.'],
  ])('asks a job with hashes for less, but for their column (R161, R162, R247): %s', (header, completionMessage) => {
    const verdict = judgeHeader(header.split(','), DEFAULT, HASHES);
    expect(verdict.kind === 'refused' ? verdict.completionMessage : undefined).toBe(completionMessage);
  });
});
