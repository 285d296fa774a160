import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../base/text/utf8.ts';
import { splitFields } from '../../csv/split-fields.ts';
import { COGNITO_FORMAT, type SourceFormat } from './source-format.ts';
import { SourceReader } from './source-reader.ts';
import type { SourceLine } from './source-record.ts';

const CHARACTERS_MAX = 400;
const QUOTED: SourceFormat = { ...COGNITO_FORMAT, quotes: true, escapes: false };
const HYBRID: SourceFormat = { ...QUOTED, escapes: true };
const SEMICOLONS: SourceFormat = { ...QUOTED, delimiter: ';' };
const CR_ONLY: SourceFormat = { ...COGNITO_FORMAT, lineEnd: 'cr' };
const MIXED: SourceFormat = { ...COGNITO_FORMAT, lineEnd: 'mixed' };

function read(format: SourceFormat, text: string, pieceLength = text.length + 1): SourceLine[] {
  const reader = new SourceReader(format, CHARACTERS_MAX);
  const lines: SourceLine[] = [];
  for (let at = 0; at < text.length; at += pieceLength) lines.push(...reader.push(text.slice(at, at + pieceLength)));
  return [...lines, ...reader.end()];
}

/** What a job would read of them. */
function valuesOf(lines: readonly SourceLine[]): string[][] {
  return lines.map(({ bytes, start, end }) => splitFields(decodeUtf8(bytes, start, end)));
}

