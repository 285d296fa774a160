import { type SettingKey, settings } from '../../src/config/settings.ts';

/** How the value of a limit is to be read. */
export type LimitUnit = 'bytes' | 'milliseconds' | 'seconds' | { readonly counted: string };

/** One row of the table of limits in docs/OPERATING.md. */
export interface Limit {
  /** What is limited, as the row begins: `an imported file`. */
  readonly what: string;
  /** The constant or the default of the setting that is enforced, never a copy of its number. */
  readonly value: number;
  readonly unit: LimitUnit;
  /** Words behind the value: `and at least 32 KiB in every 30 seconds`. */
  readonly more?: string;
  /** The setting that changes it; undefined for a limit that is fixed. */
  readonly setting?: SettingKey;
  /** Who set it: an AWS service whose limit it is, or Muster; with the rule, if it has a number. */
  readonly source: string;
  /** What a client gets that goes beyond it. */
  readonly beyond: string;
}

const BINARY_UNITS = [
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
] as const;
const TIME_UNITS = [
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** The value with its unit: `64 KiB`, `15 seconds`, `1,000 jobs`. */
export function formatLimit(value: number, unit: LimitUnit): string {
  if (unit === 'bytes') {
    const [name, size] = BINARY_UNITS.find(([, bytes]) => value >= bytes && value % bytes === 0) ?? ['bytes', 1];
    return `${formatCount(value / size)} ${name}`;
  }
  if (unit === 'milliseconds' || unit === 'seconds') {
    const ms = unit === 'seconds' ? value * 1_000 : value;
    const [name, size] = TIME_UNITS.find(([, length]) => ms >= length && ms % length === 0) ?? ['millisecond', 1];
    return `${formatCount(ms / size)} ${name}${ms === size ? '' : 's'}`;
  }
  return `${formatCount(value)} ${value === 1 ? unit.counted.replace(/s$/, '') : unit.counted}`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** The cell of the column "setting". */
export function nameSetting(key: SettingKey | undefined): string {
  return key === undefined ? '' : `\`${settings[key].flag}\``;
}
