import type { Fail } from '../define-operation.ts';

/** Tags as the domain has them. Keys are unique ignoring case. */
export function requireTags(
  tags: readonly { readonly Key: string; readonly Value: string }[] | undefined,
  fail: Fail<'InvalidInputException'>,
): readonly { readonly key: string; readonly value: string }[] {
  const keys = new Set(tags?.map(({ Key }) => Key.toLowerCase()));
  if (tags !== undefined && keys.size < tags.length) {
    return fail('InvalidInputException', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  return (tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value }));
}

/** Absent where there are none, as answers have it. */
export function tagsAnswer(tags: readonly { readonly key: string; readonly value: string }[]): {
  Tags?: { Key: string; Value: string }[];
} {
  return tags.length === 0 ? {} : { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) };
}
