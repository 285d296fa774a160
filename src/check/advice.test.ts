import { describe, expect, it } from 'vitest';
import { judgeHeader } from '../domain/imports/csv-header.ts';
import { fixtureSchema, fixtureSettings, stringAttribute } from '../domain/pools/user-pool.fixture.ts';
import { checkBytes } from './check-bytes.fixture.ts';
import type { CheckOptions } from './check-options.ts';
import { DEFAULT_CSV_HEADER } from './default-csv-header.ts';
import { describeRemedy } from './remedies/describe-remedy.ts';

/** As people keep it, with the user name first. */
const COLUMNS = ['cognito:username', ...DEFAULT_CSV_HEADER.filter((column) => column !== 'cognito:username')];
const ANN = { 'cognito:username': 'ann', email: 'ann@example.com', email_verified: 'true' };

function lineOf(change: Readonly<Record<string, string>>, columns: readonly string[] = COLUMNS): string {
  const values: Readonly<Record<string, string>> = { ...ANN, ...change };
  return columns.map((column) => values[column] ?? '').join();
}

function fileOf(header: string, ...lines: readonly string[]): string {
  return [header, ...lines, ''].join('\n');
}

/** Advice of each finding, and the value that it offers. */
async function adviceOf(content: string, change: Partial<CheckOptions> = {}) {
  const { findings, fileFindings } = await checkBytes(content, change);
  return [...fileFindings, ...findings].map(({ remedy }) => [remedy.advice, 'to' in remedy ? remedy.to : undefined]);
}

const OWN = [...COLUMNS, 'custom:note', 'custom:ref'];

describe('advice about a record', () => {
  it.each<[string, string, readonly (readonly [string, unknown])[]]>([
    [
      'a comma within a value before a blank: not to be removed at the end (R181)',
      fileOf(OWN.join(), `${lineOf({})},tea, milk,`),
      [['count-comma-or-trailing', undefined]],
    ],
    [
      'a comma within a value before more blanks (R181)',
      fileOf(
        ['cognito:username', 'custom:note', ...COLUMNS.slice(1), 'custom:ref'].join(),
        `ann,tea, milk,${lineOf({}).slice(4)},`,
      ),
      [['count-comma', expect.arrayContaining(['tea, milk', 'ann@example.com'])]],
    ],
    [
      'a 0 that is dialled at home only (R203)',
      fileOf(COLUMNS.join(), lineOf({ phone_number: '+44 (0)20 7946 0958' })),
      [['phone-trunk-zero', '+442079460958']],
    ],
    [
      'a name around an address (R201)',
      fileOf(COLUMNS.join(), lineOf({ email: 'Ann Bee <ann@example.com>' })),
      [['email-display-name', 'ann@example.com']],
    ],
    [
      'what a person makes of that by removing the white space',
      fileOf(COLUMNS.join(), lineOf({ email: 'AnnBee<ann@example.com>' })),
      [['email-display-name', 'ann@example.com']],
    ],
    [
      'a year for a day (R204)',
      fileOf(COLUMNS.join(), lineOf({ birthdate: '1985' })),
      [['date-year-alone', undefined]],
    ],
    [
      'characters that cannot be seen (R203)',
      fileOf(COLUMNS.join(), lineOf({ phone_number: '\u202a+12065550100\u202c' })),
      [['value-unseen', '+12065550100']],
    ],
    [
      'all faults of a record, the hidden ones too',
      fileOf(
        COLUMNS.join(),
        lineOf({ email: '?', phone_number: '+1 206 555 0100', birthdate: '1985-02-01', updated_at: '1471453471.5' }),
      ),
      [
        ['email-malformed', undefined],
        ['phone-punctuation', '+12065550100'],
        ['date-year-first', '02/01/1985'],
        ['updated-at-fraction', '1471453471'],
      ],
    ],
  ])('is right for %s', async (_name, content, advice) => {
    expect(await adviceOf(content)).toEqual(advice);
  });

  it.each([
    'None',
    'nan',
    'NaN',
    'undefined',
    '[object Object]',
    '\\N',
    'nil',
    '-',
    '(null)',
    'NULL',
    'null',
    '{}',
    'N/A',
    'none',
  ])('warns of %s, and imports the record (R191)', async (word) => {
    const { findings, importedUsers } = await checkBytes(
      fileOf(COLUMNS.join(), lineOf({ name: word, family_name: word })),
    );
    expect(findings).toMatchObject([
      { severity: 'warning', column: 'name', remedy: { advice: 'hint-null-word' } },
      { severity: 'warning', column: 'family_name', remedy: { advice: 'hint-null-word' } },
    ]);
    expect(importedUsers).toBe(1);
  });

  it('names the characters that cannot be seen', async () => {
    const { findings } = await checkBytes(fileOf(COLUMNS.join(), lineOf({ phone_number: '+1\u00a0206\u20115550100' })));
    expect(findings.map(({ remedy }) => remedy.named)).toEqual([{ characters: 'U+00A0, U+2011' }]);
  });

  it('names bounds and lengths of the pool (R208, R209)', async () => {
    const columns = [...COLUMNS, 'custom:tenant', 'custom:n'];
    const schema = fixtureSchema(
      { ...stringAttribute('custom:tenant'), minLength: '2', maxLength: '5' },
      { ...stringAttribute('custom:n'), dataType: 'Number', minValue: '3', maxValue: '8' },
    );
    const lines = ['abcdefghij,9', 'ab,9', 'a,5', 'abc,x', 'abc,3.0'].map(
      (own, index) => `${lineOf({ 'cognito:username': `u${index}` })},${own}`,
    );
    const { findings } = await checkBytes(fileOf(columns.join(), ...lines), {
      poolOf: () => ({ description: 'a pool', settings: fixtureSettings({}), schema }),
    });
    expect(
      findings.map(({ lineNumber, remedy }) => [lineNumber, describeRemedy(remedy), remedy.named?.length]),
    ).toEqual([
      [2, expect.stringContaining('2 to 5 characters'), 10],
      [2, expect.stringContaining('3 to 8'), undefined],
      [3, expect.stringContaining('3 to 8'), undefined],
      [4, expect.stringContaining('2 to 5 characters'), 1],
      [5, expect.stringContaining('is a Number'), undefined],
    ]);
  });

  it('tells a further fault of a record that fails, and does not count it', async () => {
    const content = fileOf(COLUMNS.join(), lineOf({ phone_number: '+1 206 555 0100', birthdate: '1985-02-01' }));
    const result = await checkBytes(content);
    expect(result).toMatchObject({
      failedUsers: 1,
      findings: [{ severity: 'failed' }, { severity: 'further', rule: 'R204' }],
    });
  });

  it('converts no date of a column that has the day first in one place only, and warns of the others (R204)', async () => {
    const lines = ['31/01/1985', '05/04/1985'].map((birthdate, index) =>
      lineOf({ 'cognito:username': `u${index}`, birthdate }),
    );
    expect(await adviceOf(fileOf(COLUMNS.join(), ...lines))).toEqual([
      ['date-day-first', undefined],
      ['hint-date-order-mixed', undefined],
    ]);
  });
});

