import { describe, expect, it } from 'vitest';
import { poolOfFlags } from '../cli/target/pool-flags.ts';
import { csvHeaderOf } from '../domain/imports/csv-header.ts';
import { fixtureSchema, fixtureSettings } from '../domain/pools/user-pool.fixture.ts';
import { JOHN, type Values } from '../domain/records/cases/record-case.fixture.ts';
import { checkBytes } from './check-bytes.fixture.ts';
import { predictEnd } from './predict-end.ts';
import { describeRemedy } from './remedies/describe-remedy.ts';

const COLUMNS = csvHeaderOf({ schema: fixtureSchema() });
const HEADER = COLUMNS.join();

function lineOf(change: Values = {}): string {
  const values: Values = { ...JOHN, ...change };
  return COLUMNS.map((column) => values[column] ?? '').join();
}

function fileOf(...lines: string[]): string {
  return [HEADER, ...lines, ''].join('\n');
}

async function findingsOf(...lines: string[]) {
  const { findings } = await checkBytes(fileOf(...lines));
  return findings.map(({ severity, rule, column, lineNumber, character, value }) => [
    severity,
    rule,
    column,
    `${lineNumber}:${character}`,
    value,
  ]);
}

describe('checkFile', () => {
  it('finds nothing in a good file (R187)', async () => {
    expect(await checkBytes(fileOf(lineOf()))).toMatchObject({ importedUsers: 1, findings: [], fileFindings: [] });
    expect(predictEnd(await checkBytes(HEADER))?.status).toBe('Succeeded');
  });

  it('says where in its line a value is: character, line and record (R188)', async () => {
    const { findings } = await checkBytes(fileOf('', lineOf({ name: '\u{1f600}\\, x', birthdate: '1985-02-01' })));
    expect(findings).toMatchObject([
      { severity: 'failed', rule: 'R204', column: 'birthdate', lineNumber: 3, recordNumber: 1, value: '1985-02-01' },
    ]);
    const line = lineOf({ name: '\u{1f600}\\, x', birthdate: '1985-02-01' });
    expect(findings[0]?.character).toBe([...line.slice(0, line.indexOf('1985'))].length + 1);
  });

  it('keeps the values to itself unless they are asked for', async () => {
    const { findings } = await checkBytes(fileOf(lineOf({ email: 'secret' })), { showValues: false });
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  it('counts what it does not tell', async () => {
    const bad = Array.from({ length: 9 }, () => lineOf({ email: 'x' }));
    const { kinds, findings } = await checkBytes(fileOf(...bad), { findingsPerKindMax: 2, onFinding: undefined });
    expect(findings).toEqual([]);
    expect(kinds.map(({ count, first }) => [count, first.length])).toEqual([[9, 2]]);
  });

  it('finds a user that an earlier record is, and an alias that an earlier one has (R195, R227)', async () => {
    const flags = { aliasAttributes: ['email'], caseInsensitive: true } as const;
    const { findings } = await checkBytes(
      fileOf(lineOf(), lineOf({ 'cognito:username': 'JOHN' }), lineOf({ 'cognito:username': 'other' })),
      { poolOf: (header) => poolOfFlags(flags, header) },
    );
    expect(findings).toMatchObject([
      {
        severity: 'skipped',
        rule: 'R195',
        recordNumber: 2,
        column: 'cognito:username',
        earlier: { in: 'file', lineNumber: 2 },
      },
      { severity: 'failed', rule: 'R227', recordNumber: 3, column: 'email', earlier: { in: 'file', lineNumber: 2 } },
    ]);
  });

  it.each([
    ['quotes around a refused value (R173)', { birthdate: '"02/01/1985"' }, /without quotes/],
    ['year first (R204)', { birthdate: '1985-02-01' }, /year, month, day/],
    ['dots (R204)', { birthdate: '1.2.1985' }, /day\.month\.year/],
    ['day first (R204)', { birthdate: '31/01/1985' }, /month first/],
    ['digits missing (R204)', { birthdate: '2/1/85' }, /2, 2 and 4 digits/],
    ['the day number of a spreadsheet (R204)', { birthdate: '31079' }, /day number of a spreadsheet/],
    ['a rounded phone number (R203)', { phone_number: '4.91512E+12' }, /rounded number/],
    ['a phone number with punctuation (R203)', { phone_number: '+49 (151) 23-45' }, /between the digits/],
    ['a phone number without a country (R203)', { phone_number: '030 123' }, /country code/],
    ['an apostrophe before a number (R203)', { phone_number: "'+49151" }, /apostrophe/],
    ['two addresses (R201)', { email: 'a@b.co;c@d.co' }, /one address/],
    ['another language (R197)', { email_verified: 'WAHR' }, /true or false/],
    ['a date for seconds (R205)', { updated_at: '2016-08-17' }, /seconds since 1970/],
    ['a fraction of seconds (R205)', { updated_at: '1471453471.5' }, /whole seconds/],
    ['a blank in a user name (R194)', { 'cognito:username': 'two words' }, /white space/],
    ['the header once more (R197)', { email_verified: 'email_verified' }, /repeats the header/],
  ] as const)('gives the remedy for %s', async (_name, change, remedy) => {
    const { findings } = await checkBytes(fileOf(lineOf(change)));
    expect(findings.map(({ remedy: found }) => describeRemedy(found))).toEqual([expect.stringMatching(remedy)]);
  });

  it.each([
    ['a line break in quotes (R178)', `"Doe`, /line break/, 1],
    ['commas at the end (R181)', `${lineOf()},,`, /commas at the end/, lineOf().length + 2],
    ['semicolons (R172)', lineOf().replaceAll(',', ';'), /semicolons/, undefined],
    ['an argon2id hash (R254)', `$argon2id$v=19$m=1,t=2,p=1$a$b${lineOf()}`, /R254/, 1],
    ['a comma that nobody explains (R181)', `a${lineOf()},b`, /one value for each column/, lineOf().length + 3],
  ])(
    'says why a record and the header have different numbers of fields: %s',
    async (_name, line, remedy, character) => {
      const { findings } = await checkBytes(fileOf(line));
      expect(findings).toMatchObject([{ rule: 'R181', character }]);
      expect(findings.map(({ remedy: found }) => describeRemedy(found))).toEqual([expect.stringMatching(remedy)]);
    },
  );

  it.each([
    ['quotes', { name: '"John"' }, 'name'],
    ['an apostrophe', { given_name: "'John" }, 'given_name'],
    ['a rounded number', { nickname: '1.23E+10' }, 'nickname'],
    ['an error of a spreadsheet', { profile: '#N/A' }, 'profile'],
    ['the word for nothing', { address: 'NULL' }, 'address'],
    ['milliseconds', { updated_at: '1471453471000' }, 'updated_at'],
    ['text that was converted wrongly', { family_name: 'MÃ¼ller' }, 'family_name'],
    ['characters that were lost', { family_name: 'M\ufffdller' }, 'family_name'],
  ] as const)('warns of %s, and takes the record', async (_name, change, column) => {
    const { findings, importedUsers } = await checkBytes(fileOf(lineOf(change)));
    expect(findings).toMatchObject([{ severity: 'warning', column, rule: undefined }]);
    expect(importedUsers).toBe(1);
  });

  it('does not warn of good values that look similar', async () => {
    const good = { name: "O'Neil", nickname: '12', profile: '#1', address: 'Null Street', updated_at: '1471453471' };
    expect(await findingsOf(lineOf(good), lineOf({ 'cognito:username': 'b', name: 'São', nickname: '5"' }))).toEqual(
      [],
    );
  });
});

describe('checkFile, whatever pieces the file comes in', () => {
  const CHUNK_BYTES = 256 * 1024;

  /** The content, each read of which gives at most `pieceBytes`. */
  async function checkPieces(content: string | Buffer, pieceBytes: number) {
    const bytes = Buffer.from(content);
    const memory = Buffer.alloc(CHUNK_BYTES);
    let reads = 0;
    const read = async (offset: number, length: number) => {
      reads += 1;
      memory.fill(0xee);
      return memory.subarray(0, bytes.copy(memory, 0, offset, offset + Math.min(length, pieceBytes)));
    };
    const result = await checkBytes(bytes, { file: { byteLength: bytes.length, read } });
    return { ...result, reads };
  }

  const withNul = lineOf({ name: `A\0${'x'.repeat(100)}` });
  const free = lineOf({ name: '"1"\\,' });
  const other = lineOf({ 'cognito:username': 'other', name: '"' });

  it.each([1, 16, 64, 1_000, CHUNK_BYTES])(
    'refuses a NUL, and only the record that has one, in reads of %s bytes (R190)',
    async (bytes) => {
      const { findings, importedUsers } = await checkPieces([HEADER, free, withNul, other, withNul].join('\n'), bytes);
      const refused = findings.filter(({ severity }) => severity === 'failed');
      expect(refused.map(({ rule, lineNumber }) => [rule, lineNumber])).toEqual([
        ['R190', 3],
        ['R190', 5],
      ]);
      expect(importedUsers).toBe(2);
    },
  );

  it('refuses a NUL before the border of two reads in a last record without line end (R190)', async () => {
    const head = `${HEADER}\n`;
    const first = lineOf({ 'cognito:username': 'first' });
    const padding = CHUNK_BYTES - head.length - first.length - 1 - withNul.indexOf('\0') - 2;
    const pad = Array.from({ length: Math.ceil(padding / 10_000) }, (_, index) =>
      ' '.repeat(Math.min(10_000, padding - index * 10_000) - 1),
    );
    const { findings } = await checkPieces([HEADER, first, ...pad, withNul].join('\n'), CHUNK_BYTES);
    expect(findings.map(({ rule }) => rule)).toEqual(['R190']);
  });

  it.each<[string, readonly (string | Buffer)[], number, number]>([
    ['behind 256 KiB of its line', [`${HEADER}\n`, 'é'.repeat(135_000), Buffer.of(0xff), '\n'], 2, 135_001],
    ['behind 1 MiB of the header', ['x'.repeat(1 << 20), Buffer.of(0xff), '\n'], 1, (1 << 20) + 1],
    ['in a last line without line end', [`${HEADER}\n\nab`, Buffer.of(0xff), 'c'], 3, 3],
    ['as a character that the end of the line cuts', [`${HEADER}\nab`, Buffer.of(0xe2, 0x82), '\n'], 2, 3],
    ['as a character that the end of the file cuts', [`${HEADER}\nab`, Buffer.of(0xe2, 0x82)], 2, 3],
    ['behind a BOM', [`\ufeff${HEADER}\né`, Buffer.of(0xc3, 0xc3, 0xa9), '\n'], 2, 2],
  ])('places the first bytes that are not UTF-8, %s (R171)', async (_name, parts, lineNumber, character) => {
    const bytes = Buffer.concat([...parts, '\n', lineOf(), Buffer.of(0xff, 0x0a)].map((part) => Buffer.from(part)));
    const ends = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const content = ends.at(-1) === 0x0a ? bytes : ends;
    for (const pieceBytes of [7_919, CHUNK_BYTES]) {
      const { fileFindings } = await checkPieces(content, pieceBytes);
      const found = fileFindings.find(({ textId }) => textId === 'file-not-utf-8');
      expect([found?.lineNumber, found?.character]).toEqual([lineNumber, character]);
    }
  });

  it('reads the line with them once more, and no line behind it (R171)', async () => {
    const long = Buffer.concat([Buffer.from('x'.repeat(270_000)), Buffer.of(0xff)]);
    const readsWith = async (lines: number) =>
      (
        await checkPieces(
          Buffer.concat([Buffer.from(`${HEADER}\n`), long, Buffer.from('\nx'.repeat(lines))]),
          CHUNK_BYTES,
        )
      ).reads;
    expect(await readsWith(1_000)).toBe(await readsWith(1));
  });
});

describe('checkFile, the file as a whole', () => {
  const good = fileOf(lineOf());

  it.each([
    ['a BOM, behind which it goes on (R170)', Buffer.from(`\ufeff${good}`), ['file-begins-with-bom'], 1],
    ['UTF-16 with a mark, which it reads (R170)', Buffer.from(`\ufeff${good}`, 'utf16le'), ['file-not-utf-8'], 1],
    ['what is not UTF-8 (R171)', Buffer.from(fileOf(lineOf({ name: 'é' })), 'latin1'), ['file-not-utf-8'], 1],
    [
      'a character that is cut at the end (R171)',
      Buffer.concat([Buffer.from(good), Buffer.of(0xc3)]),
      ['file-not-utf-8'],
      1,
    ],
    ['an empty file (R186)', '', ['file-empty'], 0],
    ['white space only (R186)', ' \r\n\t\n', ['file-empty'], 0],
    ['a header that is too long (R183)', `${'x'.repeat(16_001)}\n`, ['header-too-long'], 0],
    ['a file without header (R163)', `${lineOf()}\n`, ['header-column-unexpected'], 0],
    ['a repeated column (R164)', good.replace('nickname', 'name'), ['header-column-repeated'], 0],
    [
      'a name in another case, which it guesses (R159)',
      good.replace('given_name', 'Given_Name'),
      ['header-column-unexpected'],
      1,
    ],
    ['a comma behind the header (R163)', `${HEADER},\n${lineOf()},\n`, ['header-column-unexpected'], 1],
    [
      'a missing column (R160)',
      good.replaceAll(',gender', '').replace(',true,,', ',true,'),
      ['header-column-missing'],
      0,
    ],
    ['names in quotes (R173)', good.replace(HEADER, `"${COLUMNS.join('","')}"`), ['header-column-unexpected'], 1],
  ])('finds %s', async (_name, content, textIds, importedUsers) => {
    const result = await checkBytes(content);
    expect(result.fileFindings.map(({ textId }) => textId)).toEqual(textIds);
    expect(result.importedUsers).toBe(importedUsers);
    expect(predictEnd(result)).toEqual({ status: 'Failed', completionMessage: result.fileFindings[0]?.text });
  });

  it('names the place of the first bytes that are not UTF-8 (R171)', async () => {
    const latin1 = Buffer.from(fileOf(lineOf(), lineOf({ 'cognito:username': 'josé' })), 'latin1');
    const { fileFindings } = await checkBytes(latin1);
    expect(fileFindings).toMatchObject([{ lineNumber: 3, character: lineOf().length }]);
  });

  it('blames no long line for a character that only its own look at it cuts (R171)', async () => {
    const long = Buffer.from(`x${'é'.repeat(200_000)}\n`);
    const { fileFindings } = await checkBytes(Buffer.concat([Buffer.from(`${HEADER}\n`), long, Buffer.of(0xff, 0x0a)]));
    expect(fileFindings).toMatchObject([{ lineNumber: 3, character: 1 }]);
  });

  it('finds size and number of records over their limits, and checks the records (R184, R185)', async () => {
    const result = await checkBytes(fileOf(lineOf(), lineOf({ 'cognito:username': 'b' })), {
      limits: { bytesMax: 10, recordsMax: 1 },
    });
    expect(result.fileFindings.map(({ textId, rule }) => [textId, rule])).toEqual([
      ['file-too-large', 'R184'],
      ['file-has-too-many-users', 'R185'],
    ]);
    expect(result.importedUsers).toBe(2);
  });

  it('keeps to the order in which a job looks (R291)', async () => {
    const file = Buffer.concat([Buffer.from(`\ufeffx,${HEADER}\n`), Buffer.of(0xff, 0x0a)]);
    const { fileFindings } = await checkBytes(file, { limits: { bytesMax: 10, recordsMax: 0 } });
    expect(fileFindings.map(({ textId }) => textId)).toEqual([
      'file-too-large',
      'file-begins-with-bom',
      'header-column-unexpected',
      'file-not-utf-8',
      'file-has-too-many-users',
    ]);
  });

  it('says that a pool which verifies nothing takes no import (R116)', async () => {
    const poolOf = () => ({
      description: 'p',
      schema: fixtureSchema(),
      settings: fixtureSettings({ autoVerifiedAttributes: [] }),
    });
    const result = await checkBytes(good, { poolOf });
    expect(result).toMatchObject({
      fileFindings: [{ textId: 'auto-verified-attributes-missing' }],
      unjudged: 'pool',
      importedUsers: 0,
    });
    expect(predictEnd(result)?.status).toBeUndefined();
  });

  it('asks a job with hashes for less (R161, R162)', async () => {
    const few = 'cognito:username,email,email_verified,password_hash\nann,a@b.co,true,x\n';
    const hashes = { passwordHashingAlgorithm: 'BCRYPT' } as const;
    const result = await checkBytes(few, hashes);
    expect(result.fileFindings).toEqual([]);
    expect(result.findings).toMatchObject([{ rule: 'R250', column: 'password_hash', lineNumber: 2, character: 17 }]);
    expect((await checkBytes(good, hashes)).fileFindings).toMatchObject([
      { textId: 'password-hash-column-missing', rule: 'R162' },
    ]);
  });

  it('predicts Failed where most records are (R293)', async () => {
    const result = await checkBytes(fileOf(lineOf(), lineOf(), lineOf()));
    expect(predictEnd(result)).toEqual({
      status: 'Failed',
      completionMessage: 'Too many users have failed or been skipped during the import.',
    });
  });
});
