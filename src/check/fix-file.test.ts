import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolOfFlags } from '../cli/target/pool-flags.ts';
import { checkBytes } from './check-bytes.fixture.ts';
import { DEFAULT_CSV_HEADER } from './default-csv-header.ts';
import { type FixOptions, fixFile } from './fix-file.ts';
import type { MadeChange } from './line-fixer.ts';

const HEADER = DEFAULT_CSV_HEADER.join();
const ANN = { 'cognito:username': 'ann', email: 'ann@example.com', email_verified: 'true' };

function lineOf(change: Readonly<Record<string, string>> = {}): string {
  const values: Readonly<Record<string, string>> = { ...ANN, ...change };
  return DEFAULT_CSV_HEADER.map((column) => values[column] ?? '').join();
}

async function fix(content: string | Buffer, change: Partial<FixOptions> = {}, pieceBytes = 1 << 20) {
  const bytes = Buffer.from(content);
  const memory = Buffer.alloc(pieceBytes);
  const written: Buffer[] = [];
  const changes: MadeChange[] = [];
  const result = await fixFile({
    file: {
      byteLength: bytes.length,
      async read(offset, length) {
        memory.fill(0xee);
        return memory.subarray(0, bytes.copy(memory, 0, offset, offset + Math.min(length, pieceBytes)));
      },
    },
    isUtf8,
    fileName: 'users.csv',
    poolOf: (header) => poolOfFlags({}, header),
    showValues: true,
    write: async (piece) => void written.push(Buffer.from(piece)),
    onChange: (made) => changes.push(made),
    ...change,
  });
  return { ...result, changes, bytes: Buffer.concat(written), text: Buffer.concat(written).toString() };
}

