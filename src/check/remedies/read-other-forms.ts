import { findBoolean, isDay, isEpochSeconds } from '../../domain/users/attribute-forms.ts';
import { toAsciiForms } from './unseen-characters.ts';
import { known, unknown, type ValueReading } from './value-reading.ts';

const TRUE_WORDS = wordsOf('yes y 1 on t ja wahr vrai oui verdadero si sí vero verdadeiro sim');
const FALSE_WORDS = wordsOf('no n 0 off f nein falsch faux non falso não nao');
/** A mark in a box, and figures: what they mean, only the source knows. */
const OTHER_WORDS = wordsOf('x ✓ ✔ verified confirmed active');

/** What a Boolean was meant to be that is neither `true` nor `false` (R197). */
export function readBoolean(value: string): ValueReading | undefined {
  const text = bare(value);
  const boolean = findBoolean(text);
  if (boolean !== undefined) return known(value.startsWith("'") ? 'value-apostrophe' : 'value-quoted', boolean);
  const word = text.toLowerCase().replace(/\.0$/, '');
  if (TRUE_WORDS.has(word)) return known('boolean-word', 'true');
  if (FALSE_WORDS.has(word)) return known('boolean-word', 'false');
  return OTHER_WORDS.has(word) ? unknown('boolean-word') : undefined;
}

const DATE_AND_TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.\d+)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)$/i;
const FRACTION = /^(\d{9,10})[.,]\d+$/;

/** What a time in seconds since 1970 was meant to be that is not digits (R205). */
export function readUpdatedAt(value: string): ValueReading | undefined {
  const text = bare(value);
  if (text !== value && isEpochSeconds(text)) {
    return known(value.startsWith("'") ? 'value-apostrophe' : 'value-quoted', text);
  }
  if (/^\d+(?:[.,]\d+)?e\+?\d+$/i.test(text)) return unknown('value-rounded');
  const whole = FRACTION.exec(text)?.[1];
  if (whole !== undefined) return known('updated-at-fraction', whole);
  const seconds = toSeconds(text);
  if (seconds !== undefined) return known('updated-at-date', seconds);
  return /\d[-/.]\d+[-/.]\d/.test(text) ? unknown('updated-at-date') : undefined;
}

/** Only of a time that names its zone: without it, it is known to the day at most. */
function toSeconds(text: string): string | undefined {
  const [, year = '', month = '', day = '', hour, minute, second, zone = ''] = DATE_AND_TIME.exec(text) ?? [];
  if (!isDay(+month, +day, +year)) return undefined;
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : 'Z';
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(time) || time < 0 ? undefined : `${time / 1000}`;
}

/** Without quotes or an apostrophe around it, and what cannot be seen. */
function bare(value: string): string {
  return toAsciiForms(value)
    .trim()
    .replace(/^=?"([^"]*)"$/, '$1')
    .replace(/^'/, '')
    .trim();
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
