/** The code of an error of the operating system (`ENOENT`), looked for in its causes too. */
export function findSystemCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError) return findSystemCode(at.errors[0]);
  }
  return undefined;
}
