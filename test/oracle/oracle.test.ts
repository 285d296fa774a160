import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fixtureSchema, fixtureSettings } from '../../src/domain/pools/user-pool.fixture.ts';
import { expectedLines, fileOf } from '../../src/domain/records/cases/record-case.fixture.ts';
import { RECORD_CASES } from '../../src/domain/records/cases/record-cases.fixture.ts';
import { compareImport } from './compare-import.ts';
import { expectImport } from './oracle.ts';

const HEADER =
  'cognito:username,name,email,email_verified,phone_number,phone_number_verified,birthdate,cognito:mfa_enabled';

describe('the oracle', () => {
  it.each([
    ['ann,,a@b.c,TRUE,,,,', '[SUCCEEDED] Line Number 1 - The import succeeded.'],
    ['ann,,,,+12345550100,true,,FALSE', '[SUCCEEDED] Line Number 1 - The import succeeded.'],
    ['ann,Ann\\, B,a@b.c,true,,,02/29/2024,', '[SUCCEEDED] Line Number 1 - The import succeeded.'],
    ['ann,Ann, B,a@b.c,true,,,,', '[FAILED] Line Number 1 - The row has 9 fields, the header has 8.'],
    [',,a@b.c,true,,,,', '[FAILED] Line Number 1 - The value of cognito:username is missing.'],
    ['a b,,a@b.c,true,,,,', '[FAILED] Line Number 1 - The value of cognito:username is not a valid user name.'],
    ['ann,,a@b.c,yes,,,,', '[FAILED] Line Number 1 - The value of email_verified must be true or false.'],
    ['ann,,a@b,true,,,,', '[FAILED] Line Number 1 - Invalid email address format.'],
    ['ann,,a@b.c,true,12,,,', '[FAILED] Line Number 1 - Invalid phone number format.'],
    [
      'ann,,a@b.c,true,,,02/30/2024,',
      '[FAILED] Line Number 1 - The value of birthdate must have the format mm/dd/yyyy.',
    ],
    [
      'ann,,a@b.c,false,,,,',
      '[FAILED] Line Number 1 - The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
    ],
    [
      'ann,,a@b.c,true,,,,true',
      '[FAILED] Line Number 1 - The value of cognito:mfa_enabled does not match the MFA configuration of the user pool.',
    ],
  ])('expects of "%s": %s', (record, line) => {
    expect(expectImport(`${HEADER}\n${record}\n`).log).toEqual([line]);
  });

  it('unescapes, trims, leaves blanks out, and skips the second of two', () => {
    const expected = expectImport(`${HEADER}\r\n\r\nann, A\\\\\\,B\\x ,a@b.c,TRUE,,,,\r\nann,,c@d.e,true,,,,`);
    expect(expected.users).toEqual(
      new Map([
        [
          'ann',
          {
            status: 'RESET_REQUIRED',
            attributes: new Map([
              ['name', 'A\\,B\\x'],
              ['email', 'a@b.c'],
              ['email_verified', 'true'],
            ]),
          },
        ],
      ]),
    );
    expect(expected).toMatchObject({ status: 'Succeeded', imported: 1, skipped: 1, failed: 0 });
    expect(expected.log[1]).toBe('[SKIPPED] Line Number 2 - The user already exists.');
  });
});

describe('the oracle and the table of records', () => {
  const plainPool = { settings: fixtureSettings(), schema: fixtureSchema() };
  const cases = RECORD_CASES.filter(({ pool }) => isDeepStrictEqual(pool, plainPool));

  it.each(cases.map((recordCase) => [recordCase.name, recordCase] as const))('agree: %s', (_name, recordCase) => {
    const { log, users } = expectImport(fileOf(recordCase), recordCase.algorithm);
    expect(log).toEqual(expectedLines(recordCase));
    for (const record of recordCase.expected) {
      if (typeof record !== 'object' || !('imported' in record)) continue;
      const { name, status, attributes } = record.imported;
      expect(users.get(name)).toMatchObject({ status });
      if (attributes) expect(Object.fromEntries(users.get(name)?.attributes ?? [])).toEqual(attributes);
    }
  });
});

describe('the comparison', () => {
  const expected = expectImport(`${HEADER}\nann,Ann,a@b.c,true,,,,\n`);
  const job = {
    Status: 'Succeeded' as const,
    CompletionMessage: 'Import Job Completed Successfully.',
    ImportedUsers: 1,
    SkippedUsers: 0,
    FailedUsers: 0,
  };
  const log = ['[SUCCEEDED] Line Number 1 - The import succeeded.'];
  const attributes = [
    { Name: 'sub', Value: '01890000-0000-7000-8000-000000000000' },
    { Name: 'name', Value: 'Ann' },
    { Name: 'email', Value: 'a@b.c' },
    { Name: 'email_verified', Value: 'true' },
  ];
  const ann = { Username: 'ann', UserStatus: 'RESET_REQUIRED' as const, Enabled: true, Attributes: attributes };

  it('finds no difference where there is none', () => {
    expect(compareImport(expected, { job, log, users: [ann] })).toEqual([]);
  });

  it.each([
    ['a counter', { job: { ...job, ImportedUsers: 2 }, log, users: [ann] }],
    ['the status', { job: { ...job, Status: 'Failed' as const }, log, users: [ann] }],
    ['a log line', { job, log: ['[SUCCEEDED] Line Number 2 - The import succeeded.'], users: [ann] }],
    ['a log line too many', { job, log: [...log, ...log], users: [ann] }],
    ['a user that is missing', { job, log, users: [] }],
    ['a user twice', { job, log, users: [ann, ann] }],
    ['a user that should not be', { job, log, users: [ann, { ...ann, Username: 'bob' }] }],
    ['an attribute', { job, log, users: [{ ...ann, Attributes: attributes.slice(0, 3) }] }],
    ['a user without sub', { job, log, users: [{ ...ann, Attributes: attributes.slice(1) }] }],
    ['a status of a user', { job, log, users: [{ ...ann, UserStatus: 'CONFIRMED' as const }] }],
    ['a disabled user', { job, log, users: [{ ...ann, Enabled: false }] }],
  ])('finds %s', (_, actual) => {
    expect(compareImport(expected, actual)).toHaveLength(1);
  });
});
