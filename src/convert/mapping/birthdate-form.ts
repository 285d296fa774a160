import { findDateOrders } from '../../check/remedies/date-order.ts';
import { isBirthdate } from '../../domain/users/attribute-forms.ts';
import type { Mapping } from './mapping.ts';

export type BirthdateForm = 'dmy' | 'mdy';

const NUMBERS = /^\d{1,2}([-/.])\d{1,2}\1\d{4}$/;

/** The mapping with that form, if there is one. */
export function withBirthdateForm(mapping: Mapping, form: BirthdateForm | undefined): Mapping {
  const rule = mapping.attributes.birthdate;
  if (form === undefined || rule === undefined || 'constant' in rule) return mapping;
  return { ...mapping, attributes: { ...mapping.attributes, birthdate: { ...rule, date: form } } };
}

/**
 * The form of these dates: where all of them are numbers, and those with a number above 12 show for each sign between them that the day, or
 * the month, stands first. Undefined if they do not.
 */
export function birthdateFormOf(dates: readonly string[]): BirthdateForm | undefined {
  const signs = new Set(dates.map((date) => NUMBERS.exec(date)?.[1]));
  if (signs.size === 0 || signs.has(undefined)) return undefined;
  const orders = findDateOrders(dates);
  const shown = new Set([...signs].map((sign) => orders[sign as keyof typeof orders]));
  if (shown.size !== 1) return undefined;
  if (shown.has('day-first')) return 'dmy';
  // Dates as Cognito writes them need no form.
  return shown.has('month-first') && !dates.every(isBirthdate) ? 'mdy' : undefined;
}
