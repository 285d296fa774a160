/*
 * V8 holds texts in some ten ways, and looks up what a text has by the way in which it is held. Code that has met more than four of them
 * looks up `length` and `charCodeAt` anew each time, which made lines of records take five times as long. Code for millions of texts takes
 * them through `asText`, and reads their units by `unitAt`: neither looks anything up.
 */

const { charCodeAt } = String.prototype;

/** The same text, of which V8 knows that it is one. */
export function asText(text: string): string {
  return `${text}`;
}

/** The code unit of a text at a place; NaN behind its end. */
export function unitAt(text: string, index: number): number {
  return charCodeAt.call(text, index);
}

/** The code units of all texts. */
export function countUnits(texts: readonly string[]): number {
  let units = 0;
  for (let index = 0; index < texts.length; index++) units += asText(texts[index] ?? '').length;
  return units;
}
