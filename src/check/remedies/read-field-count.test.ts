import { describe, expect, it } from 'vitest';
import { isEmailAddress } from '../../domain/users/attribute-forms.ts';
import { readFieldCount } from './read-field-count.ts';

const COLUMNS = ['cognito:username', 'email', 'custom:note', 'custom:ref'];
/** Both of the last may be anything. */
const accepts = ([username = '', email = '']: readonly string[]) => /^\w+$/.test(username) && isEmailAddress(email);
const read = (line: string) => readFieldCount(line, COLUMNS, accepts);

describe('readFieldCount', () => {
  it.each([
    ['ann,a@b.co,"tea, milk",r', ['ann', 'a@b.co', 'tea, milk', 'r'], 'count-quoted-comma'],
    ['ann,a@b.co,"say ""hi"", Bob",5" heel', ['ann', 'a@b.co', 'say "hi", Bob', '5" heel'], 'count-quoted-comma'],
    ['ann,a@b.co,"tea, milk",in\\\\ May\\, 3', ['ann', 'a@b.co', 'tea, milk', 'in\\ May, 3'], 'count-quoted-comma'],
    ['ann,a@b.co,,,', ['ann', 'a@b.co', '', ''], 'count-trailing-commas'],
    ['ann,a@b.co,tea,,,', ['ann', 'a@b.co', 'tea', ''], 'count-trailing-commas'],
    ['ann,a@b.co', ['ann', 'a@b.co', '', ''], 'count-too-few'],
    ['ann,a@b.co,,tea, milk', ['ann', 'a@b.co', '', 'tea, milk'], 'count-comma'],
  ])('finds the one way to read %s (R172, R173, R181)', (line, to, advice) => {
    expect(read(line)).toMatchObject({ advice, to, safe: true });
  });

  it.each([
    ['a comma of its own or one too many', 'ann,a@b.co,tea, milk,', 'count-comma-or-trailing', 2],
    ['a comma of one of two values', 'ann,a@b.co,tea,milk,r', 'field-count-differs', 4],
    ['a value too many', 'ann,a@b.co,,tea,milk', 'count-comma', 3],
    ['a blank too few', 'ann,a@b.co,tea', 'count-too-few', undefined],
    ['a line break in quotes', 'ann,a@b.co,"tea', 'count-quoted-line-break', 2],
    ['semicolons', 'ann;a@b.co;tea;r', 'count-separators', undefined],
    ['a hash', 'ann,a@b.co,$argon2id$v=19$m=1,t=2,p=1$a$b,', 'count-hash', 2],
    ['hundreds of commas', `ann,a@b.co,${'x,'.repeat(300)}x`, 'field-count-differs', 4],
  ])('leaves %s to a person (R181)', (_name, line, advice, index) => {
    expect(read(line)).toEqual({
      advice,
      safe: false,
      index,
      ...(advice === 'count-too-few' ? { to: undefined } : {}),
    });
  });
});
