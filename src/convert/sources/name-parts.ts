/** The parts of a name that there are, with spaces between; blank if there are none. */
export function joinNames(...parts: readonly (string | undefined)[]): string {
  return parts
    .map((part) => part?.trim())
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** `en_US`, as some systems write a language, as `en-US`. */
export function toLanguageTag(locale: string | undefined): string | undefined {
  return locale?.replaceAll('_', '-');
}
