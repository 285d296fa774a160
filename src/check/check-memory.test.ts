import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { collectGarbage } from '../base/collect-garbage.ts';
import { poolOfFlags } from '../cli/target/pool-flags.ts';
import { checkFile } from './check-file.ts';
import { readSource } from './source/read-source.ts';
import type { SourceFormat } from './source/source-format.ts';

const BLOCK_BYTES = 256 * 1024;
const BLOCKS = 60;
const HEADER = Buffer.from('cognito:username;email;email_verified;nickname\n');
const RECORD = `ann;ann@example.com;true;${'n'.repeat(1_000)}\n`;
/** Long enough that V8 makes a part of the text of the file refer to that text. */
const BAD_EMAIL = 'an address without a sign for at';

/** As much as a check reads together, with one fault. */
function makeBlock(): Buffer {
  const bad = `bob;${BAD_EMAIL};true;\n`;
  const records = RECORD.repeat(Math.floor((BLOCK_BYTES - bad.length) / RECORD.length));
  return Buffer.from(bad + records);
}

/** A file with semicolons that is nowhere in memory as a whole. */
function openFile() {
  const block = makeBlock();
  const byteLength = HEADER.length + BLOCKS * block.length;
  return {
    byteLength,
    async read(offset: number, length: number) {
      if (offset < HEADER.length) return HEADER.subarray(offset, offset + length);
      const start = (offset - HEADER.length) % block.length;
      return offset < byteLength ? block.subarray(start, start + length) : block.subarray(0, 0);
    },
  };
}

describe('a check of a file in another format', () => {
  it('keeps of the file no more than its findings', async () => {
    const options = {
      file: openFile(),
      isUtf8,
      fileName: 'users.csv',
      limits: { bytesMax: BLOCKS * BLOCK_BYTES, recordsMax: 500_000 },
      poolOf: (header: readonly string[]) => poolOfFlags({}, header),
      showValues: true,
      findingsPerKindMax: BLOCKS,
    };
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const { kinds } = await checkFile(options);
    collectGarbage();
    const kept = process.memoryUsage().heapUsed - before;
    const bad = kinds.find(({ first }) => first[0]?.column === 'email');
    expect(bad?.first.map(({ value }) => value)).toEqual(Array.from({ length: BLOCKS }, () => BAD_EMAIL));
    expect(kept).toBeLessThan((BLOCKS * BLOCK_BYTES) / 5);
  });

  it('has few of its records in memory together', async () => {
    const format: SourceFormat = {
      encoding: 'utf-8',
      markBytes: 0,
      hasSeparatorLine: false,
      delimiter: ';',
      quotes: true,
      escapes: false,
      lineEnd: 'lf',
    };
    let most = 0;
    let count = 0;
    for await (const { lines } of readSource(openFile(), format, 16_000)) {
      most = Math.max(most, lines.length);
      count += lines.length;
    }
    expect(count).toBeGreaterThan(10_000);
    expect(most * RECORD.length).toBeLessThan(BLOCK_BYTES / 8);
  });
});
