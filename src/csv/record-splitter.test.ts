import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUtf8ByDecoding } from '../base/text/utf8.ts';
import { findByteOrderMark } from './byte-order-mark.ts';
import { CSV_START, type CsvRecord } from './csv-record.ts';
import { LineCounter } from './line-counter.ts';
import { readRecords } from './read-records.ts';
import { RecordSplitter } from './record-splitter.ts';
import { scanFile } from './scan-file.ts';
import { Utf8Validator } from './utf8-validator.ts';

const CHARACTERS_MAX = 40;

function split(chunks: readonly Buffer[], charactersMax = CHARACTERS_MAX): CsvRecord[] {
  const splitter = new RecordSplitter(CSV_START, charactersMax);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

/** The obvious way: the whole text at once, escaped pairs put aside before the commas are looked for. */
function splitWhole(text: string): { lineNumber: number; fields: string[] | undefined }[] {
  return text
    .split('\n')
    .map((line, index, lines) => (index < lines.length - 1 && line.endsWith('\r') ? line.slice(0, -1) : line))
    .map((line, index) => ({ line, lineNumber: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, lineNumber }) => ({
      lineNumber,
      fields: [...line].length > CHARACTERS_MAX ? undefined : splitLine(line),
    }));
}

function splitLine(line: string): string[] {
  return line
    .replace(/\\([\\,])/g, (_pair, escaped) => (escaped === ',' ? '\ue000' : '\ue001'))
    .split(',')
    .map((part) => part.replaceAll('\ue000', ',').replaceAll('\ue001', '\\').trim());
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let start = 0;
  for (let index = 0; start < bytes.length; index += 1) {
    const size = Math.max(1, sizes[index % sizes.length] ?? 1);
    chunks.push(bytes.subarray(start, start + size));
    start += size;
  }
  return chunks;
}

describe('RecordSplitter', () => {
  it.each([
    ['separates at commas (R172)', 'a,b,c', [['a', 'b', 'c']]],
    ['takes an escaped comma into the value (R172, R174)', 'a\\,b,c', [['a,b', 'c']]],
    ['takes quotes as ordinary characters (R173)', '"a,b"', [['"a', 'b"']]],
    ['takes a double backslash as one (R174)', 'a\\\\b', [['a\\b']]],
    ['leaves a backslash before anything else (R174)', 'a\\nb\\', [['a\\nb\\']]],
    ['ends the value after a double backslash (R175)', 'a\\\\,b', [['a\\', 'b']]],
    ['takes backslash and comma in a row (R175)', 'a\\\\\\,b', [['a\\,b']]],
    ['trims values after unescaping (R176)', ' a ,\tb\u00a0,\u3000', [['a', 'b', '']]],
    ['ends records at LF and CRLF, mixed (R177)', 'a\nb\r\nc', [['a'], ['b'], ['c']]],
    ['keeps a lone CR inside a value (R177)', 'a\rb,c', [['a\rb', 'c']]],
    ['takes a last record with and without line end (R179)', 'a\nb\n', [['a'], ['b']]],
    ['skips blank lines but not commas only (R180)', 'a\n\n \t\u2003\n,,\n', [['a'], ['', '', '']]],
    ['keeps NUL for the judge (R190)', 'a\u0000b', [['a\u0000b']]],
    ['gives nothing for an empty file (R186)', '', []],
  ])('%s', (_name, text, fields) => {
    expect(split([Buffer.from(text)]).map((record) => record.fields)).toEqual(fields);
  });

  it('numbers records from the header on and lines from 1, blank ones counted (R188)', () => {
    const records = split([Buffer.from('h\n\na\r\nå\n')]);
    expect(
      records.map(({ number, lineNumber, byteOffset, byteEnd }) => [number, lineNumber, byteOffset, byteEnd]),
    ).toEqual([
      [0, 1, 0, 2],
      [1, 3, 3, 6],
      [2, 4, 6, 9],
    ]);
  });

  it.each([
    ['as many code points as permitted', '\u{1f600}'.repeat(40), false],
    ['one more', '\u{1f600}'.repeat(41), true],
    ['far more, in many chunks', 'x'.repeat(5000), true],
    ['as many with a CR before the LF', `${'x'.repeat(40)}\r`, false],
    ['as many of four bytes with a CR before the LF', `${'\u{1f600}'.repeat(40)}\r`, false],
  ])('measures a record in code points of its line (R182): %s', (_name, line, tooLong) => {
    const records = split(cut(Buffer.from(`${line}\nnext\n`), [7]));
    expect(records.map((record) => record.fields === undefined)).toEqual([tooLong, false]);
  });

  it('skips a blank line however long it is (R180)', () => {
    expect(split(cut(Buffer.from(`${'\u2003'.repeat(5000)}\nnext`), [100]))).toMatchObject([
      { number: 0, lineNumber: 2 },
    ]);
  });

  it('holds no more than a permitted record of a line that never ends (R189)', () => {
    const splitter = new RecordSplitter(CSV_START, 16_000);
    const chunk = Buffer.alloc(1 << 20, 'x');
    for (let pushes = 0; pushes < 512; pushes += 1) expect(splitter.push(chunk)).toEqual([]);
    expect(splitter.end()).toMatchObject([{ fields: undefined, byteEnd: 512 << 20 }]);
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(64 << 20);
  });

  /** More bytes than any record of 40 characters may have. */
  const long = [' '.repeat(170), '\u3000'.repeat(60), 'x'.repeat(170)];
  const text = fc
    .array(
      fc.constantFrom(
        ...long,
        'a',
        ',',
        '\\',
        '\n',
        '\r',
        ' ',
        '\t',
        'é',
        '漢',
        '\u{1f600}',
        '\u00a0',
        '\u0000',
        'longer text',
      ),
      {
        maxLength: 120,
      },
    )
    .map((parts) => parts.join(''));

  it('gives what splitting the whole text gives, whatever the chunks', () => {
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (content, sizes) => {
        const records = split(cut(Buffer.from(content), sizes));
        expect(records.map(({ lineNumber, fields }) => ({ lineNumber, fields }))).toEqual(splitWhole(content));
      }),
      { numRuns: 2000 },
    );
  });

  it('goes on from behind any record as if it had never stopped', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.nat(), async (content, pick) => {
        const bytes = Buffer.from(content);
        const records = split([bytes]);
        const last = records[pick % Math.max(1, records.length)];
        if (last === undefined) return;
        const start = { byteOffset: last.byteEnd, lineNumber: last.lineNumber + 1, recordNumber: last.number + 1 };
        const rest: CsvRecord[] = [];
        for await (const group of readRecords(chunksOf([bytes.subarray(last.byteEnd)]), start, CHARACTERS_MAX))
          rest.push(...group);
        expect(rest).toEqual(records.slice(records.indexOf(last) + 1));
      }),
      { numRuns: 500 },
    );
  });

  it('counts as many records in the first pass as it gives in the second', () => {
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (content, sizes) => {
        const counter = new LineCounter();
        const chunks = cut(Buffer.from(content), sizes);
        for (const chunk of chunks) counter.push(chunk);
        expect(counter.end()).toBe(split(chunks).length);
      }),
      { numRuns: 2000 },
    );
  });
});

