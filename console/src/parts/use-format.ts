import { useMemo } from 'react';
import { type Texts, useTexts } from '../texts/texts.ts';

/** Values as people read them, in the reader's own way of writing numbers and times. */
export interface Format {
  /** `500,000` */
  count(value: number): string;
  /** `1 record`, `500,000 records`: the words are of the table of texts. */
  counted(value: number, units: readonly [one: string, many: string]): string;
  /** `1.5 MB` */
  bytes(value: number): string;
  /** In the reader's zone: `Nov 30, 2026, 16:12:05`. */
  time(date: Date): string;
  /** `2026-11-30 15:12:05 UTC` */
  utc(date: Date): string;
}

export function useFormat(): Format {
  const texts = useTexts();
  return useMemo(() => createFormat(texts), [texts]);
}

function createFormat({ locale, general }: Texts): Format {
  const numbers = new Intl.NumberFormat(locale);
  const quantities = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
  return {
    count: (value) => numbers.format(value),
    counted: (value, [one, many]) => `${numbers.format(value)} ${value === 1 ? one : many}`,
    bytes(value) {
      const step = value < 1_000 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), general.units.bytes.length - 1);
      return `${quantities.format(value / 1_000 ** step)} ${general.units.bytes[step]}`;
    },
    time: (date) => times.format(date),
    utc: (date) => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
  };
}
