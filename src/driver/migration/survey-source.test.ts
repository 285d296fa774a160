import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { surveySource } from './survey-source.ts';

let directory: string;
let path: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-survey-'));
  path = join(directory, 'users.csv');
});
afterAll(() => rmSync(directory, { recursive: true }));

const LIMITS = { recordsMax: 3, bytesMax: 10_000 };

/** A line of a record, or a blank one. */
const line = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: fc.constantFrom('a', 'é', ',', '"'), minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom('', '  ') },
);

describe('the survey of a file', () => {
  it('cuts it into parts that hold each record once, in order, with the digest of their bytes (R950)', async () => {
    const file = fc.record({
      lines: fc.array(line, { maxLength: 30 }),
      end: fc.constantFrom('\n', '\r\n'),
      last: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(file, async ({ lines, end, last }) => {
        writeFileSync(path, ['cognito:username,email', ...lines].join(end) + (last ? end : ''));
        const bytes = readFileSync(path);
        const { parts, recordCount, headerBytes } = await surveySource(path, LIMITS);
        const records = lines.filter((text) => text.trim() !== '');
        expect(recordCount).toBe(records.length);
        const cut = parts.map(({ bytes: { offset, end: partEnd } }) => bytes.subarray(offset, partEnd));
        const found = cut.map((part) =>
          part
            .toString()
            .split('\n')
            .filter((text) => text.trim() !== ''),
        );
        expect(found.flat().map((text) => text.replace(/\r$/, ''))).toEqual(records);
        expect(found.map(({ length }) => length)).toEqual(parts.map((part) => part.recordCount));
        for (const [index, part] of parts.entries()) {
          expect(part.recordCount).toBeLessThanOrEqual(LIMITS.recordsMax);
          expect(part.bytes.offset).toBe(parts[index - 1]?.bytes.end ?? headerBytes.end);
          expect(part.sha256).toBe(
            createHash('sha256')
              .update(cut[index] ?? '')
              .digest('hex'),
          );
          expect(part.firstRecord).toBe(index * LIMITS.recordsMax + 1);
          const linesBefore = bytes.subarray(0, part.bytes.offset).toString().split('\n').length;
          expect(part.firstLine).toBe(linesBefore);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('ends a part before it has more bytes than a job takes (R950)', async () => {
    const record = `${'a'.repeat(400)},a@example.com`;
    writeFileSync(path, `cognito:username,email\n${`${record}\n`.repeat(100)}`);
    const { parts } = await surveySource(path, { recordsMax: 1_000, bytesMax: 10_000 });
    expect(parts.reduce((sum, { recordCount }) => sum + recordCount, 0)).toBe(100);
    for (const { bytes } of parts) expect(bytes.end - bytes.offset + 23).toBeLessThanOrEqual(10_000);
  });

  it.each([
    ['$2b$12$KIXQ4oV6T1VwbWmn1cPpuu5wE5O0gq5eG8r2nYp1vU0q8gOe2pQ7K', 'BCRYPT', true],
    ['$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA', 'ARGON2ID', true],
    ['5f4dcc3b5aa765d61d8327deb882cf99', undefined, true],
    ['', undefined, false],
  ])('knows the algorithm of %s (R967)', async (hash, algorithm, hasHashes) => {
    writeFileSync(path, `cognito:username,password_hash\nann,${hash.replaceAll(',', '\\,')}\nbob,\n`);
    expect(await surveySource(path, LIMITS)).toMatchObject({ algorithm, hasHashes });
  });

  it.each([
    ['', 'file-empty'],
    [' \n\n', 'file-empty'],
    [Buffer.from('cognito:username\nZo\xeb\n', 'latin1'), 'file-not-utf8'],
    ['\ufeffcognito:username\n', 'file-has-byte-order-mark'],
    [`${'x'.repeat(16_001)}\n`, 'header-too-long'],
    [`a\n${'x'.repeat(20_000)}\n`, 'file-too-large'],
  ])('refuses %j (R170, R171, R183, R186)', async (content, kind) => {
    writeFileSync(path, content);
    await expect(surveySource(path, LIMITS)).rejects.toMatchObject({ fault: { kind } });
  });
});
