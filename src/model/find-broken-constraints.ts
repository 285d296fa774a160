import { compileJavaPattern, isLinearPattern } from './java-pattern.ts';
import type { ServiceModel, Shape, StringShape } from './service-model.ts';

/** Of a value that is printed in an answer. */
export const PRINTED_VALUE_CHARS_MAX = 4096;
/** Of a value that is held against a pattern that may backtrack, where the model gives no length. */
const BACKTRACKING_VALUE_CHARS_MAX = 2048;

export interface BrokenConstraints {
  /** In the order of R25: length, then pattern. */
  readonly constraints: readonly string[];
  /** ` '<value>'`, or nothing for what is sensitive (R24). */
  readonly printed: string;
}

/** As R190 has it for a file, which is not documented for requests either. */
const NO_NUL = '[^\\u0000]*';

const NONE: BrokenConstraints = { constraints: [], printed: '' };

/** The constraints of its own shape that a value breaks, those of its members not among them (R20 to R25). */
export function findBrokenConstraints(model: ServiceModel, shape: Shape, value: unknown): BrokenConstraints {
  const constraints = listBroken(shape, value);
  if (constraints.length === 0) return NONE;
  return { constraints, printed: isSensitive(model, shape) ? '' : ` '${printValue(value)}'` };
}

function listBroken(shape: Shape, value: unknown): string[] {
  if (shape.type === 'string' && typeof value === 'string') return listBrokenByString(shape, value);
  if (shape.type === 'list' && Array.isArray(value)) return listOutOfRange(value.length, shape, 'length');
  if (shape.type === 'map') return listOutOfRange(Object.keys(value as object).length, shape, 'length');
  if ((shape.type === 'integer' || shape.type === 'long' || shape.type === 'double') && typeof value === 'number') {
    return listOutOfRange(value, shape, 'value');
  }
  return [];
}

function listBrokenByString(shape: StringShape, value: string): string[] {
  if (shape.enum) {
    return shape.enum.includes(value) ? [] : [`Member must satisfy enum value set: [${shape.enum.join(', ')}]`];
  }
  const broken = listOutOfRange(countCharacters(value, shape), shape, 'length');
  if (shape.pattern !== undefined && !matchesPattern(shape, shape.pattern, value)) {
    broken.push(`Member must satisfy regular expression pattern: ${shape.pattern}`);
  } else if (value.includes('\0') && shape.allowsNul !== true) {
    broken.push(`Member must satisfy regular expression pattern: ${NO_NUL}`);
  }
  return broken;
}

function listOutOfRange(
  actual: number,
  { min, max }: { readonly min?: number; readonly max?: number },
  what: 'length' | 'value',
): string[] {
  if (max !== undefined && actual > max) return [`Member must have ${what} less than or equal to ${max}`];
  if (min !== undefined && actual < min) return [`Member must have ${what} greater than or equal to ${min}`];
  return [];
}

/** Code points. They are counted only where they decide: there are at most two UTF-16 units to one. */
function countCharacters(value: string, { max, min }: StringShape): number {
  const isDecided = (max === undefined || value.length <= max) && (min === undefined || value.length >= 2 * min);
  if (isDecided) return value.length;
  let count = 0;
  for (const _ of value) count++;
  return count;
}

/** A value too long for a pattern that may backtrack does not match it: the time to find out would grow with its square. */
function matchesPattern(shape: StringShape, pattern: string, value: string): boolean {
  const isTooLong = value.length > 2 * (shape.max ?? BACKTRACKING_VALUE_CHARS_MAX);
  if (isTooLong && !isLinearPattern(pattern)) return false;
  return compileJavaPattern(pattern).test(value);
}

/** Whether the shape or anything reachable from it is marked sensitive. */
function isSensitive(model: ServiceModel, shape: Shape): boolean {
  const below = (name: string): boolean => {
    const target = model.shapes[name];
    return target !== undefined && isSensitive(model, target);
  };
  if ('sensitive' in shape && shape.sensitive === true) return true;
  switch (shape.type) {
    case 'list':
      return below(shape.member);
    case 'map':
      return below(shape.key) || below(shape.value);
    case 'structure':
      return Object.values(shape.members).some(below);
    default:
      return false;
  }
}

/** As Java prints it: `[a, b]`, `{key=value}`. */
function printValue(value: unknown): string {
  const text = printWhole(value, PRINTED_VALUE_CHARS_MAX);
  return text.length > PRINTED_VALUE_CHARS_MAX ? `${text.slice(0, PRINTED_VALUE_CHARS_MAX)}...` : text;
}

/** Stops to descend once `budget` characters are printed. */
function printWhole(value: unknown, budget: number): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  let text = isList ? '[' : '{';
  let separator = '';
  for (const [key, member] of Object.entries(value)) {
    if (text.length > budget) return text;
    text += separator + (isList ? '' : `${key}=`) + printWhole(member, budget - text.length);
    separator = ', ';
  }
  return text + (isList ? ']' : '}');
}
