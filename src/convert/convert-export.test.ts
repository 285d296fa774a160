import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from './convert-bytes.fixture.ts';
import { ConvertError } from './records/convert-error.ts';
import { SOURCE_NAMES } from './sources/source-names.ts';
import { SOURCES } from './sources/sources.ts';

/** Fixtures of each source. */
const CASES = [
  'auth0.ndjson',
  'firebase.json',
  'firebase.csv',
  'keycloak.json',
  'cognito.json',
  'csv-table.csv',
  'csv-excel.csv',
];
/** Runs of the test of mutations: 10,000 with MUTATIONS=10000. */
const MUTATIONS = Number(process.env.MUTATIONS ?? 300);
/** What a mutation may put somewhere. */
const PIECES = [
  '\0',
  '\ufeff',
  '"',
  '\\',
  ',',
  ';',
  '\n',
  '\r',
  '{',
  '}',
  '[',
  ']',
  'null',
  '=cmd|',
  "'",
  '\u2028',
  '\ud800',
  '💥',
  '1e400',
  '__proto__',
];

describe('the sources', () => {
  it('are those that --from names (R700)', () => {
    expect(SOURCES.map(({ name }) => name)).toEqual([...SOURCE_NAMES]);
  });
});

describe('a conversion', () => {
  it('of whatever becomes of an export counts each record, and writes what passes the check (R701, R702, R704, R715)', async () => {
    const contents = CASES.map((name) => readCase(name));
    const mutation = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(40),
      add: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CASES),
        fc.array(mutation, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(undefined, 'yes' as const),
        async (name, mutations, emailVerified) => {
          let bytes = contents[CASES.indexOf(name)] ?? Buffer.alloc(0);
          for (const { at, remove, add } of mutations) {
            const start = Math.floor(at * bytes.length);
            bytes = Buffer.concat([bytes.subarray(0, start), Buffer.from(add), bytes.subarray(start + remove)]);
          }
          const converted = await convertBytes(bytes, emailVerified === undefined ? {} : { emailVerified }).catch(
            (error: unknown) => {
              // A file that nothing can be made of is refused as a whole.
              if (error instanceof ConvertError) return undefined;
              throw error;
            },
          );
          if (converted === undefined) return;
          expect(findConversionFaults(converted)).toEqual([]);
          expect(Object.values(converted.files).join()).not.toMatch(/SECRET-TOKEN|SECRET-KEY|TOTP-SECRET/);
        },
      ),
      { numRuns: MUTATIONS },
    );
  });

  it('of one table writes the second user of a name or an address nowhere, whatever its file (R702)', async () => {
    const hash = '$2b$10$abcdefghijklmnopqrstuuPiS4iUBT88yFvUSk/tP0Mi6eDKfUO/S';
    const table = [
      'id,email,email_verified,password_hash',
      `1,ann@example.com,true,${hash}`,
      '1,ben@example.com,true,',
      '2,ANN@example.com,true,',
      `3,cleo@example.com,true,`,
    ];
    const converted = await convertBytes(table.join('\n'));
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.users.map((user) => user['cognito:username'])).toEqual(['1', '3']);
    expect(Object.fromEntries(converted.report.byReason)).toEqual({ 'user-exists-already': 1, 'alias-taken': 1 });
  });

  it('writes no formula into a table for people (R701)', async () => {
    const { files } = await convertBytes('id,email,email_verified\n=cmd|A1,,true\n@x,,\n+4915112345678,,\n');
    expect((files['left-out.csv'] ?? '').split('\n').map((line) => line.split(',')[2])).toEqual([
      'id',
      "'=cmd|A1",
      "'@x",
      '+4915112345678',
      undefined,
    ]);
  });

  it.each<[string, () => string | Buffer, string, object]>([
    [
      'a line of 9 MB',
      () => `{"user_id":"a|1","x":"${'y'.repeat(9_000_000)}"}\n{"user_id":"a|2"}\n`,
      'auth0',
      { 'record-too-large': 1, 'no-contact': 1 },
    ],
    [
      'an item of 9 MB',
      () => `[{"localId":"1","x":"${'y'.repeat(9_000_000)}"},\n{"localId":"2"}]`,
      'firebase',
      { 'record-too-large': 1, 'user-anonymous': 1 },
    ],
    [
      'a million brackets',
      () =>
        `{"user_id":"a|1","email":"a@b.c","email_verified":true,"name":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}\n{}\n`,
      'auth0',
      { 'record-too-deep': 1, 'id-missing': 1 },
    ],
    ['a million open brackets', () => `[${'['.repeat(1_000_000)}`, 'firebase', { 'record-not-json': 1 }],
    ['marks within', () => '\ufeff{"user_id":"a|1"}\n\ufeff{"user_id":"a|2"}\n', 'auth0', { 'no-contact': 2 }],
    [
      'NULs',
      () => '{"user_id":"a|1","email":"a@b.c","email_verified":true,"name":"a\\u0000b"}\n\0\0\n',
      'auth0',
      { 'record-unacceptable': 1, 'record-not-json': 1 },
    ],
    [
      'a quote that never ends',
      () => `id,email\n1,"a\n${'2,b\n'.repeat(3_000)}`,
      'csv',
      { 'record-unacceptable': 3_001 },
    ],
  ])('of %s is clear and bounded (R715)', async (_name, content, from, byReason) => {
    const converted = await convertBytes(content(), { from });
    expect(findConversionFaults(converted)).toEqual([]);
    expect(Object.fromEntries(converted.report.byReason)).toEqual(byReason);
  });

  it.each<[string, string | Buffer, string]>([
    ['a repeated column', 'id,email,email\n1,a,b\n', 'the header of export has the column email twice'],
    [
      '100,000 columns',
      `${Array.from({ length: 100_000 }, (_, index) => `c${index}`).join()}\n`,
      'the header of export has more than 2000 columns',
    ],
    ['no bytes', '', 'export is empty'],
    ['an object that is cut', '{"user_id":', 'not recognised'],
    ['a gzip file', Buffer.from('1f8b0800', 'hex'), 'It is a gzip-compressed file'],
  ])('of a file that nothing can be made of is refused: %s', async (_name, content, message) => {
    await expect(convertBytes(content)).rejects.toThrow(message);
  });
});
