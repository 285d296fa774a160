/** The attributes of an input by name. The last value of a repeated one counts; one without a value is blank. */
export function givenAttributes(
  list: readonly { readonly Name: string; readonly Value?: string }[] | undefined,
): Map<string, string> {
  return new Map(list?.map(({ Name, Value }) => [Name, Value ?? '']));
}