describe('fixFile', () => {
  it('makes what is safe to make, and lists it', async () => {
    const spoiled = lineOf({
      phone_number: '+44 (0)20 7946 0958',
      birthdate: '1985-02-01',
      name: '"Ace"',
      given_name: 'José',
    });
    const { text, changes, changeCount, changedRecordCount } = await fix([HEADER, lineOf(), spoiled, ''].join('\n'));
    const right = lineOf({ phone_number: '+442079460958', birthdate: '02/01/1985', name: '"Ace"', given_name: 'José' });
    expect(text).toBe([HEADER, lineOf(), right, ''].join('\n'));
    expect(changes).toMatchObject([
      {
        lineNumber: 3,
        recordNumber: 2,
        remedy: { column: 'phone_number', from: '+44 (0)20 7946 0958', to: '+442079460958' },
      },
      { lineNumber: 3, recordNumber: 2, remedy: { column: 'birthdate', from: '1985-02-01', to: '02/01/1985' } },
    ]);
    expect([changeCount, changedRecordCount]).toEqual([2, 1]);
  });

  it('lists no value of a user unless asked to', async () => {
    const { changes } = await fix([HEADER, lineOf({ birthdate: '1985-02-01' })].join('\n'), { showValues: false });
    expect(changes).toHaveLength(1);
    expect(JSON.stringify(changes)).not.toContain('1985');
  });

  it.each([
    ['an address with white space', { email: 'ann @example.com' }],
    ['a number without a country', { phone_number: '020 7946 0958' }],
    ['a date that may be two', { birthdate: '1.2.1985' }],
    ['a name that may be meant', { family_name: 'NULL' }],
  ])('leaves %s to a person', async (_name, change) => {
    const content = [HEADER, lineOf(change), ''].join('\n');
    expect(await fix(content)).toMatchObject({ text: content, changeCount: 0, changedRecordCount: 0 });
  });

  it.each<[string, string | Buffer, string | Buffer]>([
    ['a BOM (R170)', `\ufeff${HEADER}\n${lineOf()}\n`, `${HEADER}\n${lineOf()}\n`],
    ['a header in capitals (R163)', `${HEADER.toUpperCase()}\n${lineOf()}\n`, `${HEADER}\n${lineOf()}\n`],
    [
      'a missing column (R160)',
      `${HEADER.replace(',gender', '')}\n${lineOf().replace(',true,,', ',true,')}\n`,
      `${HEADER.replace(',gender', '')},gender\n${lineOf().replace(',true,,', ',true,')},\n`,
    ],
    ['a comma behind the header (R163)', `${HEADER},\n${lineOf()},\n`, `${HEADER}\n${lineOf()}\n`],
    ['CRLF and no line end at the end (R177, R179)', `${HEADER}\r\n${lineOf()}`, `${HEADER}\n${lineOf()}\n`],
    [
      'blank lines, which keep the numbers of the others (R180)',
      `\n${HEADER}\n\n \n${lineOf()}\n`,
      `\n${HEADER}\n\n\n${lineOf()}\n`,
    ],
    [
      'the header once more, of which a blank line is left',
      `${HEADER}\n${HEADER}\n${lineOf()}\n`,
      `${HEADER}\n\n${lineOf()}\n`,
    ],
    [
      'quotes around a comma (R173)',
      `${HEADER}\n${lineOf({ name: '"Bee, Ann"' })}\n`,
      `${HEADER}\n${lineOf({ name: 'Bee\\, Ann' })}\n`,
    ],
    [
      'bytes that are not UTF-8, which stay where several encodings are possible (R171)',
      Buffer.from(`${HEADER}\n${lineOf({ name: 'è', birthdate: '1985-02-01' })}\n`, 'latin1'),
      Buffer.from(`${HEADER}\n${lineOf({ name: 'è', birthdate: '1985-02-01' })}\n`, 'latin1'),
    ],
    [
      'bytes that are not UTF-8, and mean the same in all encodings of Latin letters (R171)',
      Buffer.from(`${HEADER}\n${lineOf({ name: 'é', birthdate: '1985-02-01' })}\n`, 'latin1'),
      `${HEADER}\n${lineOf({ name: 'é', birthdate: '02/01/1985' })}\n`,
    ],
    [
      'a line that is too long, which stays (R182)',
      `${HEADER}\n${'x'.repeat(70_000)}\n${lineOf()}\n`,
      `${HEADER}\n${'x'.repeat(70_000)}\n${lineOf()}\n`,
    ],
    ['a file without a header, which stays', `${lineOf()}\n${lineOf()}\n`, `${lineOf()}\n${lineOf()}\n`],
    ['an empty file', '', ''],
  ])('writes what is right for %s', async (_name, content, fixed) => {
    for (const pieceBytes of [1 << 20, 1000, 7]) {
      expect((await fix(content, {}, pieceBytes)).bytes.toString('latin1')).toBe(Buffer.from(fixed).toString('latin1'));
    }
  });

  it('removes no record of which one value is the name of its column', async () => {
    const content = [HEADER, lineOf({ email_verified: 'email_verified' }), ''].join('\n');
    expect((await fix(content)).text).toBe(content);
  });

  it('writes UTF-16 as UTF-8 (R170)', async () => {
    const { end, text } = await fix(Buffer.from(`\ufeff${HEADER}\n`, 'utf16le'));
    expect([end, text]).toEqual(['written', `${HEADER}\n`]);
  });

  it('writes nothing of what is no CSV file', async () => {
    expect(await fix('{"Users":[]}')).toMatchObject({ end: 'unreadable' });
  });

  it('names the line of a file in another format that is too long to be written again (R182)', async () => {
    const content = [HEADER, lineOf({}), 'x'.repeat(70_000), ''].join('\n').replaceAll(',', ';');
    expect(await fix(content)).toMatchObject({ end: 'too-long', tooLongLineNumber: 3 });
  });

  it('ends early when it is told to', async () => {
    expect((await fix(HEADER, { signal: AbortSignal.abort() })).end).toBe('interrupted');
  });

  it('leaves nothing that it would change again, and no more faults than before', async () => {
    const value = fc.constantFrom(
      '',
      'x',
      'null',
      '-',
      '"q"',
      "'1",
      '1985-02-01',
      '31/01/1985',
      '1.2.1985',
      '+44 (0)20 7946 0958',
      'ja',
      '1471453471000',
      'a, b',
      'Ann <a@b.co>',
      'MÃ¼ller',
      ',',
      '\\',
      '\u200b',
    );
    const record = fc.array(value, { minLength: 18, maxLength: 24 }).map((values) => values.join());
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 4 }), async (records) => {
        const content = [HEADER, lineOf(), ...records, ''].join('\n');
        const once = await fix(content);
        const twice = await fix(once.text);
        expect(twice).toMatchObject({ text: once.text, changeCount: 0 });
        const [before, after] = [await checkBytes(content), await checkBytes(once.text)];
        expect(after.failedUsers + after.skippedUsers).toBeLessThanOrEqual(before.failedUsers + before.skippedUsers);
      }),
      { numRuns: 300 },
    );
  });
});
