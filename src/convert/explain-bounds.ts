import { formatCount, formatCounted } from '../base/text/format-quantity.ts';
import type { SchemaAttribute } from '../domain/pools/user-pool.ts';
import { countCodePoints } from '../domain/users/attribute-forms.ts';
import { lengthBoundsOf } from '../domain/users/schema-constraint.ts';
import type { LeftOutReason } from './records/left-out.ts';

/** Why the schema of the pool refuses a value: what the value has, and what the pool takes (R1114). */
export function explainBounds(attribute: SchemaAttribute, value: string): LeftOutReason {
  const { name } = attribute;
  const bounds = lengthBoundsOf(attribute);
  if (bounds === undefined) {
    const { minValue, maxValue } = attribute;
    const limit = ['a number', ...limitWords('of at least', minValue), ...limitWords('of at most', maxValue)].join(' ');
    return { id: 'value-out-of-bounds', values: { attribute: name, length: '', limit } };
  }
  const { min, max } = bounds;
  const limit =
    min > 0 ? `${formatCount(min)} to ${formatCount(max)} characters` : `at most ${formatCounted(max, 'character')}`;
  const length = `it has ${formatCounted(countCodePoints(value), 'character')}, `;
  return { id: 'value-out-of-bounds', values: { attribute: name, length, limit } };
}

function limitWords(words: string, bound: string | undefined): readonly string[] {
  return bound === undefined || bound === '' ? [] : [`${words} ${bound}`];
}
