import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBirthdate, isPhoneNumber } from '../../domain/users/attribute-forms.ts';
import { compileBoolean } from './convert-boolean.ts';
import { compileBirthdate, compileIsoDate, compileSeconds } from './convert-date.ts';
import { compilePhoneNumber } from './convert-phone-number.ts';

const unclear = expect.objectContaining({ fault: expect.any(String), remedy: expect.any(String) });

describe('a value of an export', () => {
  it.each([
    ['+4915112345678', undefined, '+4915112345678'],
    // AWS's own sample, which no numbering plan has.
    ['+12345550100', undefined, '+12345550100'],
    ['+49 (0)151 123-45678', undefined, '+4915112345678'],
    ['0049 151 12345678', undefined, '+4915112345678'],
    ['0049 151 12345678', 'DE', '+4915112345678'],
    ['0151 12345678', 'DE', '+4915112345678'],
    ["'+4915112345678", undefined, '+4915112345678'],
    ['tel:+4915112345678', undefined, '+4915112345678'],
    ['020 7946 0018', 'GB', '+442079460018'],
    ['0151 12345678', undefined, unclear],
    ['1,23457E+10', 'DE', unclear],
    ['+1.23457E+10', undefined, unclear],
    ['12', 'DE', unclear],
    ['call me', 'DE', unclear],
    ['', undefined, ''],
  ])('is a phone number: %j of %s is %j (R708)', (text, country, expected) => {
    expect(compilePhoneNumber(country)(text)).toEqual(expected);
  });

  it.each([
    ['02/01/1985', undefined, '02/01/1985'],
    ['1985-02-01', undefined, '02/01/1985'],
    ['1985-02-01', 'iso', '02/01/1985'],
    ['1985-02-01T00:00:00Z', 'iso', '02/01/1985'],
    ['01.02.1985', 'dd.mm.yyyy', '02/01/1985'],
    ['1.2.1985', 'd.m.yyyy', '02/01/1985'],
    ['1.2.1985', 'dmy', '02/01/1985'],
    ['2/1/1985', 'mdy', '02/01/1985'],
    ['476064000', 'epoch_s', '02/01/1985'],
    ['476064000000', 'epoch_ms', '02/01/1985'],
    ['31079', 'excel', '02/01/1985'],
    ['01.02.1985', undefined, unclear],
    ['31.02.1985', 'dmy', unclear],
    ['29.02.2023', 'dd.mm.yyyy', unclear],
    ['1985', undefined, unclear],
    // The year 33658.
    ['999999999999', 'epoch_s', unclear],
    ['-99999999999999', 'epoch_ms', unclear],
    ['', 'iso', ''],
  ])('is a birthdate: %j in the form %s is %j (R707)', (text, form, expected) => {
    expect(compileBirthdate(form)(text)).toEqual(expected);
  });

  it.each([
    ['dmy', 'day, month, year'],
    ['dd.mm.yyyy', 'dd.mm.yyyy'],
  ])('is wrong if there is no such day in the form %s, and not unclear', (form, name) => {
    const wrong = { fault: `it is not a date in the form ${name}`, remedy: 'date-wrong' };
    expect(compileBirthdate(form)('31.02.1985')).toEqual(wrong);
    expect(compileIsoDate(form)('31.02.1985')).toEqual(wrong);
  });

  it.each([
    ['1704067200', undefined, '1704067200'],
    ['1704067200000', undefined, '1704067200'],
    ['2024-01-01T00:00:00.000Z', undefined, '1704067200'],
    ['2024-01-01 00:00:00.000000+00', undefined, '1704067200'],
    ['2024-01-01 02:00:00+0200', undefined, '1704067200'],
    ['2024-01-01', undefined, '1704067200'],
    ['01.01.2024', 'dmy', '1704067200'],
    ['yesterday', undefined, unclear],
    ['-5', undefined, unclear],
    ['9'.repeat(400), 'epoch_ms', unclear],
  ])('is a time: %j in the form %s is %j (R707)', (text, form, expected) => {
    expect(compileSeconds(form)(text)).toEqual(expected);
  });

  it('is a date of another attribute in ISO 8601 (R707)', () => {
    expect(compileIsoDate('dmy')('01.02.1985')).toBe('1985-02-01');
    expect(compileIsoDate('epoch_ms')('1577836800123')).toBe('2020-01-01T00:00:00.123Z');
    expect(compileIsoDate('epoch_s')('x')).toEqual(unclear);
  });

  it('is true or false in words, in any case (R707)', () => {
    const convert = compileBoolean({ true: ['ja'], false: ['nein'] });
    expect(['TRUE', 't', 'Yes', 'y', '1', 'on', 'Ja'].map(convert)).toEqual(Array(7).fill('true'));
    expect(['False', 'f', 'NO', 'n', '0', 'off', 'nein'].map(convert)).toEqual(Array(7).fill('false'));
    expect(['', 'maybe', '2'].map(convert)).toEqual(['', unclear, unclear]);
  });

  it('of any text is what Cognito takes, or unclear (R707, R708)', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789+-/. ()eE:TZ') }),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    );
    const form = fc.constantFrom(undefined, 'iso', 'mdy', 'dmy', 'epoch_s', 'epoch_ms', 'excel', 'dd.mm.yyyy');
    fc.assert(
      fc.property(text, form, fc.constantFrom(undefined, 'DE', 'US'), (value, date, country) => {
        const birthdate = compileBirthdate(date)(value);
        if (typeof birthdate === 'string' && birthdate !== '') expect(isBirthdate(birthdate)).toBe(true);
        const seconds = compileSeconds(date)(value);
        if (typeof seconds === 'string') expect(seconds).toMatch(/^\d*$/);
        const phone = compilePhoneNumber(country)(value);
        if (typeof phone === 'string' && phone !== '') expect(isPhoneNumber(phone)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});
