import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPhoneNumber } from '../../domain/users/attribute-forms.ts';
import { readPhoneNumber, readTrunkZero } from './read-phone-number.ts';

describe('readPhoneNumber', () => {
  it.each([
    ['+44 20 7946 0958', '+442079460958', 'phone-punctuation'],
    ['+44-20-7946-0958', '+442079460958', 'phone-punctuation'],
    ['+44.20.7946.0958', '+442079460958', 'phone-punctuation'],
    ['+33.1.23.45.67.00', '+33123456700', 'phone-punctuation'],
    ['+442079460958.', '+442079460958', 'phone-punctuation'],
    ['+1 (206) 555-0100', '+12065550100', 'phone-punctuation'],
    ['(+49) 30 1234567', '+49301234567', 'phone-punctuation'],
    ['+49 30/1234567', '+49301234567', 'phone-punctuation'],
    ['+49 30 1234-56', '+4930123456', 'phone-punctuation'],
    ['+7 495 123-45-67', '+74951234567', 'phone-punctuation'],
    ['tel:+44-20-7946-0958', '+442079460958', 'phone-punctuation'],
    ['+44 (0)20 7946 0958', '+442079460958', 'phone-trunk-zero'],
    ['+44(0)2079460958', '+442079460958', 'phone-trunk-zero'],
    ['+44 ( 0 ) 20 7946 0958', '+442079460958', 'phone-trunk-zero'],
    ['+44 020 7946 0958', '+442079460958', 'phone-trunk-zero'],
    ['+49 (030) 1234567', '+49301234567', 'phone-trunk-zero'],
    ['0049 (0)30 1234567', '+49301234567', 'phone-trunk-zero'],
    ['+353 (0)1 555 0199', '+35315550199', 'phone-trunk-zero'],
    ['0044 20 7946 0958', '+442079460958', 'phone-double-zero'],
    ['00442079460958', '+442079460958', 'phone-double-zero'],
    ['(00)44 20 7946 0958', '+442079460958', 'phone-double-zero'],
    ['+39 06 5551 2345', '+390655512345', 'phone-punctuation'],
    ['+225 01 23 45 67 89', '+2250123456789', 'phone-punctuation'],
    ['+1\u00a0206\u202f5550100', '+12065550100', 'value-unseen'],
    ['\u202a+12065550100\u202c', '+12065550100', 'value-unseen'],
    ['+1\u20112065550100', '+12065550100', 'value-unseen'],
    ['＋４４２０７９４６０９５８', '+442079460958', 'value-unseen'],
    ['+٤٤٢٠٧٩٤٦٠٩٥٨', '+442079460958', 'value-unseen'],
    ["'+12065550100", '+12065550100', 'value-apostrophe'],
    ['"+12065550100"', '+12065550100', 'value-quoted'],
    ['="+12065550100"', '+12065550100', 'value-quoted'],
  ])('reads %s (R203)', (value, to, advice) => {
    expect(readPhoneNumber(value)).toMatchObject({ advice, to, safe: true });
  });

  it.each([
    ['020 7946 0958', 'phone-no-country'],
    ['2065550100', 'phone-no-country'],
    ['011 44 20 7946 0958', 'phone-no-country'],
    ['0011 44 20 7946 0958', 'phone-unclear'],
    ['+44 20 7946 0958 ext. 12', 'phone-extension'],
    ['+44 20 7946 0958 x12', 'phone-extension'],
    ['+44 20 7946 0958 #12', 'phone-extension'],
    ['+44 20 7946 0958;ext=12', 'phone-extension'],
    ['+49 30 1234 DW 56', 'phone-extension'],
    ['+1 206 555 0100,,12', 'phone-extension'],
    ['+1 206 555 0100 12', 'phone-unclear'],
    ['+1-800-FLOWERS', 'phone-letters'],
    ['+1 206 555 O1OO', 'phone-letters'],
    ['+44 20 7946 0958 / +44 20 7946 0959', 'phone-several'],
    ['+442079460958;+442079460959', 'phone-several'],
    ['+44 20 7946 0958 or 0959', 'phone-several'],
    ['+49 30 123456/57', 'phone-unclear'],
    ['+47 22 00 01 00-05', 'phone-unclear'],
    ['+442079460958.0', 'phone-decimal'],
    ['442079460958.0', 'phone-decimal'],
    ['442079460958,00', 'phone-decimal'],
    ['2065550100.0', 'phone-decimal'],
    ["'+442079460958.0", 'phone-decimal'],
    ['+49 30 123456.5', 'phone-unclear'],
    ['+49 30 123456.0', 'phone-unclear'],
    ['+4.42079E+11', 'value-rounded'],
    ['++12065550100', 'phone-unclear'],
    ['4,42079E+11', 'value-rounded'],
    ['+0 20 7946 0958', 'phone-country-zero'],
    ['+00 44 20 7946 0958', 'phone-country-zero'],
    ['+39 (0)6 5551 2345', 'phone-zero-unclear'],
    ['+55 (0)11 5555 0100', 'phone-zero-unclear'],
    ['+44 00 20 7946 0958', 'phone-zero-unclear'],
    ['+44 20 (0) 7946 0958', 'phone-zero-unclear'],
    ['+44 20 7946 0958 7946 0958', 'phone-too-long'],
    ['+1 206 555 010', 'phone-unclear'],
    ['+', 'phone-number-malformed'],
    ['', 'phone-number-malformed'],
  ])('leaves %s to a person (R203)', (value, advice) => {
    const { to, safe } = readPhoneNumber(value);
    expect([to, safe]).toEqual([undefined, false]);
    if (advice !== 'phone-number-malformed') expect(readPhoneNumber(value).advice).toBe(advice);
  });

  it('examines nothing that is longer than any number, so that a hostile file costs little', () => {
    expect(readPhoneNumber(`+1 206 555 0100${' '.repeat(300)}`)).toEqual({
      advice: 'phone-number-malformed',
      safe: false,
    });
  });

  it('gives a number only that has the digits of the value, but for a 0 or two', () => {
    const part = fc.constantFrom(
      '+',
      '00',
      '44',
      '49',
      '1',
      '39',
      '206',
      '0',
      '(0)',
      ' ',
      '-',
      '/',
      '.',
      '(',
      ')',
      '7946',
      '5550100',
      'x',
      ',',
      '\u00a0',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const value = parts.join('');
        const { to } = readPhoneNumber(value);
        if (to === undefined) return;
        expect(isPhoneNumber(to)).toBe(true);
        expect(to.startsWith('+0')).toBe(false);
        const digits = value.replaceAll(/\D/g, '').replace(/^00/, '');
        const number = to.slice(1);
        expect([digits, digits.replace(/^(\d{1,3})0/, '$1'), withoutOneZero(digits, number)]).toContain(number);
      }),
      { numRuns: 20_000 },
    );
  });
});

function withoutOneZero(digits: string, number: string): string {
  const at = [...digits].findIndex((digit, index) => digit !== number[index]);
  return digits[at] === '0' ? digits.slice(0, at) + digits.slice(at + 1) : digits;
}

describe('readTrunkZero', () => {
  it.each([
    ['+4402079460958', '+442079460958'],
    ['+3530155501990', '+353155501990'],
    ['+44002079460958', undefined],
    ['+02079460958', undefined],
  ])('tells that nobody has %s, though it is of the right form', (value, to) => {
    const reading = readTrunkZero(value);
    expect(reading).toBeDefined();
    expect(reading?.to).toBe(to);
  });

  it.each(['+442079460958', '+390655512345', '+12065550100', '+12345550100', '+2250123456789', '+1'])(
    'takes %s',
    (value) => {
      expect(readTrunkZero(value)).toBeUndefined();
    },
  );
});
