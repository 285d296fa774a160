import { isPhoneNumber } from '../../domain/users/attribute-forms.ts';
import { findCallingCode, judgeZeroAfter } from './calling-codes.ts';
import { nameUnseen, toAsciiForms } from './unseen-characters.ts';
import { known, unknown, type ValueReading } from './value-reading.ts';

/** Digits of an international number, its country code included (ITU-T E.164). */
const DIGITS_MIN = 7;
const DIGITS_MAX = 15;
/** No number is written in more. A field may have 16,000, for which the patterns would take a second. */
const CHARACTERS_MAX = 200;
/** Country code 1: an area code and an exchange, neither of which begins with 0 or 1, and four digits. */
const NORTH_AMERICAN = /^1[2-9]\d{2}[2-9]\d{6}$/;
/** What a program writes that took the number for a quantity. The zeros are no digits of the phone number. */
const DECIMAL = /^\+?\d+[.,]0+$/;
/** Countries where digits after the last dash are part of the number (a direct dial), however few. */
const DIRECT_DIAL: readonly string[] = ['43', '49'];

/**
 * What a phone number was meant to be that is not `+` and digits (R203). No advice may lead to the number of somebody else: where a sign
 * can mean two things, there is no value.
 */
export function readPhoneNumber(value: string): ValueReading {
  if (value.length > CHARACTERS_MAX) return unknown('phone-number-malformed');
  const unseen = nameUnseen(value);
  const text = unwrap(toAsciiForms(value));
  if (text === '') return unknown('phone-number-malformed');
  if (isPhoneNumber(text)) return readTrunkZero(text) ?? readWrapped(value, text, unseen);
  if (/\d[.,]?\d*e\+?\d+$/i.test(text)) return unknown('value-rounded');
  if (DECIMAL.test(text)) return unknown('phone-decimal');
  if (hasTwoPluses(text) || /\d\s*(?:;|\||&|\bor\b|\band\b)\s*[+\d]/i.test(text)) return unknown('phone-several');
  if (/(?:;?\s*ext(?:ension|n)?\.?\s*=?|\bx|#|,|\bdw|\*|\bp|\bw)\s*\.?:?\s*\d+\s*$/i.test(text))
    return unknown('phone-extension');
  if (/\p{L}/u.test(text)) return unknown('phone-letters');
  if (!/^[\d\s().\-/+[\]_·•:]+$/u.test(text)) return unknown('phone-number-malformed');
  const international = readPrefix(text);
  if (international === undefined) return unknown(/^[\s(]*\+/.test(text) ? 'phone-unclear' : 'phone-no-country');
  return readInternational(international, unseen);
}

/** The zero between country code and number in a number of the right form, which nobody can dial: the number without it. */
export function readTrunkZero(value: string): ValueReading | undefined {
  const digits = value.slice(1);
  if (digits.startsWith('0')) return unknown('hint-phone-country-zero');
  const code = findCallingCode(digits);
  if (code === undefined || digits[code.length] !== '0' || judgeZeroAfter(code) !== 'goes') return undefined;
  const number = `+${code}${digits.slice(code.length + 1)}`;
  return digits[code.length + 1] === '0' ? unknown('hint-phone-trunk-zero') : known('hint-phone-trunk-zero', number);
}

/** A number of the right form with something around it, or that looks like one. */
function readWrapped(value: string, number: string, unseen: string | undefined): ValueReading {
  if (unseen !== undefined) return known('value-unseen', number, { characters: unseen });
  if (value.startsWith("'")) return known('value-apostrophe', number);
  return known(/"/.test(value) ? 'value-quoted' : 'phone-punctuation', number);
}

/** Whether digits stand between two of them: `++1…` is one number with a plus too many. */
function hasTwoPluses(text: string): boolean {
  return /\d/.test(text.slice(text.indexOf('+'), Math.max(0, text.lastIndexOf('+'))));
}

/** Without what programs put around a number: quotes, an apostrophe, a formula, `tel:`. */
function unwrap(text: string): string {
  return text
    .trim()
    .replace(/^=?"([^"]*)"$/, '$1')
    .replace(/^'/, '')
    .replace(/^tel:/i, '')
    .trim();
}

interface International {
  /** What follows the `+`. */
  readonly rest: string;
  readonly hasDoubleZero: boolean;
}

/** What follows `+`, or the `00` that most countries dial for it. */
function readPrefix(text: string): International | undefined {
  const plus = /^[\s(]*\+(?!\s*\+)(.*)$/.exec(text)?.[1];
  if (plus !== undefined) return plus.includes('+') ? undefined : { rest: plus, hasDoubleZero: false };
  const rest = /^[\s(]*00(?!\s?0)(.*)$/.exec(text)?.[1];
  return rest === undefined ? undefined : { rest, hasDoubleZero: true };
}

function readInternational({ rest, hasDoubleZero }: International, unseen: string | undefined): ValueReading {
  const digits = rest.replaceAll(/\D/g, '');
  if (digits.startsWith('0')) return unknown('phone-country-zero');
  const code = findCallingCode(digits);
  if (code === undefined)
    return unknown(digits.length > DIGITS_MAX ? 'phone-too-long' : 'phone-unclear', { digits: digits.length });
  const zero = readZero(rest, digits, code);
  if (zero === 'unclear') return unknown('phone-zero-unclear');
  const number = zero === 'goes' ? `${code}${digits.slice(code.length + 1)}` : digits;
  if (number.length > DIGITS_MAX) return unknown('phone-too-long', { digits: number.length });
  if (!isPlausible(number, code) || mayBeSeveral(rest, code)) return unknown('phone-unclear');
  const to = `+${number}`;
  if (!isPhoneNumber(to)) return unknown('phone-unclear');
  if (zero === 'goes') return known('phone-trunk-zero', to);
  if (hasDoubleZero) return known('phone-double-zero', to);
  return unseen === undefined ? known('phone-punctuation', to) : known('value-unseen', to, { characters: unseen });
}

/** Whether there is a 0 after the country code that is dialled at home only. */
function readZero(rest: string, digits: string, code: string): 'none' | 'goes' | 'unclear' {
  const bracketed = /\(\s*0\s*\)/.exec(rest);
  if (bracketed !== null) {
    const isAfterCode = rest.slice(0, bracketed.index).replaceAll(/\D/g, '') === code;
    const isOnlyZero = rest.indexOf('(0', bracketed.index + 1) < 0 && digits[code.length + 1] !== '0';
    return isAfterCode && isOnlyZero && judgeZeroAfter(code) === 'goes' ? 'goes' : 'unclear';
  }
  if (digits[code.length] !== '0') return 'none';
  const judged = judgeZeroAfter(code);
  if (judged === 'stays') return 'none';
  return judged === 'goes' && digits[code.length + 1] !== '0' ? 'goes' : 'unclear';
}

function isPlausible(number: string, code: string): boolean {
  if (code === '1') return NORTH_AMERICAN.test(number);
  return number.length >= DIGITS_MIN && (code !== '7' || number.length === 11);
}

/** `30 12345/46` and `22 10 00-05` may name two numbers, or a range of them; `30 123456.0` may have a decimal. */
function mayBeSeveral(rest: string, code: string): boolean {
  const slash = rest.lastIndexOf('/');
  if (slash >= 0) {
    const before = rest.slice(0, slash).replaceAll(/\D/g, '').length - code.length;
    const after = rest.slice(slash + 1).replaceAll(/\D/g, '').length;
    if (rest.indexOf('/') !== slash || before > 5 || after < 4) return true;
  }
  if (/^[^.]*\d\.\d{1,2}\s*$/.test(rest)) return true;
  const dashes = rest.match(/-/g)?.length ?? 0;
  const isShortEnd = /-\s*\d{1,2}\s*$/.test(rest);
  return dashes === 1 && isShortEnd && !DIRECT_DIAL.includes(code);
}
