import { type CountryCode, getCountries, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { isPhoneNumber } from '../../domain/users/attribute-forms.ts';
import type { Converted, Unclear } from '../records/unclear.ts';

/** No number is written in more. */
const CHARACTERS_MAX = 60;
/** Of a number without its country code; a shorter one is none in any country. */
const NATIONAL_DIGITS_MIN = 6;
const ROUNDED = /^\+?\d+(?:[.,]\d+)?e\+?\d+$/i;

const NO_COUNTRY: Unclear = {
  fault: 'it has no country code',
  remedy: 'country-missing',
};
const ROUNDED_NUMBER: Unclear = {
  fault: 'a spreadsheet rounded it, and its last digits are lost',
  remedy: 'number-rounded',
};
const NO_NUMBER: Unclear = {
  fault: 'it is not a phone number',
  remedy: 'number-wrong',
};

/** Whether two letters name a country whose numbers are known. */
export function isCountry(text: string): text is CountryCode {
  return isSupportedCountry(text);
}

/** The two letters of each country whose numbers are known. */
export function listCountries(): readonly string[] {
  return getCountries();
}

/** Whether a number can only be read by whoever knows its country. */
export function lacksCountry(text: string): boolean {
  return readWithoutCountry(text) === NO_COUNTRY;
}

/** A phone number in E.164 (R203). One that is in that form already is taken as it is. */
export function compilePhoneNumber(country: string | undefined): (text: string) => Converted {
  const defaultCountry = country !== undefined && isCountry(country) ? country : undefined;
  return (text) => {
    if (text === '' || isPhoneNumber(text)) return text;
    const written = text.replace(/^'/, '').replace(/^tel:/i, '').trim();
    if (ROUNDED.test(written)) return ROUNDED_NUMBER;
    if (written.length > CHARACTERS_MAX) return NO_NUMBER;
    if (!/^[\s(]*(?:\+|00)/.test(written) && defaultCountry === undefined)
      return written.replaceAll(/\D/g, '').length >= NATIONAL_DIGITS_MIN ? NO_COUNTRY : NO_NUMBER;
    const international = defaultCountry === undefined ? written.replace(/^([\s(]*)00/, '$1+') : written;
    const parsed = parsePhoneNumberFromString(international, defaultCountry === undefined ? {} : { defaultCountry });
    return parsed?.isPossible() === true && isPhoneNumber(parsed.number) ? parsed.number : NO_NUMBER;
  };
}

const readWithoutCountry = compilePhoneNumber(undefined);
