import { countCodePoints } from './attribute-forms.ts';
import { ATTRIBUTE_CHARACTERS_MAX } from './user-import-limits.ts';
import type { SchemaAttribute } from './user-pool.ts';

/** Whether a value, not blank, conforms to the schema (R192, R208 to R211). */
export type SchemaConstraint = (value: string) => boolean;

/** Digits with an optional sign and fraction (R209). */
const DECIMAL = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;

/** The check of an attribute. That a Boolean is one is told by its form, not here. */
export function schemaConstraintOf(attribute: SchemaAttribute): SchemaConstraint {
  switch (attribute.dataType) {
    case 'String':
      return constrainLength(attribute);
    case 'Number':
      return constrainNumber(attribute);
    case 'Boolean':
    case 'DateTime':
      return isShortEnough;
  }
}

function isShortEnough(value: string): boolean {
  return isWithinLength(value, 0, ATTRIBUTE_CHARACTERS_MAX);
}

function constrainLength({ minLength, maxLength }: SchemaAttribute): SchemaConstraint {
  const min = Number(minLength ?? 0);
  const max = Math.min(Number(maxLength ?? ATTRIBUTE_CHARACTERS_MAX), ATTRIBUTE_CHARACTERS_MAX);
  return (value) => isWithinLength(value, min, max);
}

/** In code points. A text has at most as many as code units and at least half as many, which spares most of the counting. */
function isWithinLength(value: string, min: number, max: number): boolean {
  if (value.length <= max && value.length >= 2 * min) return true;
  if (value.length < min || value.length > 2 * max) return false;
  const length = countCodePoints(value);
  return length >= min && length <= max;
}

function constrainNumber({ minValue, maxValue }: SchemaAttribute): SchemaConstraint {
  return (value) =>
    DECIMAL.test(value) &&
    isShortEnough(value) &&
    (minValue === undefined || compareDecimals(value, minValue) >= 0) &&
    (maxValue === undefined || compareDecimals(value, maxValue) <= 0);
}

/** Exact whatever the number of digits: negative, 0 or positive. A bound that is no decimal number never refuses. */
function compareDecimals(one: string, other: string): number {
  const [left, right] = [parseDecimal(one), parseDecimal(other)];
  if (!left || !right) return 0;
  const places = Math.max(left.fraction.length, right.fraction.length);
  const difference = scaleDecimal(left, places) - scaleDecimal(right, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

interface Decimal {
  readonly sign: string;
  readonly whole: string;
  readonly fraction: string;
}

function parseDecimal(text: string): Decimal | undefined {
  const [, sign = '', whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  return whole === undefined ? undefined : { sign, whole, fraction };
}

function scaleDecimal({ sign, whole, fraction }: Decimal, places: number): bigint {
  const digits = BigInt(whole + fraction.padEnd(places, '0'));
  return sign === '-' ? -digits : digits;
}
