import { asText } from '../../base/text/code-units.ts';
import type { SchemaAttribute } from '../pools/user-pool.ts';
import { countCodePoints } from './attribute-forms.ts';
import { ATTRIBUTE_CHARACTERS_MAX } from './user-limits.ts';

/** Whether a value, not blank, conforms to the schema (R192, R208 to R211). */
export type SchemaConstraint = (value: string) => boolean;

/** A double represents decimal numbers of up to 15 digits distinctly. */
const EXACT_CHARACTERS_MAX = 15;
/** Digits with an optional sign and fraction (R209). */
const DECIMAL = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;

/** The constraint of an attribute. The form of a Boolean is checked elsewhere. */
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

/** Code points that a value has at least and at most, where that is all the check looks at. */
export function lengthBoundsOf(attribute: SchemaAttribute): { readonly min: number; readonly max: number } | undefined {
  switch (attribute.dataType) {
    case 'String':
      return stringBoundsOf(attribute);
    case 'Boolean':
    case 'DateTime':
      return { min: 0, max: ATTRIBUTE_CHARACTERS_MAX };
    case 'Number':
      return undefined;
  }
}

function isShortEnough(value: string): boolean {
  return isWithinLength(value, 0, ATTRIBUTE_CHARACTERS_MAX);
}

function constrainLength(attribute: SchemaAttribute): SchemaConstraint {
  const { min, max } = stringBoundsOf(attribute);
  return (value) => isWithinLength(value, min, max);
}

function stringBoundsOf({ minLength, maxLength }: SchemaAttribute): { readonly min: number; readonly max: number } {
  return {
    min: Number(minLength ?? 0),
    max: Math.min(Number(maxLength ?? ATTRIBUTE_CHARACTERS_MAX), ATTRIBUTE_CHARACTERS_MAX),
  };
}

/** In code points. They number between half and all of the code units, so that most texts need no counting. */
function isWithinLength(value: string, min: number, max: number): boolean {
  const units = asText(value).length;
  if (units <= max && units >= 2 * min) return true;
  if (units < min || units > 2 * max) return false;
  const length = countCodePoints(value);
  return length >= min && length <= max;
}

/** A bound that is not a decimal number has no effect. */
function constrainNumber({ minValue = '', maxValue = '' }: SchemaAttribute): SchemaConstraint {
  const [hasMin, hasMax] = [DECIMAL.test(minValue), DECIMAL.test(maxValue)];
  return (value) =>
    DECIMAL.test(value) &&
    isShortEnough(value) &&
    (!hasMin || compareDecimals(value, minValue) >= 0) &&
    (!hasMax || compareDecimals(value, maxValue) <= 0);
}

/** Exact whatever the number of digits: negative, 0 or positive. */
function compareDecimals(one: string, other: string): number {
  if (one.length <= EXACT_CHARACTERS_MAX && other.length <= EXACT_CHARACTERS_MAX) return Number(one) - Number(other);
  const [left, right] = [parseDecimal(one), parseDecimal(other)];
  const places = Math.max(left.fraction.length, right.fraction.length);
  const difference = scaleDecimal(left, places) - scaleDecimal(right, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

interface Decimal {
  readonly sign: string;
  readonly whole: string;
  readonly fraction: string;
}

function parseDecimal(text: string): Decimal {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  return { sign, whole, fraction };
}

function scaleDecimal({ sign, whole, fraction }: Decimal, places: number): bigint {
  const digits = BigInt(whole + fraction.padEnd(places, '0'));
  return sign === '-' ? -digits : digits;
}
