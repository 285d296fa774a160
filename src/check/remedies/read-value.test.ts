import { describe, expect, it } from 'vitest';
import { fixtureSchema, stringAttribute } from '../../domain/pools/user-pool.fixture.ts';
import type { UnimportedTextId } from '../../domain/texts/record-texts.ts';
import { describeRemedy } from './describe-remedy.ts';
import { readPassingValue } from './read-passing-value.ts';
import { readFailedValue } from './read-value.ts';

describe('readFailedValue', () => {
  it.each<[UnimportedTextId, string, string, string]>([
    ['email-malformed', 'Ann Bee <ann@example.com>', 'ann@example.com', 'email-display-name'],
    ['email-malformed', '"Bee, Ann" <ann@example.com>', 'ann@example.com', 'email-display-name'],
    ['email-malformed', 'ann@example.com.', 'ann@example.com', 'email-around'],
    ['email-malformed', '"ann@example.com"', 'ann@example.com', 'value-quoted'],
    ['email-malformed', 'NULL', '', 'value-null-word'],
    ['username-not-email', 'Ann <ann@example.com>', 'ann@example.com', 'email-display-name'],
    ['username-not-phone-number', '+44 20 7946 0958', '+442079460958', 'phone-punctuation'],
    ['username-not-email-or-phone-number', '0044 20 7946 0958', '+442079460958', 'phone-double-zero'],
    ['username-malformed', 'an\u200bn', 'ann', 'value-unseen'],
    ['phone-number-malformed', '-', '', 'value-null-word'],
    ['boolean-malformed', 'WAHR', 'true', 'boolean-word'],
    ['boolean-malformed', 'n', 'false', 'boolean-word'],
    ['boolean-malformed', '1.0', 'true', 'boolean-word'],
    ['boolean-malformed', '"TRUE"', 'true', 'value-quoted'],
    ['updated-at-malformed', '1471453471.5', '1471453471', 'updated-at-fraction'],
    ['updated-at-malformed', '2016-08-17 17:04:31 UTC', '1471453471', 'updated-at-date'],
    ['updated-at-malformed', '2016-08-17T19:04:31.123+02:00', '1471453471', 'updated-at-date'],
  ])('reads a value that failed with %s: %s (R201, R203, R204, R205)', (textId, value, to, advice) => {
    expect(readFailedValue(textId, value)).toMatchObject({ advice, to, safe: true });
  });

  it('examines no address that is longer than any, so that a hostile file costs little', () => {
    expect(readFailedValue('email-malformed', `ann@example.com${'}'.repeat(1_500)}`)).toBeUndefined();
  });

  it.each<[UnimportedTextId, string, string]>([
    ['email-malformed', 'Ann Bee@example.com', 'email-white-space'],
    ['email-malformed', 'ann @example.com', 'email-white-space'],
    ['email-malformed', 'a@b.co;c@d.co', 'email-several'],
    ['username-malformed', 'two words', 'username-white-space'],
    ['boolean-malformed', 'x', 'boolean-word'],
    ['updated-at-malformed', '2016-08-17', 'updated-at-date'],
    ['updated-at-malformed', '2016-08-17T17:04:31', 'updated-at-date'],
    ['updated-at-malformed', '1.471', 'undefined'],
  ])('leaves a value that failed with %s to a person: %s', (textId, value, advice) => {
    const reading = readFailedValue(textId, value);
    expect([`${reading?.advice}`, reading?.to]).toEqual([advice, undefined]);
  });

  it.each([
    ['abcdefghij', '2', '5', /allows 2 to 5 characters/],
    ['a', '2', '2', /allows exactly 2 characters/],
    ['x'.repeat(9), undefined, '8', /allows at most 8 characters/],
  ])(
    'names the lengths that the pool allows, and how long the value is: %s (R208)',
    (value, minLength, maxLength, text) => {
      const attribute = { ...stringAttribute('custom:tenant'), ...(minLength ? { minLength } : {}), maxLength };
      const reading = readFailedValue('constraint-violated', value, { attribute });
      expect(reading?.named?.length).toBe(value.length);
      expect(reading && describeRemedy(reading)).toMatch(text);
    },
  );

  it.each([
    ['9', '3', '8', /allows 3 to 8 for/],
    ['2', '3', undefined, /allows at least 3 for/],
    ['x', '3', '8', /is a Number/],
    ['9 000', undefined, undefined, /is a Number/],
  ])('names the numbers that the pool allows: %s (R209)', (value, minValue, maxValue, text) => {
    const [first] = fixtureSchema().filter(({ name }) => name === 'updated_at');
    const attribute = { ...first, name: 'custom:n', dataType: 'Number', minValue, maxValue } as typeof first;
    const reading = readFailedValue('constraint-violated', value, { attribute });
    expect(reading && describeRemedy(reading)).toMatch(text);
  });
});

describe('readPassingValue', () => {
  it.each([
    ['email', '<ann@example.com>', 'ann@example.com', true],
    ['email', 'Ann<ann@example.com>', 'ann@example.com', true],
    ['email', 'mailto:ann@example.com', 'ann@example.com', true],
    ['email', 'ann@example.com;', 'ann@example.com', true],
    ['email', '(ann@example.com)', 'ann@example.com', true],
    ['email', 'ann\u200b@example.com', 'ann@example.com', true],
    ['updated_at', '1471453471000', '1471453471', true],
    ['given_name', '"Ann"', 'Ann', true],
    ['nickname', '"Ace"', 'Ace', false],
    ['family_name', 'MÃ¼ller', 'Müller', true],
    ['nickname', "'0123", '0123', false],
    ['name', '[object Object]', '', true],
    ['name', '\\N', '', true],
    ['name', 'undefined', '', true],
    ['name', '(null)', '', true],
    ['name', '-', '', true],
    ['gender', 'nan', '', true],
    ['name', 'nan', '', false],
    ['family_name', 'NULL', '', false],
    ['custom:team', 'none', '', false],
    ['custom:team', '{}', '', false],
  ])('reads %s %s', (column, value, to, safe) => {
    expect(readPassingValue(value, column)).toMatchObject({ to, safe });
  });

  it.each([
    ['family_name', 'Null'],
    ['family_name', 'None'],
    ['family_name', "'t Hooft"],
    ['cognito:username', 'null'],
    ['name', '#N/A'],
    ['name', 'M\ufffdller'],
    ['nickname', '1.23E+10'],
  ])('warns of what may be meant, and offers nothing: %s %s', (column, value) => {
    const reading = readPassingValue(value, column);
    expect(reading).toBeDefined();
    expect(reading?.to).toBeUndefined();
  });

  it.each([
    ['email', "o'neil@example.com"],
    ['email', '_ann+tag@example.com'],
    ['name', 'São Noah'],
    ['name', 'Nancy'],
    ['given_name', 'Nan'],
    ['custom:note', 'under 18'],
    ['custom:note', '(see below)'],
    ['updated_at', '1471453471'],
    ['nickname', '5"'],
  ])('says nothing of %s %s', (column, value) => {
    expect(readPassingValue(value, column)).toBeUndefined();
  });
});
