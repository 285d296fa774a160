/** The attributes of an input by name; of one that is given twice the last value counts, and one without a value is blank. */
export function givenAttributes(
  list: readonly { readonly Name: string; readonly Value?: string }[] | undefined,
): Map<string, string> {
  return new Map(list?.map(({ Name, Value }) => [Name, Value ?? '']));
}
