const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A parser reads a bare carriage return as a line feed.
  '\r': '&#xD;',
};

/**
 * Text as an element or an attribute of XML 1.0 holds it. Characters that XML cannot hold in any spelling, most control characters and
 * halves of surrogate pairs among them, become U+FFFD.
 */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\x20-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"'\r]/g, (character) => ENTITIES[character] ?? character);
}
