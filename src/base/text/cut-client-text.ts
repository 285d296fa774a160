const CHARS_MAX = 128;

/** The beginning of a text that a client chose, for a log: nobody fills a disk with one request. */
export function cutClientText(text: string): string {
  return text.slice(0, CHARS_MAX);
}
