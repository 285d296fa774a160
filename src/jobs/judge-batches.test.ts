import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { writeUuid } from '../base/uuid-bytes.ts';
import { LineCutter } from '../csv/line-cutter.ts';
import { PlainFields } from '../csv/plain-fields.ts';
import { splitFields } from '../csv/split-fields.ts';
import { csvHeaderOf } from '../domain/imports/csv-header.ts';
import { RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import type { Verdict } from '../domain/imports/verdict.ts';
import { fixtureSchema, fixtureSettings, stringAttribute } from '../domain/pools/user-pool.fixture.ts';
import type { UserPool } from '../domain/pools/user-pool.ts';
import { RECORD_CASES } from '../domain/records/cases/record-cases.fixture.ts';
import { compilePlainJudge } from '../domain/records/judge-plain-record.ts';
import { compileJudge } from '../domain/records/judge-record.ts';
import { PRIVATE_MEMORY, VerdictList } from '../domain/records/verdict-list.ts';
import { digestKey } from '../domain/users/user-keys.ts';
import { INTERNAL_FAILURE, judgeBatches } from './judge-batches.ts';

type Pool = Pick<UserPool, 'settings' | 'schema'>;

const SUB = '0190b7a6-1234-7567-89ab-cdef01234567';
const FIRST = { byteOffset: 0, lineNumber: 1, recordNumber: 1 };
const CUSTOM = fixtureSchema(
  stringAttribute('custom:team', { minLength: '2', maxLength: '5' }),
  { ...stringAttribute('custom:age'), dataType: 'Number', minValue: '-5', maxValue: '99.5' },
  { ...stringAttribute('custom:vip'), dataType: 'Boolean' },
  { ...stringAttribute('custom:since'), dataType: 'DateTime' },
);
const REQUIRED = fixtureSchema().map((attribute) => ({
  ...attribute,
  required: attribute.name === 'email' || attribute.name === 'name',
}));
const POOLS: readonly [name: string, pool: Pool][] = [
  ['default', { settings: fixtureSettings(), schema: fixtureSchema() }],
  [
    'with custom attributes',
    { settings: fixtureSettings({ autoVerifiedAttributes: ['email'], mfaConfiguration: 'OPTIONAL' }), schema: CUSTOM },
  ],
  [
    'with aliases',
    {
      settings: fixtureSettings({
        aliasAttributes: ['email', 'phone_number', 'preferred_username'],
        caseSensitiveUsernames: false,
      }),
      schema: REQUIRED,
    },
  ],
  [
    'with addresses as user names',
    {
      settings: fixtureSettings({ usernameAttributes: ['email'], allowedFirstAuthFactors: ['EMAIL_OTP'] }),
      schema: REQUIRED,
    },
  ],
  [
    'with addresses and numbers as user names',
    {
      settings: fixtureSettings({
        usernameAttributes: ['email', 'phone_number'],
        caseSensitiveUsernames: false,
        mfaConfiguration: 'ON',
        smsConfiguration: {},
        allowedFirstAuthFactors: ['SMS_OTP'],
      }),
      schema: CUSTOM,
    },
  ],
];

/** Values as a file has them, by column; any column may also have one of the others. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'cognito:username': ['ann', 'Ann', 'bob@example.com', '+4915112345678', 'ж', 'a"b', 'x'.repeat(128), 'x'.repeat(129)],
  'cognito:mfa_enabled': ['false', 'true', 'FALSE', 'no'],
  email: [
    'bob@example.com',
    'Bob@Example.com',
    'a@b',
    '@b.c',
    'a@b.',
    'a@b..c',
    'a@b.c@d',
    'a b@c.d',
    'ж@b.c',
    'a\\,b@c.d',
  ],
  email_verified: ['true', 'TRUE', 'false', 'maybe'],
  phone_number: ['+4915112345678', '+1', '+', '4', `+${'1'.repeat(16)}`, '+12a'],
  phone_number_verified: ['true', 'false', 'True'],
  birthdate: [
    '02/29/2000',
    '02/29/1900',
    '12/31/1999',
    '13/01/2000',
    '1/1/2000',
    '01/01/0000',
    '01-01-2000',
    '00/10/2000',
  ],
  updated_at: ['0', '1700000000', '-1', '1.5', '99999999999999999999'],
  preferred_username: ['Nick', 'ж', 'n\\\\k'],
  'custom:age': ['7', '99.5', '99.6', '-5', 'old'],
  'custom:vip': ['true', 'False', '1'],
};
const ANYTHING = [
  '',
  ' ',
  'name',
  ' name ',
  'two words',
  'Zoë',
  '名前',
  'かな',
  '\u{1f600}',
  '\u00a0x',
  'x\u00a0',
  'x\u3000',
  '\u200bx',
  'x\ufeff',
  'a\\,b',
  'a\\\\',
  '\\',
  '\\ ',
  'say "hi"',
  'tab\tin',
  'nul\0',
  'cr\rin',
  '\u007f',
  'é'.repeat(2048),
  'é'.repeat(2049),
  'x'.repeat(2049),
];

/** A good record of the pool, of which some values are exchanged. */
function records(pool: Pool): fc.Arbitrary<string> {
  const columns = csvHeaderOf(pool);
  const good = columns.map((column) => goodValue(pool, column));
  const change = fc.nat(columns.length - 1).chain((at) => {
    const likely = VALUES[columns[at] ?? ''] ?? ANYTHING;
    return fc.record({
      at: fc.constant(at),
      value: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...likely) },
        { weight: 1, arbitrary: fc.constantFrom('', ...ANYTHING) },
      ),
    });
  });
  return fc.tuple(fc.array(change, { maxLength: 5 }), fc.nat(100)).map(([changes, extra]) => {
    const values = [...good];
    for (const { at, value } of changes) values[at] = value;
    const line = values.join(',');
    return extra === 0 ? `${line},` : extra === 1 ? [...line].slice(1).join('') : line;
  });
}