async function* chunksOf(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

describe('scanFile', () => {
  it('gives length, encoding and records in one pass, and each chunk to who hashes it', async () => {
    const content = Buffer.from('h,é\n\n1\n2');
    const hash = createHash('sha256');
    const onChunk = (chunk: Uint8Array) => hash.update(chunk);
    expect(await scanFile(chunksOf(cut(content, [3])), { isUtf8, onChunk })).toEqual({
      byteLength: content.length,
      isUtf8: true,
      recordCount: 3,
    });
    expect(hash.digest('hex')).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('refuses a file that ends inside a character (R171)', async () => {
    const content = Buffer.from('h\né').subarray(0, -1);
    expect(await scanFile(chunksOf([content]), { isUtf8 })).toMatchObject({ isUtf8: false, recordCount: 2 });
  });

  it('stops when it is told to', async () => {
    expect(await scanFile(chunksOf([Buffer.from('a')]), { isUtf8, stop: () => true })).toBe('stopped');
  });
});

describe('Utf8Validator', () => {
  it('agrees with a decoder that refuses, whatever the chunks (R171)', () => {
    const bytes = fc.array(
      fc.constantFrom(
        [0x41],
        [0xc3, 0xa9],
        [0xe6, 0xbc, 0xa2],
        [0xf0, 0x9f, 0x98, 0x80],
        [0xc3],
        [0xff],
        [0x80],
        [0xed, 0xa0, 0x80],
      ),
    );
    fc.assert(
      fc.property(bytes, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (parts, sizes) => {
        const content = Buffer.from(parts.flat());
        for (const isWholeUtf8 of [isUtf8, isUtf8ByDecoding]) {
          const validator = new Utf8Validator(isWholeUtf8);
          for (const chunk of cut(content, sizes)) validator.push(chunk);
          expect(validator.end()).toBe(decodes(content));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('counts the bytes before the first one that is not UTF-8, whatever the chunks (R171)', () => {
    const byte = fc.constantFrom(
      0x41,
      0x7f,
      0x80,
      0xa9,
      0xbf,
      0xc0,
      0xc3,
      0xe0,
      0xe6,
      0xed,
      0xf0,
      0x9f,
      0xf4,
      0xf8,
      0xff,
    );
    const part = fc.oneof(
      fc.constantFrom('a', 'é', '漢', '😀').map((text) => [...Buffer.from(text)]),
      fc.array(byte, { maxLength: 4 }),
    );
    const parts = fc.array(part, { maxLength: 20 });
    fc.assert(
      fc.property(parts, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (pieces, sizes) => {
        const content = Buffer.from(pieces.flat());
        const validator = new Utf8Validator(isUtf8);
        for (const chunk of cut(content, sizes)) validator.push(chunk);
        validator.end();
        let good = 0;
        for (let bytes = 1; bytes <= content.length; bytes += 1) if (decodes(content.subarray(0, bytes))) good = bytes;
        expect(validator.validBytes).toBe(good);
      }),
      { numRuns: 2000 },
    );
  });
});

function decodes(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe('findByteOrderMark', () => {
  it.each([
    ['utf-8', [0xef, 0xbb, 0xbf, 0x61], 'utf-8'],
    ['utf-16, little end first', [0xff, 0xfe], 'utf-16'],
    ['utf-16, big end first', [0xfe, 0xff], 'utf-16'],
    ['none', [0x61, 0xef, 0xbb, 0xbf], undefined],
    ['an empty file', [], undefined],
  ])('sees a mark in the raw bytes (R170): %s', (_name, bytes, mark) => {
    expect(findByteOrderMark(Buffer.from(bytes))).toBe(mark);
  });
});
