import { describe, expect, it } from 'vitest';
import { fixtureSchema, stringAttribute } from '../pools/user-pool.fixture.ts';
import { judgeChangedAttributes, judgeNewAttributes } from './user-attributes.ts';

const pool = {
  schema: fixtureSchema(
    stringAttribute('custom:team', { maxLength: '4' }),
    stringAttribute('custom:code', { mutable: false }),
    {
      name: 'custom:age',
      dataType: 'Number',
      developerOnly: false,
      mutable: true,
      required: false,
      minValue: '18',
      maxValue: '99.5',
    },
    { ...stringAttribute('custom:since'), dataType: 'DateTime' },
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
    [{ ...NICK, 'custom:no': 'x' }, 'Type for attribute {custom:no} could not be determined'],
    [{ ...NICK, __proto__x: 'x' }, 'Type for attribute {__proto__x} could not be determined'],
    [
      { ...NICK, birthdate: '1985', 'custom:no': 'x', 'custom:nor': 'y' },
      'Type for attribute {custom:no} could not be determined',
    ],
    [
      { ...NICK, birthdate: '1985' },
      'Attributes did not conform to the schema: birthdate: String must be no shorter than 10 characters\n',
    ],
    [{ ...NICK, updated_at: '1795986945.696' }, 'The value of updated_at must be a time in epoch seconds.'],
    [{ ...NICK, sub: 'x' }, 'Cannot modify the non-mutable attribute sub'],
    [{ ...NICK, email: 'nobody' }, 'Invalid email address format.'],
    [{ ...NICK, phone_number: '0123' }, 'Invalid phone number format.'],
    [{ ...NICK, email_verified: 'true' }, 'The value of email is missing, but email_verified is true.'],
    [
      { ...NICK, 'custom:team': 'abcde' },
      'Attributes did not conform to the schema: custom:team: String must be no longer than 4 characters\n',
    ],
    [
      { ...NICK, 'custom:age': '17' },
      'Attributes did not conform to the schema: custom:age: Number must be no less than 18\n',
    ],
    [
      { ...NICK, 'custom:age': '100' },
      'Attributes did not conform to the schema: custom:age: Number must be no greater than 99.5\n',
    ],
    [
      { ...NICK, 'custom:age': 'old' },
      'Attributes did not conform to the schema: custom:age: Value must be a number\n',
    ],
    [
      { ...NICK, email_verified: 'yes' },
      'Attributes did not conform to the schema: email_verified: Value must be true or false\n',
    ],
    [{}, 'Attributes did not conform to the schema: nickname: The attribute is required\n'],
    [{ nickname: '' }, 'Attributes did not conform to the schema: nickname: The attribute is required\n'],
  ])('refuses %j with the words of Cognito (R476, R477)', (given, text) => {
    expect(judgeNewAttributes(pool, attributesOf(given))).toEqual({ kind: 'refused', text });
  });

  it.each(['a\0b', '\0', 'a\ud800', '\udc00a'])(
    'refuses the characters of %j, which no file can bring (R484)',
    (value) => {
      const text = 'The value of name contains characters that are not allowed.';
      expect(judgeNewAttributes(pool, attributesOf({ ...NICK, name: value }))).toEqual({ kind: 'refused', text });
      expect(judgeChangedAttributes(pool, NICK, attributesOf({ name: value }))).toEqual({ kind: 'refused', text });
    },
  );

  it.each([
    ['name', '😀'.repeat(2_049), 'String'],
    ['custom:age', `20.${'0'.repeat(2_046)}`, 'Value'],
    ['custom:since', 'x'.repeat(2_049), 'Value'],
  ])('refuses more than 2,048 characters in %s (R192, R476)', (name, value, subject) => {
    expect(judgeNewAttributes(pool, attributesOf({ ...NICK, [name]: value }))).toEqual({
      kind: 'refused',
      text: `Attributes did not conform to the schema: ${name}: ${subject} must be no longer than 2048 characters\n`,
    });
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
    [{ birthdate: '1985' }, 'user.birthdate: String must be no shorter than 10 characters\n'],
    [{ updated_at: '-1' }, 'user.updated_at: Number must be no less than 0\n'],
    [{ updated_at: '1e9' }, 'user.updated_at: Value must be a number\n'],
    [{ updated_at: '0.5' }, 'The value of updated_at must be a time in epoch seconds.'],
    [{ nickname: '' }, 'Attributes did not conform to the schema: nickname: The attribute is required\n'],
  ])('refuses %j', (changes, text) => {
    expect(judgeChangedAttributes(pool, current, attributesOf(changes))).toEqual({ kind: 'refused', text });
  });

  it('does not judge a value that was stored before its form was checked', () => {
    const current = { ...NICK, updated_at: '1795986945.696' };
    const attributes = { ...current, name: 'Alice' };
    const verdict = judgeChangedAttributes(pool, current, attributesOf({ name: 'Alice' }));
    expect(verdict).toEqual({ kind: 'accepted', attributes });
  });

  it('does not ask for what became required later', () => {
    const verdict = judgeChangedAttributes(pool, {}, attributesOf({ name: 'Alice' }));
    expect(verdict).toEqual({ kind: 'accepted', attributes: { name: 'Alice' } });
  });
});
