/** `node parse-files.ts FILE...`: reads files of NDJSON and parses each line, which no conversion can do without. Prints how many lines are JSON. */

import { openSync, readSync } from 'node:fs';
import { keepHeapSmall } from '../../../src/base/keep-heap-small.ts';
import { TextLines } from '../../../src/convert/reading/text-lines.ts';

const CHUNK_BYTES = 256 * 1024;
const LINE_CHARACTERS_MAX = 4 * 1024 * 1024;

// As the command does, so that both collect garbage alike.
keepHeapSmall();
let parsed = 0;

function parse(text: string | undefined): void {
  try {
    JSON.parse(text ?? '');
    parsed += 1;
  } catch {
    // A line that is no JSON is not counted, which the caller compares.
  }
}

function parseFile(path: string): void {
  const [file, memory] = [openSync(path, 'r'), Buffer.alloc(CHUNK_BYTES)];
  const [decoder, lines] = [new TextDecoder(), new TextLines(LINE_CHARACTERS_MAX)];
  for (let length = readSync(file, memory); length > 0; length = readSync(file, memory)) {
    for (const { text } of lines.push(decoder.decode(memory.subarray(0, length), { stream: true }))) parse(text);
  }
  for (const { text } of [...lines.push(decoder.decode()), ...lines.end()]) parse(text);
}

for (const path of process.argv.slice(2)) parseFile(path);
process.stdout.write(`${parsed}\n`);
