import { expect, it } from 'vitest';
import { openBytes } from './convert-bytes.fixture.ts';
import { mappingOf } from './convert-export.ts';
import { findNationalNumber } from './find-national-number.ts';
import { findSource } from './find-source.ts';
import { adjustMapping } from './mapping/adjust-mapping.ts';

const TABLE = (...numbers: string[]) =>
  `Login,Mail,Telefon\n${numbers.map((number, index) => `u${index},u${index}@example.com,${number}\n`).join('')}`;
const AUTH0 = (...numbers: string[]) =>
  numbers.map((number) => `${JSON.stringify({ user_id: 'auth0|1', phone_number: number, identities: [] })}\n`).join('');

const find = async (content: string, country?: string) => {
  const file = await openBytes('export', content);
  const source = findSource(file);
  if (source === undefined) throw new Error('the source is not recognised');
  return findNationalNumber(adjustMapping(await mappingOf(source, [file]), { country }), source, file);
};

it.each<[name: string, content: string, found: string | undefined]>([
  ['the first that has none', TABLE('', '+491603188131', '0160 3188131', '0160 1'), '0160 3188131'],
  ['of JSON lines', AUTH0('+491603188131', '(030) 901820'), '(030) 901820'],
  ['E.164 alone', TABLE('+491603188131', '+4930901820'), undefined],
  ['00, tel: and spaces before the code', TABLE('0049 1603188131', 'tel:+49 30 901820', '(+49) 30 901820'), undefined],
  ['what no country makes a number', TABLE('none', '12345', '4.91603E+11'), undefined],
  ['no numbers', TABLE('', ''), undefined],
  ['no such column', 'Login,Mail\nann,ann@example.com\n', undefined],
])('a phone number without a country code is found: %s (R1029)', async (_name, content, found) => {
  expect(await find(content)).toBe(found);
  expect(await find(content, 'DE')).toBe(undefined);
});
