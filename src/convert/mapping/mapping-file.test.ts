import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SOURCES } from '../sources/sources.ts';
import { changeMapping } from './change-mapping.ts';
import { readMappingFile, writeMappingFile } from './mapping-file.ts';

describe('a mapping file', () => {
  it('of each source reads as it was written (R714)', () => {
    for (const source of SOURCES) {
      const mapping = source.mappingOf(['id', 'email', 'first name', 'dob', 'email_verified_at', 'phone']);
      const { change } = readMappingFile(writeMappingFile(mapping, source.name), 'map.yaml');
      expect(changeMapping({ ...mapping, attributes: {} }, change)).toEqual(mapping);
    }
  });

  it('changes what it names, and takes out an attribute without a value (R714)', () => {
    const text = [
      'username: {column: [login, id]}',
      'aliases: [email, phone_number]',
      'attributes:',
      '  picture:',
      '  birthdate: {column: dob, date: dd.mm.yyyy, unclear: blank}',
      '  name: {template: "{first} {last}"}',
      '  email_verified: {constant: true}',
      '  phone_number_verified: {column: seen_at, timestamp: true}',
      '  custom:code: 007',
      'country: de',
      'booleans: {true: [ja, oui], false: [nein]}',
      'blank: [NULL, "-"]',
      'leaveOut:',
      '  - {column: status, is: [deleted, 7]}',
      '  - {column: banned_at, present: true}',
    ].join('\n');
    const { change } = readMappingFile(text, 'map.yaml');
    const mapping = changeMapping(
      { username: { column: 'x' }, attributes: { picture: { column: 'p' }, email: { column: 'mail' } } },
      change,
    );
    expect(mapping).toEqual({
      username: { column: ['login', 'id'] },
      aliases: ['email', 'phone_number'],
      attributes: {
        email: { column: 'mail' },
        birthdate: { column: 'dob', date: 'dd.mm.yyyy', unclear: 'blank' },
        name: { template: '{first} {last}' },
        email_verified: { constant: 'true' },
        phone_number_verified: { column: 'seen_at', timestamp: true },
        'custom:code': { column: '007' },
      },
      country: 'DE',
      booleans: { true: ['ja', 'oui'], false: ['nein'] },
      blank: ['NULL', '-'],
      leaveOut: [
        { column: 'status', is: ['deleted', '7'] },
        { column: 'banned_at', present: true },
      ],
    });
  });

  it.each([
    ['country: Germany', 'map.yaml, line 1: country is two letters, such as DE'],
    ['\nattribute: {}', 'map.yaml, line 2: attribute is not known in the file; write one of username,'],
    ['attributes:\n  name:\n    colum: x', 'map.yaml, line 3: colum is not known in name; write one of column,'],
    [
      'attributes:\n  name: {column: a, constant: b}',
      'map.yaml, line 2: name has one of column, constant and template',
    ],
    ['attributes:\n  birthdate: {column: a, date: dd.mm}', 'map.yaml, line 2: birthdate.date is iso, mdy, dmy,'],
    ['attributes:\n  a: {column: b, unclear: drop}', 'map.yaml, line 2: a.unclear is blank or leave-out'],
    ['attributes:\n  a: {column: b, timestamp: maybe}', 'map.yaml, line 2: a.timestamp is true or false'],
    ['attributes: [a]', 'map.yaml, line 1: attributes is a list of keys with values (key: value)'],
    ['booleans: {ja: true}', 'map.yaml, line 1: ja is not known in booleans; write one of true, false'],
    ['blank: NULL', 'map.yaml, line 1: blank is a list: [a, b]'],
    ['leaveOut: [{column: a}]', 'map.yaml, line 1: leaveOut has is (a list of values) or present (true or false)'],
    ['username:', 'map.yaml, line 1: username is the name of a column'],
    ['username: id\nusername: name', 'map.yaml, line 2: Map keys must be unique'],
    ['a: [b', 'map.yaml, line 1: '],
  ])('says where %j is wrong, and what to write (R714)', (text, message) => {
    expect(() => readMappingFile(text, 'map.yaml')).toThrow(message);
  });

  it('of any text is read, or refused with its line (R714)', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'username',
        'attributes',
        ':',
        ' ',
        '\n',
        '  ',
        '{',
        '}',
        '[',
        ']',
        'column',
        '&a ',
        '*a',
        '!!x ',
        '"',
        '-',
        '? ',
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          readMappingFile(pieces.join(''), 'map.yaml');
        } catch (error) {
          expect(`${error}`).toMatch(/^ConvertError: map\.yaml, line \d+: /);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
