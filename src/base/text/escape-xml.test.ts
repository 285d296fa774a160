import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { escapeXml } from './escape-xml.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: true,
});

/** What a parser reads of the text as the value of an element and of an attribute. */
function readBack(text: string): unknown[] {
  const { e } = parser.parse(`<e a="${escapeXml(text)}"><v>${escapeXml(text)}</v></e>`);
  return [e.v, e['@a'] ?? ''];
}

describe('escapeXml', () => {
  it.each([
    ['quotes', `"it's"`, '&quot;it&apos;s&quot;'],
    ['markup', '<a href="x">&amp;</a>', '&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;'],
    ['a carriage return', 'a\r\nb', 'a&#xD;\nb'],
    ['an emoji', '😀', '😀'],
    ['half an emoji', '\ud83d', '\ufffd'],
    ['control characters', 'a\0b\x1fc\x7f', 'a\ufffdb\ufffdc\x7f'],
    ['the two characters that XML leaves out', '\ufffe\uffff', '\ufffd\ufffd'],
  ])('writes %s so that XML holds it', (_name, text, expected) => {
    expect(escapeXml(text)).toBe(expected);
  });

  it('writes any text of XML characters so that a parser reads the same, in elements and attributes', () => {
    const characters = fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...'&<>"\';#x13;amp\r\n\t ') },
      fc
        .string({ unit: 'binary', minLength: 1, maxLength: 1 })
        .filter((character) => !/[^\t\n\r\x20-\ufffd\u{10000}-\u{10ffff}]/u.test(character)),
    );
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        expect(readBack(text)).toEqual([text, text]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('writes what XML cannot hold as one U+FFFD for each character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [read] = readBack(text);
        expect([...String(read)].length).toBe([...text].length);
      }),
    );
  });
});
