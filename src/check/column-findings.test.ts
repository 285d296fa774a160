import { describe, expect, it } from 'vitest';
import { CSV_START } from '../csv/csv-record.ts';
import { joinFields } from '../csv/join-fields.ts';
import { LineCutter } from '../csv/line-cutter.ts';
import { listColumnFindings } from './column-findings.ts';
import { describeRemedy } from './remedies/describe-remedy.ts';
import { EXPORT_TEXTS } from './remedies/export-texts.ts';
import { KNOWN_EXPORTS } from './source/known-exports.ts';

const BCRYPT = `$2b$12$${'a'.repeat(53)}`;

function find(header: readonly string[], ...records: string[][]) {
  const lines = new LineCutter(CSV_START, 16_000).push(
    Buffer.from([header, ...records].map((fields) => `${joinFields(fields)}\n`).join('')),
  );
  return listColumnFindings(header, () => lines, false).map(({ text, remedy, failsJob }) => {
    expect(failsJob).toBe(false);
    return `${text} ${describeRemedy(remedy)}`;
  });
}

describe('listColumnFindings', () => {
  it.each([
    [
      'hashes that a job takes',
      'encrypted_password',
      BCRYPT,
      'holds password hashes of BCRYPT',
      'Name the column password_hash, and add --password-hashing-algorithm BCRYPT',
    ],
    [
      'hashes under a short name',
      'password',
      BCRYPT,
      'holds password hashes of BCRYPT',
      'Name the column password_hash',
    ],
    [
      'hashes of another form',
      'password',
      `bcrypt$${BCRYPT}`,
      'holds password hashes (bcrypt)',
      'Remove what stands before $2',
    ],
    [
      'hashes that no job takes',
      'user_pass',
      '$P$B5cYqzGJ3kR1abcdefghijklmnopqrs',
      'holds password hashes (phpass)',
      'Leave the value blank',
    ],
    ['hashes that nobody knows', 'password_hash_2', 'x', undefined, undefined],
    [
      'hashes of no known form',
      'hash',
      'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4',
      'holds password hashes.',
      'Leave the column out',
    ],
    ['passwords', 'password', 'hunter2', 'holds passwords', 'Leave the column out'],
    ['a column without values', 'passwd', '', 'holds passwords', 'Leave the column out'],
    ['salts', 'salt', 'c2FsdA==', 'holds secrets', 'Leave the column out'],
    [
      'secrets that are attributes already',
      'custom:otp_secret',
      'ABC',
      'The column custom:otp_secret holds secrets',
      'Do not make an attribute of it',
    ],
  ])('says what to do with %s', (_name, column, value, text, advice) => {
    const found = find(['email', column], ['ann@example.com', value], ['', value]);
    if (text === undefined) expect(found).toEqual([]);
    else {
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(text);
      expect(found[0]).toContain(advice);
      if (value !== '') expect(found[0]).not.toContain(value);
    }
  });

  it('has nothing to say of the column that is for hashes, and of names of attributes', () => {
    expect(find(['password_hash', 'email', 'address'], [BCRYPT, '', ''])).toEqual([]);
  });

  it.each(KNOWN_EXPORTS)('knows a file of $system by its header', ({ id, system, all, oneOf }) => {
    for (const other of oneOf) {
      expect(find([...all, other, 'more'])[0]).toBe(
        `The columns are those of an export of ${system}. ${EXPORT_TEXTS[id]}`,
      );
    }
  });

  it('knows no export by a part of its header, or where the header is right', () => {
    expect(find(['login', 'firstName', 'more'])).toEqual([]);
    expect(listColumnFindings(['login', 'firstName', 'lastName', 'mobilePhone'], () => [], true)).toEqual([]);
  });
});
