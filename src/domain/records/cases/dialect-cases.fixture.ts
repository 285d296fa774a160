import { imported, JOHN, john, oneRecord, type RecordCase, rawLines } from './record-case.fixture.ts';

const ATTRIBUTES = { email: 'a@b.co', email_verified: 'true' };

function named(username: string, name: string) {
  return imported(username, { attributes: { ...ATTRIBUTES, name } });
}

/** How lines become values, seen in what is stored. */
export const DIALECT_CASES: readonly RecordCase[] = [
  rawLines('takes UTF-8 as it is (R169)', ['a,a@b.co,true,Jürgen 漢字 😀,'], [named('a', 'Jürgen 漢字 😀')]),
  rawLines(
    'takes an escaped comma into the value (R172, R174)',
    ['a,a@b.co,true,Doe\\, John,'],
    [named('a', 'Doe, John')],
  ),
  rawLines(
    'keeps quotes of both kinds, which hold no comma together (R173)',
    ['a,a@b.co,true,"Doe",', "b,a@b.co,true,'Doe',", 'c,a@b.co,true,"Doe, John",'],
    [named('a', '"Doe"'), named('b', "'Doe'"), ['field-count-differs', 6, 5]],
  ),
  rawLines(
    'takes a double backslash for one and keeps any other (R174)',
    ['a,a@b.co,true,C:\\\\x,', 'b,a@b.co,true,C:\\x\\n,', 'c,a@b.co,true,\\'],
    [named('a', 'C:\\x'), named('b', 'C:\\x\\n'), ['field-count-differs', 4, 5]],
  ),
  rawLines(
    'reads backslashes before a comma from left to right (R175)',
    ['a,a@b.co,true,x\\\\,', 'b,a@b.co,true,x\\\\\\,y,', 'c,a@b.co,true,x\\\\\\\\,'],
    [named('a', 'x\\'), named('b', 'x\\,y'), named('c', 'x\\\\')],
  ),
  rawLines(
    'trims white space of every kind, and takes white space only for blank (R176, R191)',
    [' a\t, a@b.co ,\u3000TRUE , \u00a0,', 'b,a@b.co,true,\u2003x y\u00a0,'],
    [imported('a', { attributes: ATTRIBUTES }), named('b', 'x y')],
  ),
  rawLines(
    'ends a record at LF or CRLF, mixed, and not at a lone CR (R177, R178, R179)',
    ['a,a@b.co,true,x,\r', 'b,a@b.co,true,y,', 'c,a@b.co,true,y\rz,\r', 'd,a@b.co,true,y,'],
    [named('a', 'x'), named('b', 'y'), named('c', 'y\rz'), named('d', 'y')],
  ),
  rawLines('takes a last record with its line end (R179)', ['a,a@b.co,true,x,', ''], [named('a', 'x')]),
  rawLines(
    'skips blank lines without a number, but no line of commas (R180, R188)',
    ['', ' \t\u3000', 'a,a@b.co,true,x,', '\r', ',,,,', '', 'b,a@b.co,true,x,'],
    [named('a', 'x'), ['username-missing'], named('b', 'x')],
  ),
  rawLines(
    'fails a record with too few or too many fields alone (R181)',
    ['a,a@b.co,true,x', 'b,a@b.co,true,x,,', 'c', 'd,a@b.co,true,x,'],
    [['field-count-differs', 4, 5], ['field-count-differs', 6, 5], ['field-count-differs', 1, 5], named('d', 'x')],
  ),
  rawLines(
    'counts a record in code points up to 16,000, line end not counted (R182)',
    [
      `a,a@b.co,true,x,${' '.repeat(15_984)}\r`,
      `b,a@b.co,true,x,${' '.repeat(15_985)}`,
      `c,a@b.co,true,${'😀'.repeat(2_048)},${' '.repeat(16_000 - 2_063)}`,
      `d,a@b.co,true,${'😀'.repeat(16_000)},`,
      'e,a@b.co,true,x,',
    ],
    [named('a', 'x'), ['record-too-long'], named('c', '😀'.repeat(2_048)), ['record-too-long'], named('e', 'x')],
  ),
  rawLines(
    'fails a record with U+0000, which it names before any other fault (R190, R271)',
    ['\0,a@b.co,true,x,', 'a,\0,true,x,', 'b,a@b.co,true,x\0y,', 'c,a@b.co,true,x,\0'],
    [
      ['nul-character', 'cognito:username'],
      ['nul-character', 'email'],
      ['nul-character', 'name'],
      ['nul-character', 'password_hash'],
    ],
  ),
  oneRecord(
    'stores no attribute for a blank column (R191, R268)',
    {},
    john({ attributes: { email: String(JOHN.email), email_verified: 'true' } }),
  ),
];
