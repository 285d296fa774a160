import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUserFilter } from './user-filter.ts';

const NAMES =
  'username email phone_number name given_name family_name preferred_username cognito:user_status status sub';

describe('a filter of users', () => {
  it.each([
    ['email = "a@example.com"', { name: 'email', operator: '=', value: 'a@example.com' }],
    ['email="a@example.com"', { name: 'email', operator: '=', value: 'a@example.com' }],
    ['  family_name ^=  "Re" ', { name: 'family_name', operator: '^=', value: 'Re' }],
    ['name = "say \\"hi\\" \\\\o/"', { name: 'name', operator: '=', value: 'say "hi" \\o/' }],
    ['name = "a = b"', { name: 'name', operator: '=', value: 'a = b' }],
    ['name = ""', { name: 'name', operator: '=', value: '' }],
    ['cognito:user_status = "Reset_Required"', { name: 'cognito:user_status', operator: '=', value: 'RESET_REQUIRED' }],
    ['status = "Enabled"', { name: 'status', operator: '=', value: 'Enabled' }],
    ['"email"^="testuser"', { name: 'email', operator: '^=', value: 'testuser' }],
    [' "cognito:user_status"  =  "confirmed" ', { name: 'cognito:user_status', operator: '=', value: 'CONFIRMED' }],
  ])('reads %s', (text, filter) => {
    expect(parseUserFilter(text)).toEqual({ kind: 'filter', filter });
  });

  it.each(['', '   '])('asks for all when it is %j', (text) => {
    expect(parseUserFilter(text)).toEqual({ kind: 'all' });
  });

  it.each([
    'foo',
    'email',
    'email = ',
    'email = "a\0"',
    'email = "a\ud800"',
    'email = a',
    'email = "a',
    'email == "a"',
    'email = "a" b',
    'email = "a"b"',
    '= "a"',
    '"email = "a"',
    'email" = "a"',
    '"" = "a"',
    '" email" = "a"',
    '"email""a"',
  ])('refuses %j', (text) => {
    expect(parseUserFilter(text)).toEqual({ kind: 'refused', text: 'Error while parsing filter.' });
  });

  it.each(['custom:team', 'nickname', 'Email', '__proto__'])('cannot search %s', (name) => {
    expect(parseUserFilter(`${name} = "a"`)).toEqual({ kind: 'refused', text: `Invalid search attribute: ${name}` });
  });

  it('gives back any value that was quoted for it, whether the name is quoted or not (R470)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES.split(' ')),
        fc.constantFrom('', '"'),
        fc.constantFrom('=', '^='),
        fc.constantFrom('', ' ', '\t \n'),
        fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0')),
        (name, quote, operator, space, value) => {
          const quoted = value.replaceAll(/["\\]/g, (character) => `\\${character}`);
          const expected = name === 'cognito:user_status' ? value.toUpperCase() : value;
          expect(
            parseUserFilter(`${space}${quote}${name}${quote}${space}${operator}${space}"${quoted}"${space}`),
          ).toEqual({
            kind: 'filter',
            filter: { name, operator, value: expected },
          });
        },
      ),
    );
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a=^"\\ \n:é', 'email', 'status') }), (text) => {
        expect(['all', 'filter', 'refused']).toContain(parseUserFilter(text).kind);
      }),
    );
  });
});
