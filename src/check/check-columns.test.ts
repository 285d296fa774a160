import { describe, expect, it } from 'vitest';
import { csvHeaderOf, judgeHeader } from '../domain/imports/csv-header.ts';
import { fixtureSchema, stringAttribute } from '../domain/pools/user-pool.fixture.ts';
import { findColumnProblem } from './check-columns.ts';
import { DEFAULT_CSV_HEADER } from './default-csv-header.ts';

const WANTED = [...DEFAULT_CSV_HEADER, 'password_hash'];
const find = (header: readonly string[]) => findColumnProblem(header, WANTED, 'users.csv');
const without = (...columns: string[]) => DEFAULT_CSV_HEADER.filter((column) => !columns.includes(column));
const renamed = (from: string, to: string) => DEFAULT_CSV_HEADER.map((column) => (column === from ? to : column));

describe('findColumnProblem', () => {
  it.each([
    ['the header of GetCSVHeader', DEFAULT_CSV_HEADER],
    ['any order (R158)', DEFAULT_CSV_HEADER.toReversed()],
    ['a hash column (R165)', WANTED],
  ])('takes %s', (_name, header) => {
    expect(find(header)).toBeUndefined();
  });

  it.each([
    ['the least there may be', ['cognito:username', 'email', 'email_verified', 'password_hash'], undefined, undefined],
    ['the whole header', WANTED, undefined, undefined],
    ['no hashes', ['cognito:username', 'phone_number', 'phone_number_verified'], 'password_hash', 'password_hash'],
    ['half a pair', ['phone_number', 'password_hash'], 'cognito:username, phone_number_verified', undefined],
    [
      'another name for the hashes',
      ['cognito:username', 'email', 'email_verified', 'PasswordHash'],
      undefined,
      'password_hash',
    ],
  ])('asks a job with hashes for less (R161, R162): %s', (_name, header, missing, named) => {
    const problem = findColumnProblem(header, WANTED, 'users.csv', 'BCRYPT');
    expect(problem?.match(/^ {2}missing {2}(.*)$/m)?.[1]).toBe(missing);
    if (problem === undefined) return;
    const line = String(problem.split('\n\n')[1]).split(',');
    expect(line).toContain(named ?? 'password_hash');
    const job = { passwordHashingAlgorithm: 'BCRYPT' } as const;
    expect(judgeHeader(line, { schema: fixtureSchema() }, job).kind).toBe('accepted');
  });

  it('names missing columns and prints the line that adds them (R160)', () => {
    const header = without('address', 'cognito:mfa_enabled');
    expect(find(header)).toBe(
      `the header of users.csv does not fit the user pool:\n  missing  address, cognito:mfa_enabled\nUse this header instead:\n\n` +
        `${[...header, 'address', 'cognito:mfa_enabled'].join()}\n\n` +
        'Put 2 more commas (,,) at the end of every record, too.',
    );
  });

  it.each([
    ['phone_number', 'Phone', 'phone_number'],
    ['cognito:username', 'username', 'cognito:username'],
    ['birthdate', 'Date of birth', 'birthdate'],
  ])('renames a column that means %s', (column, found, meant) => {
    expect(find(renamed(column, found))).toBe(
      `the header of users.csv does not fit the user pool:\n  unknown  ${found} (${meant}?)\nUse this header instead:\n\n${DEFAULT_CSV_HEADER.join()}`,
    );
  });

  it('offers an attribute of the own name for what Cognito does not know (R163)', () => {
    const problem = find([...DEFAULT_CSV_HEADER, 'Cost Centre']);
    expect(problem).toContain('  unknown  Cost Centre (custom:cost_centre?)\n');
    expect(problem).toContain(',cognito:username,custom:cost_centre');
  });

  it.each([
    ['encrypted_password', 'password_hash'],
    ['passwordHash', 'password_hash'],
  ])('offers the column of hashes for %s, and no attribute', (column, meant) => {
    const problem = find([...DEFAULT_CSV_HEADER, column]);
    expect(problem).toContain(`${column} (${meant}?)`);
    expect(problem).toContain(`,${meant}`);
    expect(problem).not.toContain(`custom:`);
  });

  it.each(['salt', 'password', 'reset_password_token', 'otp_secret', 'totp', 'api_key'])(
    'never makes an attribute of the secrets in %s',
    (column) => {
      const problem = find([...DEFAULT_CSV_HEADER, column, 'Department']);
      expect(problem).toContain(`${column} (secrets: leave it out)`);
      expect(problem).toContain(`then check again: ${column}.`);
      expect(problem).not.toContain(`custom:${column}`);
      expect(problem).not.toContain('Use this header');
    },
  );

  it('says what a user name can be where no column has one (R160)', () => {
    expect(find(without('cognito:username'))).toContain('No column has the user names. Every user needs one');
  });

  it('says of a missing attribute of the pool where it comes from (R166)', () => {
    const wanted = [...WANTED, 'custom:team', 'custom:floor'];
    expect(findColumnProblem([...DEFAULT_CSV_HEADER, 'custom:floor'], wanted, 'users.csv')).toContain(
      'custom:team is an attribute of the user pool',
    );
    expect(findColumnProblem(DEFAULT_CSV_HEADER, wanted, 'users.csv')).toContain(
      'custom:team, custom:floor are attributes of the user pool',
    );
  });

  it('names a column without a name by its position', () => {
    expect(find([...DEFAULT_CSV_HEADER, ''])).toContain('a column without a name at position 22');
  });

  it('says which attribute a named pool does not have', () => {
    expect(find([...DEFAULT_CSV_HEADER, 'custom:team'])).toContain(
      'custom:team (an attribute that the pool does not have)',
    );
  });

  it('refuses a repeated column (R164)', () => {
    expect(find([...DEFAULT_CSV_HEADER, 'email'])).toBe('the header of users.csv has the column email twice');
  });

  it('tells a file without a header, and shows none of its values', () => {
    const problem = find(['john', 'John Doe', 'john@example.com']);
    expect(problem).toContain('does not seem to be a header');
    // A header above values in another order would move every value.
    expect(problem).toContain('in the order of its values');
    expect(problem).not.toContain('Use this header');
    expect(problem).toContain(DEFAULT_CSV_HEADER.join());
    expect(problem).not.toContain('john');
  });

  it('sends a file of JSON to muster convert instead of putting a header above it', () => {
    const problem = find(['{"user_id":"auth0|1"', '"email":"john@example.com"}']);
    expect(problem).toContain('users.csv is JSON, not a CSV file; muster convert makes');
    expect(problem).not.toMatch(/put a header|john/);
  });

  it('takes a line with an address or a number for a user, whatever else is in it', () => {
    for (const header of [
      ['ann', 'email', 'ann@example.com', 'true'],
      ['name', 'phone', '+12065550100'],
    ]) {
      const problem = find(header);
      expect(problem).toContain('does not seem to be a header');
      expect(problem).not.toMatch(/ann|2065550100/);
    }
  });

  it('shows nothing of the users that stand in the header where CR alone ends the lines (R177)', () => {
    const problem = find([...DEFAULT_CSV_HEADER.slice(0, -1), 'cognito:username\rJohn Doe', 'john@example.com\r']);
    expect(problem).toContain("tr '\\r' '\\n' < FILE > NEW");
    expect(problem).not.toMatch(/john/i);
  });

  it('lists twenty unknown columns and counts the others', () => {
    const own = Array.from({ length: 23 }, (_, index) => `Own ${index + 1}`);
    const problem = find([...DEFAULT_CSV_HEADER, ...own]);
    expect(problem).toContain('Own 20 (custom:own_20?) and 3 more\n');
    expect(problem).not.toContain('Own 21');
  });

  it.each([
    ['semicolons (R172)', [DEFAULT_CSV_HEADER.join(';')], 'separated by semicolons'],
    ['tabs (R172)', [DEFAULT_CSV_HEADER.join('\t')], 'separated by tabs'],
    ['quotes (R173)', DEFAULT_CSV_HEADER.map((column) => `"${column}"`), 'without quotes'],
    ['UTF-16 without a mark (R170)', ['n\0a\0m\0e\0', '\0email'], 'UTF-16'],
    ['a workbook (R171)', ['PK\u0003\u0004\u0014'], 'an Excel workbook'],
  ])('knows a header in another format: %s', (_name, header, text) => {
    expect(find(header)).toContain(text);
  });

  it.each([
    ['a missing column', without('email')],
    ['a renamed column', renamed('given_name', 'First Name')],
    ['both, and one of its own', [...without('email', 'locale'), 'E-Mail', 'Department']],
    ['two columns that seem to mean one', [...without('phone_number'), 'phone', 'mobile']],
  ])('prints a line that the service takes, for %s', (_name, header) => {
    const line = String(find(header)?.split('\n\n')[1]).split(',');
    const own = line.filter((column) => column.startsWith('custom:')).map((column) => stringAttribute(column));
    expect(judgeHeader(line, { schema: fixtureSchema(...own) }, {}).kind).toBe('accepted');
  });
});

describe('DEFAULT_CSV_HEADER', () => {
  it('is the header of a pool with the default schema (R154)', () => {
    expect(DEFAULT_CSV_HEADER).toEqual(csvHeaderOf({ schema: fixtureSchema() }));
  });
});
