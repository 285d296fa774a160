import type { RandomSource } from '../../src/cli/generate/random-source.ts';
import { isBirthdate } from '../../src/domain/users/attribute-forms.ts';

/** Writes a right value in a wrong way. */
export type Spoiler = (right: string, random: RandomSource) => string;

const CODES = ['353', '44', '49', '33', '31', '61', '39', '1'];

/** The number in its parts: calling code, first digits, the rest. */
function split(phone: string): readonly [string, string, string] {
  const code = CODES.find((prefix) => phone.slice(1).startsWith(prefix)) ?? '1';
  const rest = phone.slice(1 + code.length);
  const area = rest.slice(0, code === '1' ? 3 : 2);
  return [code, area, rest.slice(area.length)];
}

/** Whether a 0 is dialled before the number at home. */
const HAS_TRUNK_ZERO = ['44', '49', '33', '31', '61', '353'];

const halves = (digits: string) => `${digits.slice(0, 3)} ${digits.slice(3)}`;

function phone(write: (code: string, area: string, rest: string) => string): Spoiler {
  return (right) => write(...split(right));
}

/** The same where there is such a 0; otherwise with spaces. */
function trunk(write: (code: string, area: string, rest: string) => string): Spoiler {
  return (right) => {
    const [code, area, rest] = split(right);
    return HAS_TRUNK_ZERO.includes(code) ? write(code, area, rest) : `+${code} ${area} ${rest}`;
  };
}

