import { isUtf8 } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitCodeOfCheck } from '../cli/commands/check-report.ts';
import { poolOfFlags } from '../cli/target/pool-flags.ts';
import { joinFields } from '../csv/join-fields.ts';
import { splitFields } from '../csv/split-fields.ts';
import { checkBytes } from './check-bytes.fixture.ts';
import { DEFAULT_CSV_HEADER } from './default-csv-header.ts';
import { fixFile } from './fix-file.ts';
import { predictEnd } from './predict-end.ts';
import { describeRemedy } from './remedies/describe-remedy.ts';
import { readSource } from './source/read-source.ts';
import type { SourceFormat } from './source/source-format.ts';

type Values = Readonly<Record<string, string>>;

const ANN: Values = { 'cognito:username': 'ann', email: 'ann@example.com', email_verified: 'true' };
const BOB: Values = { 'cognito:username': 'bob', email: 'bob@example.com', email_verified: 'true' };
/** Fails for its date, wherever it stands. */
const CY: Values = { ...ANN, 'cognito:username': 'cy', birthdate: '1985-02-01' };

const rowOf = (values: Values): string[] => DEFAULT_CSV_HEADER.map((column) => values[column] ?? '');

/** Written as another program would. */
interface Spoiled {
  readonly separator?: string;
  readonly lineEnd?: string;
  readonly quotes?: 'all' | 'needed' | 'none';
  readonly first?: string;
}

