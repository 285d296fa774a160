import { readBirthdate } from '../../check/remedies/read-birthdate.ts';
import { isBirthdate, isDay } from '../../domain/users/attribute-forms.ts';
import type { Converted, Unclear } from '../records/unclear.ts';
import type { DateForm } from './mapping.ts';

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Of four digits, as all forms write a year. */
const YEAR_MAX = 9_999;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** 1 January 1970, counted by spreadsheets in days. */
const EXCEL_EPOCH_DAYS = 25_569;
/** Epoch seconds of 11 digits end in the year 5138; milliseconds of 12 digits begin in 1973. */
const SECONDS_DIGITS_MAX = 11;
/** No time has more digits. */
const EPOCH = /^\d{1,16}$/;

const NAMED_FORMS: Readonly<Record<string, (text: string) => Day | undefined>> = {
  iso: (text) => readPattern(/^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:$|[T ])/, text),
  mdy: (text) => readPattern(/^(?<month>\d{1,2})[-/.](?<day>\d{1,2})[-/.](?<year>\d{4})(?:$|[T ])/, text),
  dmy: (text) => readPattern(/^(?<day>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>\d{4})(?:$|[T ])/, text),
  epoch_s: (text) => (/^-?\d+$/.test(text) ? dayOfMs(+text * 1_000) : undefined),
  epoch_ms: (text) => (/^-?\d+$/.test(text) ? dayOfMs(+text) : undefined),
  excel: (text) =>
    /^\d+(?:[.,]\d+)?$/.test(text) ? dayOfMs((Number.parseInt(text, 10) - EXCEL_EPOCH_DAYS) * DAY_MS) : undefined,
};

const UNCLEAR_DATE: Unclear = {
  fault: 'the date can be read in several ways, or is none',
  remedy: 'date-form-unknown',
};

/** Whether a form of dates can be read: one of the names, or a pattern with `yyyy`, `mm` and `dd`. */
export function isDateForm(form: string): boolean {
  return Object.hasOwn(NAMED_FORMS, form) || patternOf(form) !== undefined;
}

function notOfForm(form: DateForm | undefined): Unclear {
  const name = form === 'dmy' ? 'day, month, year' : form === 'mdy' ? 'month, day, year' : form;
  return { fault: `it is not a date in the form ${name}`, remedy: 'date-wrong' };
}

/** A date as `mm/dd/yyyy` (R204). Without a form only what can mean one day is taken. */
export function compileBirthdate(form: DateForm | undefined): (text: string) => Converted {
  const read = form === undefined ? undefined : compileForm(form);
  return (text) => {
    if (text === '') return '';
    if (read !== undefined) {
      const day = read(text);
      return day === undefined ? notOfForm(form) : toBirthdate(day);
    }
    if (isBirthdate(text)) return text;
    return readBirthdate(text).to ?? UNCLEAR_DATE;
  };
}

/** A time as epoch seconds (R205), of seconds, milliseconds or ISO 8601; without a time zone it is UTC. */
export function compileSeconds(form: DateForm | undefined): (text: string) => Converted {
  const read = form === undefined || form === 'iso' ? undefined : compileForm(form);
  return (text) => {
    if (text === '') return '';
    if (form === 'epoch_s' && EPOCH.test(text)) return text;
    if (EPOCH.test(text) && (form === undefined || form === 'epoch_ms')) {
      return text.length <= SECONDS_DIGITS_MAX && form === undefined ? text : `${Math.floor(+text / 1_000)}`;
    }
    const milliseconds = read === undefined ? readIsoMs(text) : msOfDay(read(text));
    return milliseconds === undefined || milliseconds < 0
      ? { fault: 'it is not a time in ISO 8601, seconds or milliseconds', remedy: UNCLEAR_DATE.remedy }
      : `${Math.floor(milliseconds / 1_000)}`;
  };
}

