/** Clients accept about 16 KiB of headers; the body has the whole text. */
const HEADER_TEXT_CHARS_MAX = 1024;

/** The text as a header may carry it: what is not printable Latin-1 is percent-encoded UTF-8 (R6). */
export function encodeHeaderText(text: string): string {
  const encoded = text
    .slice(0, HEADER_TEXT_CHARS_MAX)
    .toWellFormed()
    .replace(/[^\x20-\x7e\xa0-\xff]/gu, encodeURIComponent);
  return encoded.slice(0, HEADER_TEXT_CHARS_MAX);
}