function goodValue({ settings }: Pool, column: string): string {
  switch (column) {
    case 'cognito:username':
      return settings.usernameAttributes.length > 0 ? 'bob@example.com' : 'Ann';
    case 'email':
      return 'bob@example.com';
    case 'email_verified':
      return 'true';
    case 'name':
      return 'Ann';
    default:
      return '';
  }
}

function judgesOf(pool: Pool, columns: readonly string[], passwordHashingAlgorithm?: 'BCRYPT') {
  const rules = { pool, columns, passwordHashingAlgorithm };
  return {
    judge: compileJudge({ ...rules, digestKey, newSub: () => SUB }),
    judgePlain: compilePlainJudge({ ...rules, writeSub: (target, offset) => writeUuid(SUB, target, offset) }),
    columnsCount: columns.length,
  };
}

/** The verdict on the bytes of a line; undefined if it was left to the judge of texts. */
function judgeBytes(pool: Pool, line: string): Verdict | undefined {
  const { judgePlain, columnsCount } = judgesOf(pool, csvHeaderOf(pool));
  const fields = new PlainFields(columnsCount);
  const bytes = Buffer.from(line);
  const list = new VerdictList(PRIVATE_MEMORY);
  return fields.find(bytes, 0, bytes.length) && judgePlain(fields, list) ? [...list][0] : undefined;
}

describe('judgePlainRecord', () => {
  it.each(POOLS)('makes the user that the judge of texts makes, in a pool %s (R271)', (_name, pool) => {
    const columns = csvHeaderOf(pool);
    const { judge } = judgesOf(pool, columns);
    let plain = 0;
    fc.assert(
      fc.property(records(pool), (line) => {
        const verdict = judgeBytes(pool, line);
        if (verdict === undefined) return;
        plain++;
        expect(verdict).toEqual(judge(splitFields(line)));
      }),
      { numRuns: 3_000 },
    );
    expect(plain).toBeGreaterThan(300);
  });

  it('asks for room for values of which each byte is written twice', () => {
    const pool = new Map(POOLS).get('default');
    expect.assert(pool);
    const values: Readonly<Record<string, string>> = {
      'cognito:username': 'Ann',
      email: 'a@b.c',
      email_verified: 'true',
      name: '"'.repeat(2_000),
      address: '\\x'.repeat(1_000),
    };
    const line = csvHeaderOf(pool)
      .map((column) => values[column] ?? '')
      .join(',');
    expect(judgeBytes(pool, line)).toEqual(judgesOf(pool, csvHeaderOf(pool)).judge(splitFields(line)));
  });

  it.each([
    ['default', { name: 'Ann', email: 'a@b.example', email_verified: 'true' }],
    [
      'default',
      { name: '名前 Zoë', address: '1\\, "High" Street\\\\', email: 'a@b.c', email_verified: 'true', updated_at: '1' },
    ],
    ['with custom attributes', { 'custom:team': 'red', 'custom:vip': 'false', email: 'a@b.c', email_verified: 'true' }],
    ['with aliases', { name: 'Ann', preferred_username: 'Nick', email: 'A@b.c', email_verified: 'true' }],
    ['with addresses as user names', { 'cognito:username': 'A@b.c', name: 'Ann', email_verified: 'true' }],
    [
      'with addresses and numbers as user names',
      { 'cognito:username': '+12', phone_number: '+12', phone_number_verified: 'true', birthdate: '02/29/2000' },
    ],
  ])('needs no text of a record that is good, in a pool %s', (name, values: Readonly<Record<string, string>>) => {
    const pool = new Map(POOLS).get(name);
    expect.assert(pool);
    const line = csvHeaderOf(pool)
      .map((column) => values[column] ?? (column === 'cognito:username' ? 'Ann' : ''))
      .join(',');
    expect(judgeBytes(pool, line)).toMatchObject({ kind: 'accepted' });
  });
});