function spoil(
  rows: readonly (readonly string[])[],
  { separator = ',', lineEnd = '\n', quotes = 'none', first = '' }: Spoiled,
) {
  const write = (value: string): string => {
    const isNeeded = value.includes(separator) || /["\r\n]/.test(value);
    return quotes === 'all' || (quotes === 'needed' && isNeeded) ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return first + rows.map((row) => row.map(write).join(separator) + lineEnd).join('');
}

const USERS = [
  [...DEFAULT_CSV_HEADER],
  rowOf({ ...ANN, address: '1 Any Street, Berlin' }),
  rowOf({ ...BOB, name: 'Bob "B"' }),
  rowOf(CY),
];
const PLAIN = [[...DEFAULT_CSV_HEADER], rowOf(ANN), rowOf(BOB), rowOf(CY)];
const NAMED = [[...DEFAULT_CSV_HEADER], rowOf({ ...ANN, name: 'Änn Müller' }), rowOf(BOB), rowOf(CY)];

/** The new file. */
async function fix(content: string | Buffer): Promise<string> {
  const bytes = Buffer.from(content);
  const pieces: Uint8Array[] = [];
  const { end } = await fixFile({
    file: { byteLength: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) },
    isUtf8,
    fileName: 'users.csv',
    poolOf: (header) => poolOfFlags({}, header),
    showValues: true,
    onChange: () => {},
    write: async (piece) => {
      pieces.push(Uint8Array.from(piece));
    },
  });
  return end === 'written' ? Buffer.concat(pieces).toString('utf8') : end;
}

const withoutBlankLines = (text: string): string => text.replaceAll(/^\n/gm, '');
const dialect = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${joinFields(row)}\n`).join('');

describe('a check of a file in another CSV format', () => {
  const fixedCy = { ...CY, birthdate: '02/01/1985' };

  it.each<[string, string | Buffer, readonly string[], RegExp, readonly (readonly string[])[]]>([
    [
      'semicolons, as Excel writes them (R172)',
      spoil(USERS, { separator: ';', quotes: 'needed', lineEnd: '\r\n' }),
      ['header-column-unexpected'],
      /separated by semicolons/,
      USERS,
    ],
    [
      'tabs (R172)',
      spoil(USERS, { separator: '\t', quotes: 'needed' }),
      ['header-column-unexpected'],
      /separated by tabs/,
      USERS,
    ],
    [
      'bars (R172)',
      spoil(USERS, { separator: '|', quotes: 'needed' }),
      ['header-column-unexpected'],
      /separated by bars/,
      USERS,
    ],
    [
      'quotes around everything (R173)',
      spoil(USERS, { quotes: 'all' }),
      ['header-column-unexpected'],
      /without quotes/,
      USERS,
    ],
    [
      'quotes where they are needed (R173)',
      spoil(USERS, { quotes: 'needed' }),
      ['format-quotes'],
      /that fail for the quotes is 1\./,
      USERS,
    ],
    [
      'Windows-1252 (R171)',
      Buffer.from(spoil(NAMED, {}), 'latin1'),
      ['file-not-utf-8'],
      /iconv -f WINDOWS-1252/,
      NAMED,
    ],
    ['a BOM (R170)', `\ufeff${spoil(PLAIN, {})}`, ['file-begins-with-bom'], /tail -c \+4/, PLAIN],
    [
      'UTF-16 with a mark (R170)',
      Buffer.from(`\ufeff${spoil(NAMED, {})}`, 'utf16le'),
      ['file-not-utf-8'],
      /iconv -f UTF-16 /,
      NAMED,
    ],
    [
      'UTF-16 without a mark (R171)',
      Buffer.from(spoil(NAMED, {}), 'utf16le'),
      ['header-column-unexpected'],
      /iconv -f UTF-16LE/,
      NAMED,
    ],
    [
      'UTF-16 of the other order (R171)',
      Buffer.from(spoil(NAMED, {}), 'utf16le').swap16(),
      ['header-column-unexpected'],
      /iconv -f UTF-16BE/,
      NAMED,
    ],
    [
      'Unicode text of Excel (R170, R172)',
      Buffer.from(`\ufeff${spoil(USERS, { separator: '\t', quotes: 'needed', lineEnd: '\r\n' })}`, 'utf16le'),
      ['file-not-utf-8', 'format-separator'],
      /UTF-16/,
      USERS,
    ],
    ['CR alone (R177)', spoil(PLAIN, { lineEnd: '\r' }), ['header-column-unexpected'], /CR alone/, PLAIN],
    [
      'a line of the separator (R163)',
      spoil(PLAIN, { first: 'sep=,\n' }),
      ['header-column-unexpected'],
      /Remove the first line/,
      PLAIN,
    ],
    [
      'everything at once (R170, R172)',
      `\ufeff${spoil(USERS, { first: 'sep=;\r\n', separator: ';', quotes: 'all', lineEnd: '\r\n' })}`,
      ['file-begins-with-bom', 'header-column-unexpected', 'format-separator'],
      /BOM/,
      USERS,
    ],
    [
      'a CR between two records (R177)',
      spoil(PLAIN, {}).replace(',ann\n', ',ann\r'),
      ['format-cr-mixed'],
      /CR stands alone/,
      PLAIN,
    ],
    [
      'a line break in a value (R178)',
      spoil([[...DEFAULT_CSV_HEADER], rowOf({ ...ANN, address: '1 Any Street\nBerlin' }), rowOf(BOB), rowOf(CY)], {
        quotes: 'needed',
      }),
      ['format-quotes', 'format-line-breaks'],
      /for the quotes is 1/,
      [[...DEFAULT_CSV_HEADER], rowOf({ ...ANN, address: '1 Any Street Berlin' }), rowOf(BOB), rowOf(CY)],
    ],
  ])(
    'finds what is behind it, in one run, and writes the file right: %s',
    async (_name, content, textIds, remedy, rows) => {
      const result = await checkBytes(content);
      expect(result.fileFindings.map(({ textId }) => textId)).toEqual(textIds);
      expect(describeRemedy(result.fileFindings[0]?.remedy ?? { advice: 'file-empty' })).toMatch(remedy);
      expect(result.findings).toMatchObject([
        { severity: 'failed', rule: 'R204', column: 'birthdate', recordNumber: 3, value: '1985-02-01' },
      ]);
      expect(result).toMatchObject({ importedUsers: 2, failedUsers: 1, recordCount: 3 });
      expect(exitCodeOfCheck(result)).toBe(1);

      const fixed = await fix(content);
      expect(withoutBlankLines(fixed)).toBe(dialect([...rows.slice(0, 3), rowOf(fixedCy)]));
      expect(await checkBytes(fixed)).toMatchObject({ fileFindings: [], findings: [], importedUsers: 3 });
    },
  );

  it('tells how a job over the file as it is would end, where some records only fail for the format', async () => {
    const result = await checkBytes(spoil(USERS, { quotes: 'needed' }));
    expect(result.asIs).toEqual({ importedUsers: 1, skippedUsers: 0, failedUsers: 2 });
    expect(predictEnd(result)).toMatchObject({
      status: 'Failed',
      completionMessage: expect.stringContaining('Too many'),
    });
  });

  it('says once that 200 records fail for their quotes, and what else they have', async () => {
    const rows = Array.from({ length: 200 }, (_, index) =>
      rowOf({
        ...ANN,
        'cognito:username': `u${index}`,
        email: `u${index}@example.com`,
        address: 'a, b',
        phone_number: '030 1',
      }),
    );
    const { kinds, fileFindings } = await checkBytes(spoil([[...DEFAULT_CSV_HEADER], ...rows], { quotes: 'needed' }));
    expect(fileFindings.map(({ textId, lineNumber }) => [textId, lineNumber])).toEqual([['format-quotes', 2]]);
    expect(kinds.map(({ count, first }) => [count, first[0]?.column])).toEqual([[200, 'phone_number']]);
  });

  it.each<[string, Buffer, RegExp, string]>([
    ['of another alphabet', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), /another alphabet/, 'Привет'],
    ['whose letters several encodings have', Buffer.from('Zoë è', 'latin1'), /iconv -f WINDOWS-1252/, 'è'],
  ])('does not guess an encoding %s into the fixed file (R171)', async (_name, name, remedy) => {
    const [before = '', after = ''] = spoil([[...DEFAULT_CSV_HEADER], rowOf({ ...ANN, name: '<name>' })], {}).split(
      '<name>',
    );
    const bytes = Buffer.concat([Buffer.from(before), name, Buffer.from(after)]);
    const { fileFindings } = await checkBytes(bytes);
    expect(fileFindings.map(({ textId }) => textId)).toEqual(['file-not-utf-8']);
    expect(fileFindings[0]?.remedy.safe).toBe(false);
    expect(describeRemedy(fileFindings[0]?.remedy ?? { advice: 'file-empty' })).toMatch(remedy);
  });

  it('advises against converting a file of which only some lines are not UTF-8 (R171)', async () => {
    const rows = [
      [...DEFAULT_CSV_HEADER],
      ...['Zoë', 'Änn', 'Özz', 'Üll'].map((name, index) => rowOf({ ...ANN, 'cognito:username': `u${index}`, name })),
    ];
    const bytes = Buffer.concat([
      Buffer.from(spoil(rows, {})),
      Buffer.from(spoil([rowOf({ ...BOB, name: 'José' })], {}), 'latin1'),
    ]);
    const { fileFindings, importedUsers } = await checkBytes(bytes);
    expect(fileFindings).toMatchObject([{ textId: 'file-not-utf-8', lineNumber: 6, remedy: { safe: false } }]);
    expect(describeRemedy(fileFindings[0]?.remedy ?? { advice: 'file-empty' })).toContain('lines that are not is 1');
    expect(importedUsers).toBe(5);
  });
});

describe('a check of what is no CSV file of users', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['gzip', gzipSync(spoil(PLAIN, {})), /gzip-compressed file.*gunzip/],
    ['a workbook', Buffer.from('504b0304140006000800000021000a0b2c0a2c', 'hex'), /Excel workbook/],
    [
      'NDJSON of Auth0',
      '{"user_id":"auth0|5f7c8ec7","email":"ann@example.com"}\n{"user_id":"auth0|5f7c8ec8"}\n',
      /export of Auth0/,
    ],
    [
      'JSON of Firebase',
      '{"users":[{"localId":"Xk29","email":"ann@example.com","passwordHash":"Zm9v"}]}',
      /export of Firebase/,
    ],
    [
      'JSON of Keycloak',
      '[{"username":"ann","email":"ann@example.com","emailVerified":true,"credentials":[]}]',
      /export of Keycloak/,
    ],
    [
      'ListUsers',
      '{"Users":[{"Username":"ann","Attributes":[{"Name":"email","Value":"ann@example.com"}]}]}',
      /answer of ListUsers/,
    ],
    ['a web page', '<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n', /web page/],
    ['a dump', 'INSERT INTO users (id, email) VALUES (1, "ann@example.com");\n', /dump of SQL/],
    ['JSON in UTF-16', Buffer.from('\ufeff[{"id":1}]', 'utf16le'), /JSON array/],
  ])('says what it is, and nothing that would make it worse: %s', async (_name, content, text) => {
    const result = await checkBytes(content);
    expect(result.fileFindings).toHaveLength(1);
    const [{ remedy, detail, text: completionMessage } = { remedy: undefined, detail: '', text: '' }] =
      result.fileFindings;
    expect(describeRemedy(remedy ?? { advice: 'file-empty' })).toMatch(text);
    expect(describeRemedy(remedy ?? { advice: 'file-empty' })).not.toContain('iconv');
    expect(detail).toBeUndefined();
    expect(result).toMatchObject({ unjudged: 'unreadable', importedUsers: 0, failedUsers: 0 });
    expect(predictEnd(result)).toEqual({ status: 'Failed', completionMessage });
    expect(await fix(content)).toBe('unreadable');
  });
});

describe('a file that is spoiled in a known way', () => {
  it('gives back its values to the letter, whatever they are', async () => {
    const value = fc.string({
      unit: fc.constantFrom('a', 'é', 'ß', '"', ',', ';', '\t', '|', '\\', ' ', "'", '-'),
      maxLength: 8,
    });
    const rows = fc.array(fc.record({ name: value, address: value, nickname: value, profile: value }), {
      minLength: 1,
      maxLength: 5,
    });
    const ways = fc.record({
      separator: fc.constantFrom(',', ';', '\t', '|'),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
      quotes: fc.constantFrom('all' as const, 'needed' as const),
      first: fc.constantFrom('', 'sep'),
      encoding: fc.constantFrom('utf8', 'bom', 'latin1', 'utf16le', 'utf16le-bom', 'utf16be'),
    });
    await fc.assert(
      fc.asyncProperty(rows, ways, async (users, { first, encoding, ...way }) => {
        const table = [
          [...DEFAULT_CSV_HEADER],
          ...users.map((user, index) =>
            rowOf({
              ...user,
              name: `é ${user.name}`,
              'cognito:username': `u${index}`,
              email: `u${index}@example.com`,
              email_verified: 'true',
            }),
          ),
        ];
        const separatorLine = first === 'sep' ? `sep=${way.separator}${way.lineEnd}` : '';
        const text = spoil(table, { ...way, first: separatorLine });
        const seen: string[][] = [];
        const marked = encoding === 'bom' || encoding === 'utf16le-bom' ? `\ufeff${text}` : text;
        const bytes =
          encoding === 'utf16be'
            ? Buffer.from(marked, 'utf16le').swap16()
            : Buffer.from(
                marked,
                encoding.startsWith('utf16le') ? 'utf16le' : encoding === 'latin1' ? 'latin1' : 'utf8',
              );
        const result = await checkBytes(bytes);
        seen.push(...(await readBack(bytes, result.format)));
        // A file that is in Cognito's dialect already may have been written in it: quotes and backslashes are what they are (R173, R174).
        const isAmbiguous = way.separator === ',' && way.quotes === 'needed' && !result.format.quotes;
        if (isAmbiguous) expect(seen).toHaveLength(table.length);
        else expect(seen).toEqual(table.map((row) => row.map((field) => field.trim())));
      }),
      { numRuns: 150 },
    );
  });

  it('never fails on any bytes, and counts all records', async () => {
    const piece = fc.constantFrom(
      '"',
      ',',
      ';',
      '\r',
      '\n',
      'sep=;',
      '\ufeff',
      'a',
      'cognito:username',
      'email',
      '\0',
      '\\',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
      fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.from(pieces.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const { recordCount, importedUsers, skippedUsers, failedUsers, unjudged } = await checkBytes(content);
        if (unjudged === undefined) expect(importedUsers + skippedUsers + failedUsers).toBe(recordCount);
        expect(typeof (await fix(content))).toBe('string');
      }),
      { numRuns: 300 },
    );
  });
});

async function readBack(bytes: Buffer, format: SourceFormat): Promise<string[][]> {
  const file = {
    byteLength: bytes.length,
    read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
  };
  const rows: string[][] = [];
  for await (const { lines } of readSource(file, format, 16_000)) {
    for (const line of lines) rows.push(splitFields(Buffer.from(line.bytes).toString('utf8')));
  }
  return rows;
}
