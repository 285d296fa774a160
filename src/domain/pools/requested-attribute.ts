import type { SchemaAttribute } from './user-pool.ts';

/** An attribute as a client requests it. What it leaves out gets a default; bounds are texts, as in {@link SchemaAttribute}. */
export interface RequestedAttribute {
  /** Without the prefix that a custom attribute gets. */
  readonly name: string;
  readonly dataType?: SchemaAttribute['dataType'] | undefined;
  readonly developerOnly?: boolean | undefined;
  readonly mutable?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly minLength?: string | undefined;
  readonly maxLength?: string | undefined;
  readonly minValue?: string | undefined;
  readonly maxValue?: string | undefined;
}

export type AttributeVerdict =
  | { readonly kind: 'accepted'; readonly attribute: SchemaAttribute }
  | { readonly kind: 'refused'; readonly text: string };

/** Digits of a bound: far more than 2^1023 has. */
const BOUND_DIGITS_MAX = 400;
const LENGTH_BOUND = /^[0-9]+$/;
const VALUE_BOUND = /^-?[0-9]+(?:\.[0-9]+)?$/;

/** The bounds of a request that belong to its data type; those of the other type are dropped. */
export function boundsOf(
  requested: RequestedAttribute,
  dataType: SchemaAttribute['dataType'],
): Pick<SchemaAttribute, 'minLength' | 'maxLength' | 'minValue' | 'maxValue'> {
  const { minLength, maxLength, minValue, maxValue } = requested;
  switch (dataType) {
    case 'String':
      return { ...(minLength ? { minLength } : {}), ...(maxLength ? { maxLength } : {}) };
    case 'Number':
      return { ...(minValue ? { minValue } : {}), ...(maxValue ? { maxValue } : {}) };
    case 'Boolean':
    case 'DateTime':
      return {};
  }
}

/** Why the bounds of an attribute are invalid; undefined if they are valid. */
export function findBoundFault(attribute: SchemaAttribute): string | undefined {
  const { name, minLength, maxLength, minValue, maxValue } = attribute;
  if (![minLength, maxLength].every((bound) => isBound(bound, LENGTH_BOUND))) {
    return `Invalid StringAttributeConstraints for schema attribute ${name}`;
  }
  if (![minValue, maxValue].every((bound) => isBound(bound, VALUE_BOUND))) {
    return `Invalid NumberAttributeConstraints for schema attribute ${name}`;
  }
  if (isAbove(minLength, maxLength)) return `${name}: MinLength is greater than MaxLength.`;
  if (isAbove(minValue, maxValue)) return `${name}: MinValue is greater than MaxValue.`;
  return undefined;
}

function isBound(bound: string | undefined, form: RegExp): boolean {
  return bound === undefined || (bound.length <= BOUND_DIGITS_MAX && form.test(bound));
}

function isAbove(min: string | undefined, max: string | undefined): boolean {
  return min !== undefined && max !== undefined && Number(min) > Number(max);
}
