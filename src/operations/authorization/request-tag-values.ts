import { tagValues } from '../../aws/policy/context-values.ts';
import type { ContextValues } from '../../aws/policy/request-context.ts';

/** The keys that say which tags a request gives to a thing. */
export function requestTagValues(tags: readonly (readonly [key: string, value: string])[]): ContextValues {
  if (tags.length === 0) return {};
  return {
    'aws:TagKeys': tags.map(([key]) => key),
    ...tagValues(
      'aws:RequestTag',
      tags.map(([key, value]) => ({ key, value })),
    ),
  };
}
