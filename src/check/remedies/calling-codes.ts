/** Country calling codes of one and of two digits (ITU-T E.164); all others have three. */
const SHORT_CODES: ReadonlySet<string> = new Set(
  '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/** First two digits of the codes of three digits. */
const LONG_CODE_STARTS: ReadonlySet<string> = new Set(
  '21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99'.split(' '),
);

/**
 * Countries where a 0 is dialled before a national number and left out after the country code, so that no number begins with 0 there.
 * Only those that are sure. In Italy (39) and the countries of {@link ZERO_STAYS} the 0 belongs to the number.
 */
const ZERO_GOES: ReadonlySet<string> = new Set(
  '20 27 31 32 33 40 41 43 44 46 49 60 61 62 63 64 66 81 82 84 86 90 91 92 94 98 212 213 233 234 251 254 255 256 353 355 358 359 380 381 385 386 387 389 421 880 886 962 971 972 977'.split(
    ' ',
  ),
);

const ZERO_STAYS: ReadonlySet<string> = new Set(['39', '225', '229', '241', '242', '378']);

/** The calling code that the digits of an international number begin with. */
export function findCallingCode(digits: string): string | undefined {
  for (const length of [1, 2]) {
    const code = digits.slice(0, length);
    if (SHORT_CODES.has(code)) return code;
  }
  return LONG_CODE_STARTS.has(digits.slice(0, 2)) && digits.length > 3 ? digits.slice(0, 3) : undefined;
}

/** What a 0 right after the calling code is: not part of the number, part of it, or not known. */
export function judgeZeroAfter(code: string): 'goes' | 'stays' | 'unknown' {
  if (ZERO_GOES.has(code)) return 'goes';
  return ZERO_STAYS.has(code) ? 'stays' : 'unknown';
}