describe('judgeBatches', () => {
  const [, pool] = POOLS[0] ?? [];
  expect.assert(pool);
  const columns = csvHeaderOf(pool);
  const good = (name: string) =>
    columns
      .map((column) => ({ email: 'a@b.c', email_verified: 'true', 'cognito:username': name })[column] ?? '')
      .join(',');

  async function judged(text: string, options: { records: number; givenUp?: number; broken?: boolean }) {
    const lines = new LineCutter(FIRST, RECORD_CHARACTERS_MAX);
    const judges = judgesOf(pool as Pool, columns);
    const batches = judgeBatches(
      (async function* () {
        yield lines.push(Buffer.from(text));
        yield lines.end();
      })(),
      {
        ...judges,
        ...(options.broken && {
          judgePlain: () => {
            throw new Error('broken');
          },
        }),
        batchRecords: () => options.records,
        givenUpRecordNumber: options.givenUp,
        clock: new ManualClock(0),
        meter: { judged() {} },
        logger: silentLogger,
      },
    );
    const found = [];
    for await (const { verdicts, firstRecordNumber, byteEnds, lineNumbers } of batches) {
      const names = [...verdicts].map((verdict) =>
        verdict.kind === 'accepted' ? verdict.user.username : verdict.reason[0],
      );
      found.push({ names, firstRecordNumber, byteEnds: [...byteEnds], lineNumbers: [...lineNumbers] });
    }
    return found;
  }

  it('keeps plain records and others in file order, with their places (R188)', async () => {
    const lines = [good('a'), good('ж'), 'short', '', `${good('"c')}\r`, good('d')];
    const ends = lines.map((_, index) => Buffer.byteLength(`${lines.slice(0, index + 1).join('\n')}\n`));
    expect(await judged(`${lines.join('\n')}\n`, { records: 3 })).toEqual([
      {
        names: ['a', 'ж', 'field-count-differs'],
        firstRecordNumber: 1,
        byteEnds: ends.slice(0, 3),
        lineNumbers: [1, 2, 3],
      },
      { names: ['"c', 'd'], firstRecordNumber: 4, byteEnds: ends.slice(4), lineNumbers: [5, 6] },
    ]);
  });

  it('fails a record that is given up without looking at it (R299)', async () => {
    const [batch] = await judged(`${good('a')}\n${good('b')}\n`, { records: 9, givenUp: 1 });
    expect(batch).toMatchObject({ names: [INTERNAL_FAILURE.kind === 'failed' && INTERNAL_FAILURE.reason[0], 'b'] });
  });

  it('fails a record that the program stumbles over, and only that (R273)', async () => {
    const [batch] = await judged(`${good('a')}\nshort\n`, { records: 9, broken: true });
    expect(batch).toMatchObject({ names: ['record-failed-internally', 'field-count-differs'] });
  });

  it.each(RECORD_CASES.map((recordCase) => [recordCase.name, recordCase] as const))(
    'gives the verdicts of the judge of texts: %s',
    (_name, { pool: casePool, algorithm, header, lines }) => {
      const caseColumns = header.split(',').map((column) => column.trim());
      const judges = judgesOf(casePool, caseColumns, algorithm as 'BCRYPT' | undefined);
      const fields = new PlainFields(caseColumns.length);
      for (const line of lines) {
        const bytes = Buffer.from(line);
        const list = new VerdictList(PRIVATE_MEMORY);
        if (!fields.find(bytes, 0, bytes.length) || !judges.judgePlain(fields, list)) continue;
        expect([...list]).toEqual([judges.judge(splitFields(line))]);
      }
    },
  );
});