/** A date of any other attribute as `yyyy-mm-dd`, and a time in seconds or milliseconds in ISO 8601. */
export function compileIsoDate(form: DateForm): (text: string) => Converted {
  if (form === 'epoch_s' || form === 'epoch_ms') return compileIsoTime(form);
  const read = compileForm(form);
  return (text) => {
    if (text === '') return '';
    const day = read(text);
    return day === undefined ? notOfForm(form) : toIsoDay(day);
  };
}

function compileIsoTime(form: DateForm): (text: string) => Converted {
  return (text) => {
    if (text === '') return '';
    const date = new Date(/^-?\d+$/.test(text) ? +text * (form === 'epoch_s' ? 1_000 : 1) : Number.NaN);
    return Number.isNaN(date.getTime())
      ? { ...UNCLEAR_DATE, fault: `it is not a time in the form ${form}` }
      : date.toISOString();
  };
}

const ISO_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Milliseconds since 1970 of ISO 8601, or of a timestamp of PostgreSQL; UTC if it has no time zone. Undefined if it is none. */
export function readIsoMs(text: string): number | undefined {
  const [, day, time = '00:00:00', zone = 'Z'] = ISO_TIME.exec(text) ?? [];
  if (day === undefined) return undefined;
  const written =
    zone.toUpperCase() === 'UTC'
      ? 'Z'
      : zone.replace(/^([+-]\d{2})$/, '$1:00').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const milliseconds = Date.parse(`${day}T${time.replace(/(\.\d{3})\d+$/, '$1')}${written.toUpperCase()}`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

function compileForm(form: DateForm): (text: string) => Day | undefined {
  const named = Object.hasOwn(NAMED_FORMS, form) ? NAMED_FORMS[form] : undefined;
  if (named !== undefined) return (text) => onlyReal(named(text));
  const pattern = patternOf(form);
  return (text) => (pattern === undefined ? undefined : onlyReal(readPattern(pattern, text)));
}

/** `dd.mm.yyyy` as a regular expression; undefined unless each of the three stands in it once. */
function patternOf(form: string): RegExp | undefined {
  const parts = form.toLowerCase().match(/yyyy|mm|dd|m|d|[^ymd]+/g) ?? [];
  const names = parts.map((part) =>
    /^y/.test(part) ? 'year' : /^m/.test(part) ? 'month' : /^d/.test(part) ? 'day' : part,
  );
  if (['year', 'month', 'day'].some((name) => names.filter((other) => other === name).length !== 1)) return undefined;
  if (parts.join('') !== form.toLowerCase()) return undefined;
  const source = parts.map((part) => {
    if (part === 'yyyy') return '(?<year>\\d{4})';
    if (part === 'mm' || part === 'dd') return `(?<${part === 'mm' ? 'month' : 'day'}>\\d{2})`;
    if (part === 'm' || part === 'd') return `(?<${part === 'm' ? 'month' : 'day'}>\\d{1,2})`;
    return part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`);
}

function readPattern(pattern: RegExp, text: string): Day | undefined {
  const { year = '', month = '', day = '' } = pattern.exec(text)?.groups ?? {};
  return year === '' ? undefined : { year: +year, month: +month, day: +day };
}

function onlyReal(day: Day | undefined): Day | undefined {
  return day !== undefined && day.year >= 1 && day.year <= YEAR_MAX && isDay(day.month, day.day, day.year)
    ? day
    : undefined;
}

function dayOfMs(milliseconds: number): Day | undefined {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return undefined;
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function msOfDay(day: Day | undefined): number | undefined {
  return day === undefined ? undefined : Date.UTC(day.year, day.month - 1, day.day);
}

const pad = (number: number, digits: number) => `${number}`.padStart(digits, '0');

function toBirthdate({ year, month, day }: Day): string {
  return `${pad(month, 2)}/${pad(day, 2)}/${pad(year, 4)}`;
}

function toIsoDay({ year, month, day }: Day): string {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}