describe('advice about a header', () => {
  const upper = COLUMNS.map((column) => column.toUpperCase());
  const title = COLUMNS.map((column) =>
    column.replaceAll('_', ' ').replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  );
  const words = COLUMNS.map(
    (column) => ({ email: 'E-mail', given_name: 'First Name', phone_number: 'user_phone' })[column] ?? column,
  );
  const owners = COLUMNS.map((column) => (column.includes(':') || column === 'name' ? column : `user_${column}`));

  it.each([
    ['capital letters', upper.join()],
    ['Title Case', title.join(', ')],
    ['other words', words.join()],
    ['an owner before each name', owners.join()],
    ['full-width letters', COLUMNS.join().replace('email,', 'ｅｍａｉｌ,')],
  ])('maps %s in the order of the file, and the records are checked (R158, R163)', async (_name, header) => {
    const { fileFindings, importedUsers } = await checkBytes(fileOf(header, lineOf({})));
    expect(fileFindings.map(({ remedy }) => remedy)).toMatchObject([
      { kind: 'change-header', to: COLUMNS, safe: true },
    ]);
    expect(fileFindings[0]?.detail).toContain(`\n\n${COLUMNS.join()}`);
    expect(importedUsers).toBe(1);
  });

  it('offers no name that is refused: one that is too long is shortened (R156)', async () => {
    const { fileFindings } = await checkBytes(
      fileOf(`${COLUMNS.join()},custom:averyveryverylongname20x`, `${lineOf({})},x`),
    );
    const [remedy] = fileFindings.map((finding) => finding.remedy);
    expect(remedy).toMatchObject({ kind: 'change-header', safe: false });
    const to = remedy?.kind === 'change-header' ? remedy.to : [];
    expect(to.at(-1)).toBe('custom:averyveryverylongnam');
    expect(judgeHeader(to, { schema: fixtureSchema(stringAttribute('custom:averyveryverylongnam')) }, {}).kind).toBe(
      'accepted',
    );
    expect(fileFindings[0]?.detail).toContain('24 characters after custom:, a pool allows 20');
  });

  it('says what to do with a column that the pool has no attribute for (R163)', async () => {
    const pool = { description: 'a pool', settings: fixtureSettings({}), schema: fixtureSchema() };
    const { fileFindings } = await checkBytes(fileOf(`${COLUMNS.join()},enabled`, `${lineOf({})},true`), {
      poolOf: () => pool,
    });
    expect(fileFindings).toMatchObject([{ remedy: { kind: 'decide' } }]);
    expect(fileFindings[0]?.detail).toContain('enabled (no attribute of the pool)');
    expect(fileFindings[0]?.detail).toContain(
      'Remove them from the header and from every record, or add the attributes',
    );
    expect(fileFindings[0]?.detail).not.toContain('Use this header');
  });

  it('takes two columns that mean one for two', async () => {
    const header = [...COLUMNS.map((column) => (column === 'phone_number' ? 'Phone' : column)), 'Mobile'];
    const { fileFindings } = await checkBytes(fileOf(header.join(), `${lineOf({})},`));
    expect(fileFindings).toMatchObject([
      { remedy: { kind: 'change-header', to: [...COLUMNS, 'custom:mobile'], safe: false } },
    ]);
  });

  it('takes a line of values for no header', async () => {
    const { fileFindings } = await checkBytes(fileOf(lineOf({ name: 'Ann' }), lineOf({})));
    expect(fileFindings).toMatchObject([{ remedy: { kind: 'decide' } }]);
  });
});