const FULL_WIDTH = (text: string) =>
  text.replaceAll(/[+0-9]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** Ways to spoil a phone number whose digits can still be read. */
const READABLE_PHONES: readonly Spoiler[] = [
  phone((code, area, rest) => `+${code} ${area} ${halves(rest)}`),
  phone((code, area, rest) => `+${code}-${area}-${rest}`),
  phone((code, area, rest) => `+${code}.${area}.${rest}`),
  phone((code, area, rest) => `+${code} (${area}) ${rest}`),
  phone((code, area, rest) => `(+${code}) ${area} ${rest}`),
  phone((code, area, rest) => `+${code} ${area}/${rest}`),
  phone((code, area, rest) => `00${code} ${area} ${rest}`),
  phone((code, area, rest) => `00${code}${area}${rest}`),
  phone((code, area, rest) => `+${code}\u00a0${area}\u2011${rest}`),
  phone((code, area, rest) => `\u202a+${code}${area}${rest}\u202c`),
  phone((code, area, rest) => FULL_WIDTH(`+${code}${area}${rest}`)),
  phone((code, area, rest) => `tel:+${code}-${area}-${rest}`),
  phone((code, area, rest) => `'+${code}${area}${rest}`),
  phone((code, area, rest) => `"+${code}${area}${rest}"`),
  trunk((code, area, rest) => `+${code} (0)${area} ${rest}`),
  trunk((code, area, rest) => `+${code} 0${area} ${rest}`),
  trunk((code, area, rest) => `00${code} (0) ${area} ${rest}`),
  trunk((code, area, rest) => `+${code}0${area}${rest}`),
];

/** Ways that lose something, or may mean two things. */
const LOST_PHONES: readonly Spoiler[] = [
  phone((code, area, rest) => `${HAS_TRUNK_ZERO.includes(code) ? '0' : ''}${area} ${rest}`),
  phone((code, area, rest) => `${code} ${area} ${rest}`),
  phone((code, area, rest) => `+${code} ${area} ${rest} ext. 12`),
  phone((code, area, rest) => `+${code} ${area} ${rest} x7`),
  phone((code, area, rest) => `+${code} ${area} ${rest}-0/-57`),
  phone((code, area, rest) => `+${code}${area}${rest}; +${code}${area}1234567`),
  phone((code, area) => `+${code} ${area} FLOWERS`),
  phone((code, area, rest) => `${Number(`${code}${area}${rest}`).toExponential(4).toUpperCase()}`),
  phone((code, area, rest) => `+${code} ${area} ${rest.replace('5', 'S')} O`),
  (right) => right.replace('+39', '+39 (0)'),
];

const parts = (date: string) => date.split('/').map(Number) as [number, number, number];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function date(write: (month: number, day: number, year: number) => string): Spoiler {
  return (right) => (isBirthdate(right) ? write(...parts(right)) : right);
}

const two = (number: number) => `${number}`.padStart(2, '0');

const READABLE_DATES: readonly Spoiler[] = [
  date((month, day, year) => `${year}-${two(month)}-${two(day)}`),
  date((month, day, year) => `${year}/${month}/${day}`),
  date((month, day, year) => `${year}-${two(month)}-${two(day)}T00:00:00.000Z`),
  date((month, day, year) => `${year}${two(month)}${two(day)}`),
  date((month, day, year) => `${day} ${MONTHS[month - 1]} ${year}`),
  date((month, day, year) => `${MONTHS[month - 1]} ${day}, ${year}`),
  date((month, day, year) => `"${two(month)}/${two(day)}/${year}"`),
  date((month, day, year) => (day > 12 ? `${month}/${day}/${year}` : `${year}-${two(month)}-${two(day)}`)),
  date((month, day, year) => (day > 12 ? `${day}.${month}.${year}` : `${year}-${two(month)}-${two(day)}`)),
];

const LOST_DATES: readonly Spoiler[] = [
  date((month, day, year) => `${day}.${month}.${year}`),
  date((month, day, year) => `${two(month)}/${two(day)}/${`${year}`.slice(2)}`),
  date((_month, _day, year) => `${year}`),
  date((month, day, year) => `${Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + 25_569}`),
  date((month, day, year) => `${year}-${two(month)}-${two(day)}T23:00:00.000Z`),
  date((month, day, year) => (day > 12 ? `${day}/${month}/${year}` : `${year}`)),
];

const READABLE_EMAILS: readonly Spoiler[] = [
  (right) => `Ann Bee <${right}>`,
  (right) => `<${right}>`,
  (right) => `"Bee Ann" <${right}>`,
  (right) => `mailto:${right}`,
  (right) => `${right};`,
  (right) => `${right}.`,
  (right) => `${right.slice(0, 3)}\u200b${right.slice(3)}`,
  (right) => `"${right}"`,
];

const LOST_EMAILS: readonly Spoiler[] = [
  (right) => right.replace('@', ' @'),
  (right) => right.replace('user', 'user '),
  (right) => `${right}; other@example.com`,
  (right) => right.replace('@', '(at)'),
  (right) => right.replace('.', '').replace('@', '@@'),
];

const TRUE_WORDS = ['yes', 'Ja', '1', 'WAHR', 'Y', 'on', 'vrai', "'true", '"true"'] as const;
const FALSE_WORDS = ['no', 'Nein', '0', 'FALSCH', 'N', 'off', 'faux', "'false", '"FALSE"'] as const;

const BOOLEANS: readonly Spoiler[] = [
  (right, random) => (right === 'true' ? random.pick(TRUE_WORDS) : random.pick(FALSE_WORDS)),
];

const READABLE_TIMES: readonly Spoiler[] = [
  (right) => `${right}123`,
  (right) => `${right}.5`,
  (right) => `"${right}"`,
  (right) => new Date(Number(right) * 1000).toISOString(),
  (right) => new Date(Number(right) * 1000).toISOString().replace('T', ' ').replace('.000Z', ' UTC'),
];
const LOST_TIMES: readonly Spoiler[] = [
  (right) => new Date(Number(right) * 1000).toISOString().slice(0, 10),
  (right) => new Date(Number(right) * 1000).toISOString().slice(0, 19),
  (right) => Number(right).toExponential(3).toUpperCase(),
];

const MISREAD: Spoiler = (right) =>
  [...new TextEncoder().encode(right)]
    .map((byte) => new TextDecoder('windows-1252').decode(Uint8Array.of(byte)))
    .join('');

const NAMES: readonly Spoiler[] = [(right) => `"${right}"`, MISREAD];

/** Ways to spoil the values of a column: those that can be undone, and those that cannot. */
export const SPOILERS: Readonly<
  Record<string, { readonly readable: readonly Spoiler[]; readonly lost: readonly Spoiler[] }>
> = {
  phone_number: { readable: READABLE_PHONES, lost: LOST_PHONES },
  birthdate: { readable: READABLE_DATES, lost: LOST_DATES },
  email: { readable: READABLE_EMAILS, lost: LOST_EMAILS },
  email_verified: { readable: BOOLEANS, lost: [() => 'x'] },
  phone_number_verified: { readable: BOOLEANS, lost: [() => 'maybe'] },
  updated_at: { readable: READABLE_TIMES, lost: LOST_TIMES },
  given_name: { readable: NAMES, lost: [(right) => right.replaceAll(/[^ -~]/g, '\ufffd')] },
  nickname: {
    readable: [() => 'null', () => 'undefined', () => '(null)', () => 'N/A', () => '-'],
    lost: [() => 'None', () => '#N/A'],
  },
  gender: {
    readable: [() => 'nan', () => '[object Object]', () => 'nil', () => '{}', () => '\\N'],
    lost: [() => '#REF!'],
  },
};
