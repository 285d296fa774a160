/** Headers as `rawHeaders` of `node:http` has them: names and values in turn, one character for each byte. */
export type RawHeaders = readonly string[];

/** The names of all headers in the order sent, in lower case. */
export function listHeaderNames(rawHeaders: RawHeaders): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
}

/** All values of a header in the order sent. `name` is lower case. */
export function listHeaderValues(rawHeaders: RawHeaders, name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === name) values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}

/** The values of a header joined as a canonical request joins them, or undefined if it was not sent. `name` is lower case. */
export function findHeader(rawHeaders: RawHeaders, name: string): string | undefined {
  const values = listHeaderValues(rawHeaders, name);
  return values.length === 0 ? undefined : values.map(collapseSpaces).join(',');
}

/** The same headers with another value of one. `name` is lower case. */
export function replaceHeader(rawHeaders: RawHeaders, name: string, value: string): RawHeaders {
  return rawHeaders.map((text, index) =>
    index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name ? value : text,
  );
}

function collapseSpaces(value: string): string {
  return value.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '');
}
