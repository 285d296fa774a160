import { formatIsoSeconds } from '../base/text/format-iso-seconds.ts';

const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:[A-Z][a-z]{2}) \d{4} \d\d:\d\d:\d\d GMT$/;

/** `20261122T100400Z`; milliseconds are cut off. */
export function formatAmzDate(ms: number): string {
  return formatIsoSeconds(ms).replace(/[-:]/g, '');
}

/** Milliseconds since 1970 of `20261122T100400Z`, or undefined if the text is not such a date. */
export function parseAmzDate(text: string): number | undefined {
  const match = AMZ_DATE.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hours, minutes, seconds] = match;
  const ms = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  // Date.parse takes the 31st of February for the 3rd of March.
  return Number.isNaN(ms) || formatAmzDate(ms) !== text ? undefined : ms;
}

/** Milliseconds since 1970 of `Sun, 22 Nov 2026 10:04:00 GMT`, or undefined if the text is not such a date. */
export function parseHttpDate(text: string): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || new Date(ms).toUTCString() !== text ? undefined : ms;
}
