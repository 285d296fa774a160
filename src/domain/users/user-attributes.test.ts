import { describe, expect, it } from 'vitest';
import { fixtureSchema, stringAttribute } from '../pools/user-pool.fixture.ts';
import { judgeChangedAttributes, judgeNewAttributes } from './user-attributes.ts';

const pool = {
  schema: fixtureSchema(
    stringAttribute('custom:team', { maxLength: '4' }),
    stringAttribute('custom:code', { mutable: false }),
    { name: 'custom:age', dataType: 'Number', developerOnly: false, mutable: true, required: false, minValue: '18' },
  ).map((attribute) => (attribute.name === 'nickname' ? { ...attribute, required: true } : attribute)),
};
const NICK = { nickname: 'Al' };

function attributesOf(record: Record<string, string>): Map<string, string> {
  return new Map(Object.entries(record));
}

describe('attributes of a new user', () => {
  it.each([
    [{ 'custom:code': 'x', 'custom:age': '18', email: 'a@b.c', email_verified: 'TRUE' }, { email_verified: 'true' }],
    [{ birthdate: '1990-12-31' }, { birthdate: '1990-12-31' }],
  ])('takes %j', (given, stored) => {
    expect(judgeNewAttributes(pool, attributesOf({ ...NICK, ...given }))).toEqual({
      kind: 'accepted',
      attributes: { ...NICK, ...given, ...stored },
    });
  });

  it('keeps no blank value (R191)', () => {
    const verdict = judgeNewAttributes(pool, attributesOf({ ...NICK, name: '', 'custom:team': '' }));
    expect(verdict).toEqual({ kind: 'accepted', attributes: NICK });
  });

  it.each([
    [
      { ...NICK, 'custom:no': 'x' },
      'Attributes did not conform to the schema: custom:no: Attribute does not exist in the schema.\n',
    ],
    [
      { ...NICK, __proto__x: 'x' },
      'Attributes did not conform to the schema: __proto__x: Attribute does not exist in the schema.\n',
    ],
    [{ ...NICK, sub: 'x' }, 'Cannot modify the non-mutable attribute sub'],
    [{ ...NICK, email: 'nobody' }, 'Invalid email address format.'],
    [{ ...NICK, phone_number: '0123' }, 'Invalid phone number format.'],
    [{ ...NICK, email_verified: 'true' }, 'The value of email is missing, but email_verified is true.'],
    [
      { ...NICK, 'custom:team': 'abcde' },
      'Attributes did not conform to the schema: custom:team: The value does not meet the attribute constraints\n',
    ],
    [
      { ...NICK, 'custom:age': '17' },
      'Attributes did not conform to the schema: custom:age: The value does not meet the attribute constraints\n',
    ],
    [
      { ...NICK, email_verified: 'yes' },
      'Attributes did not conform to the schema: email_verified: The value does not meet the attribute constraints\n',
    ],
    [{}, 'Attributes did not conform to the schema: nickname: The attribute is required\n'],
    [{ nickname: '' }, 'Attributes did not conform to the schema: nickname: The attribute is required\n'],
  ])('refuses %j with the words of Cognito', (given, text) => {
    expect(judgeNewAttributes(pool, attributesOf(given))).toEqual({ kind: 'refused', text });
  });
});

describe('a change of attributes', () => {
  const current = { ...NICK, email: 'a@b.c', email_verified: 'true', 'custom:team': 'red' };

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['sets', { name: 'Alice' }, { ...current, name: 'Alice' }],
    ['removes with a blank value', { 'custom:team': '' }, { ...NICK, email: 'a@b.c', email_verified: 'true' }],
    [
      'takes the verification from another address',
      { email: 'b@b.c' },
      { ...current, email: 'b@b.c', email_verified: 'false' },
    ],
    ['keeps the verification of the same address', { email: 'a@b.c' }, current],
    ['takes the verification it is given', { email: 'b@b.c', email_verified: 'true' }, { ...current, email: 'b@b.c' }],
    ['removes the verification with the address', { email: '' }, { ...NICK, 'custom:team': 'red' }],
  ])('%s', (_, changes, attributes) => {
    expect(judgeChangedAttributes(pool, current, attributesOf(changes))).toEqual({ kind: 'accepted', attributes });
  });

  it.each([
    [{ 'custom:code': 'x' }, 'user.custom:code: Attribute cannot be updated.\n'],
    [{ 'custom:no': 'x' }, 'user.custom:no: Attribute does not exist in the schema.\n'],
    [
      { 'custom:no': 'x', 'custom:code': 'y' },
      'user.custom:no: Attribute does not exist in the schema.\nuser.custom:code: Attribute cannot be updated.\n',
    ],
    [{ sub: 'x' }, 'Cannot modify the non-mutable attribute sub'],
    [{ email: '', email_verified: 'true' }, 'The value of email is missing, but email_verified is true.'],
    [{ nickname: '' }, 'Attributes did not conform to the schema: nickname: The attribute is required\n'],
  ])('refuses %j', (changes, text) => {
    expect(judgeChangedAttributes(pool, current, attributesOf(changes))).toEqual({ kind: 'refused', text });
  });

  it('does not ask for what became required later', () => {
    const verdict = judgeChangedAttributes(pool, {}, attributesOf({ name: 'Alice' }));
    expect(verdict).toEqual({ kind: 'accepted', attributes: { name: 'Alice' } });
  });
});