describe('SourceReader', () => {
  it.each<[string, SourceFormat, string, string[][]]>([
    [
      'commas in quotes (R173)',
      QUOTED,
      'a,b\n"1, 2",3\n',
      [
        ['a', 'b'],
        ['1, 2', '3'],
      ],
    ],
    [
      'doubled quotes',
      QUOTED,
      'a,b\n"say ""hi""",\n',
      [
        ['a', 'b'],
        ['say "hi"', ''],
      ],
    ],
    [
      'a line break in quotes as a space (R178)',
      QUOTED,
      'a,b\n"1\r\n2",3\n',
      [
        ['a', 'b'],
        ['1 2', '3'],
      ],
    ],
    [
      'quotes after a space',
      QUOTED,
      '"a", "b"\n1, "2,3"\n',
      [
        ['a', 'b'],
        ['1', '2,3'],
      ],
    ],
    [
      'a quote that stands within a value',
      QUOTED,
      'a,b\n5" tape,"x,y"\n',
      [
        ['a', 'b'],
        ['5" tape', 'x,y'],
      ],
    ],
    [
      'a stray quote, and swallows no record',
      QUOTED,
      'a,b\n"1,2\n3,4\n"5",6\n',
      [
        ['a', 'b'],
        ['"1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'quotes that are not doubled',
      QUOTED,
      'a,b\n"J "JJ" S",2\n',
      [
        ['a', 'b'],
        ['"J "JJ" S"', '2'],
      ],
    ],
    [
      'an escaped comma beside quotes (R174)',
      QUOTED,
      'a,b\n"x",1\\,2\n',
      [
        ['a', 'b'],
        ['x', '1,2'],
      ],
    ],
    [
      'backslashes of the dialect beside quotes (R174)',
      HYBRID,
      'a,b\n"x,y",1\\\\2\n',
      [
        ['a', 'b'],
        ['x,y', '1\\2'],
      ],
    ],
    [
      'quotes that are meant, where commas fit (R173)',
      QUOTED,
      'a,b\n"x,y"\n',
      [
        ['a', 'b'],
        ['"x', 'y"'],
      ],
    ],
    [
      'backslashes of a quoted value',
      QUOTED,
      'a,b\n"C:\\d\\\\e,",2\n',
      [
        ['a', 'b'],
        ['C:\\d\\\\e,', '2'],
      ],
    ],
    [
      'semicolons (R172)',
      SEMICOLONS,
      'a;b\n1,5;"2;3"\n',
      [
        ['a', 'b'],
        ['1,5', '2;3'],
      ],
    ],
    [
      'tabs, where only some values are blank',
      { ...QUOTED, delimiter: '\t' },
      'a\tb\n\t\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    [
      'CR alone (R177)',
      CR_ONLY,
      'a,b\r1,2\r\r3,4',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'CR, LF and CRLF',
      CR_ONLY,
      'a,b\r1,2\n3,4\r\n5,6',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'a CR between two records of a line',
      MIXED,
      'a,b\n1,2\r3,4\n',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'a CR within a value',
      MIXED,
      'a,b\n1\r0,2\n',
      [
        ['a', 'b'],
        ['1\r0', '2'],
      ],
    ],
    ['the separator line of Excel', { ...SEMICOLONS, hasSeparatorLine: true }, 'sep=;\na;b\n', [['a', 'b']]],
    [
      'blank lines (R180)',
      SEMICOLONS,
      '\n a;b\n \r\n1;2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'the dialect as it is (R174)',
      COGNITO_FORMAT,
      'a,b\n"1\\,",\\\\\n',
      [
        ['a', 'b'],
        ['"1,"', '\\'],
      ],
    ],
  ])('reads %s', (_name, format, text, values) => {
    for (const pieceLength of [text.length, 1, 2, 3]) expect(valuesOf(read(format, text, pieceLength))).toEqual(values);
  });

  it('says where in the file each value is', () => {
    const lines = read(SEMICOLONS, 'a;b;c\n\n😀; "x\ny";z\n1;2;3\n');
    const places = lines.flatMap(({ source }) => [0, 1, 2].map((index) => source.locate(index)));
    expect(places.map((place) => [place?.lineNumber, place?.character, place?.text])).toEqual([
      [1, 1, 'a'],
      [1, 3, 'b'],
      [1, 5, 'c'],
      [3, 1, '😀'],
      [3, 4, 'x\ny'],
      [4, 4, 'z'],
      [5, 1, '1'],
      [5, 3, '2'],
      [5, 5, '3'],
    ]);
    expect(lines.map(({ number, lineNumber }) => [number, lineNumber])).toEqual([
      [0, 1],
      [1, 3],
      [2, 5],
    ]);
    expect(lines[1]?.source.locate(3)).toBeUndefined();
  });

  it('places the record behind a CR in the line that has it', () => {
    expect(read(MIXED, 'a,b\n1,2\r3,4\n')[2]?.source.locate(1)).toMatchObject({ lineNumber: 2, character: 7 });
  });

  it('drops a record that is too long, and goes on behind it (R182)', () => {
    const long = 'x'.repeat(CHARACTERS_MAX * 5);
    for (const text of [`a,b\n${long},2\n3,4`, `a,b\n"${long},2\n3,4`, `a,b\n"${long}",2\n3,4`]) {
      const lines = read(QUOTED, text, 50);
      expect(lines.map(({ lineNumber, isTooLong }) => [lineNumber, isTooLong])).toEqual([
        [1, false],
        [2, true],
        [3, false],
      ]);
    }
    expect(read(SEMICOLONS, `a;b\n${' '.repeat(CHARACTERS_MAX * 5)}\n1;2`, 50)).toHaveLength(2);
  });

  it.each([
    ['a line without end', QUOTED, 'x'],
    ['a value whose quotes never close', QUOTED, '"x'],
    ['quotes that are doubled for ever', SEMICOLONS, '""'],
    ['CR alone that may be half of a line end', CR_ONLY, ' '],
  ])('keeps no more than a record of 400 MB: %s (R189)', (_name, format, unit) => {
    const reader = new SourceReader(format, CHARACTERS_MAX);
    const piece = unit.repeat(1_000_000 / unit.length);
    reader.push(`a,b\n"`);
    const before = process.memoryUsage().rss;
    for (let pieces = 0; pieces < 400; pieces += 1) expect(reader.push(piece)).toEqual([]);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
    expect(reader.end().length).toBeLessThanOrEqual(1);
  });

  it('gives back what any program wrote by RFC 4180, with any delimiter and line end', () => {
    const value = fc.oneof(
      fc.string({
        unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '|', '\\', ' ', '\n', '\r', "'"),
        maxLength: 6,
      }),
      fc.string({ maxLength: 6 }),
    );
    const file = fc
      .integer({ min: 2, max: 5 })
      .chain((columns) =>
        fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }),
      );
    const formats = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      pieceLength: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(file, formats, (records, { delimiter, end, pieceLength }) => {
        const header = (records[0] ?? []).map((_value, index) => `c${index}`);
        const text = [header, ...records]
          .map((record) => record.map((field) => `"${field.replaceAll('"', '""')}"`).join(delimiter) + end)
          .join('');
        const lineEnd = end === '\r' ? 'cr' : 'lf';
        const format = { ...QUOTED, delimiter, lineEnd } as const;
        const wanted = records.map((record) => record.map((field) => field.replaceAll(/\r\n|\r|\n/g, ' ').trim()));
        expect(valuesOf(read(format, text, pieceLength))).toEqual([header, ...wanted]);
      }),
    );
  });

  it('takes any text in any pieces in the same way, and keeps no more of it than a record', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\\', ' ', '\n', '\r', '\r\n'), maxLength: 80 });
    const format = fc.record({
      delimiter: fc.constantFrom(',' as const, ';' as const),
      quotes: fc.boolean(),
      lineEnd: fc.constantFrom('lf' as const, 'cr' as const, 'mixed' as const),
    });
    fc.assert(
      fc.property(text, format, fc.integer({ min: 1, max: 9 }), (written, change, pieceLength) => {
        const format = { ...COGNITO_FORMAT, ...change };
        const whole = read(format, written);
        expect(valuesOf(read(format, written, pieceLength))).toEqual(valuesOf(whole));
        expect(whole.map(({ number }) => number)).toEqual(whole.map((_line, index) => index));
      }),
    );
  });
});
