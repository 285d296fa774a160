import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { checkBytes } from '../../src/check/check-bytes.fixture.ts';
import { fixFile } from '../../src/check/fix-file.ts';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { poolOfFlags } from '../../src/cli/target/pool-flags.ts';
import { splitFields } from '../../src/csv/split-fields.ts';
import { generateRightFile, REFERENCE_COLUMN, type RightFile } from './right-file.ts';
import { spoilFile } from './spoil-file.ts';
import { spoilFormat } from './spoil-format.ts';

const FILES = 300;
const ROUNDS = 2;
const CLEAN_PERCENT_MIN = 80;
const SEED = 20_261_201;

/** What `muster check --fix` writes; the same bytes if it cannot. */
async function fix(bytes: Buffer): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const { end } = await fixFile({
    file: { byteLength: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) },
    isUtf8,
    fileName: 'users.csv',
    poolOf: (header) => poolOfFlags({}, header),
    showValues: true,
    onChange: () => {},
    write: async (piece) => void pieces.push(Uint8Array.from(piece)),
  });
  return end === 'written' ? Buffer.concat(pieces) : bytes;
}

async function judge(bytes: Buffer, { columns, people }: RightFile) {
  const { findings, fileFindings, failedUsers, skippedUsers } = await checkBytes(bytes);
  if (fileFindings.length > 0) return { isClean: false, wrong: [] };
  const lines = bytes.toString('utf8').split('\n');
  const header = lines.findIndex((line) => line.trim() !== '');
  const named = splitFields(lines[header] ?? '');
  const wrong: string[] = [];
  for (const [index, line] of lines.entries()) {
    const here = findings.filter(({ lineNumber }) => lineNumber === index + 1);
    if (index <= header || line.trim() === '' || here.some(({ severity }) => severity !== 'warning')) continue;
    const values = splitFields(line);
    const person = people.find((candidate) => candidate[REFERENCE_COLUMN] === values[named.indexOf(REFERENCE_COLUMN)]);
    for (const column of columns) {
      const value = values[named.indexOf(column)] ?? '';
      const right = person?.[column] ?? '';
      const isSame = value === right || (column.endsWith('_verified') && value.toLowerCase() === right);
      if (!isSame && !here.some((finding) => finding.column === column))
        wrong.push(`${column}: ${right} became ${value}`);
    }
  }
  return { isClean: failedUsers + skippedUsers === 0, wrong };
}

describe('files in other CSV formats, with faults behind the format', () => {
  const random = new RandomSource(SEED);
  const files = Array.from({ length: FILES }, () => {
    const right = generateRightFile(random, 1 + random.below(12));
    const { text, spoiled } = spoilFile(right, random);
    return { right, spoiled, ...spoilFormat(text, random) };
  });

  it('are mostly clean after --fix, and no wrong value passes (R169 to R178)', async () => {
    let clean = 0;
    const unclean: string[] = [];
    for (const { right, spoiled, bytes, format } of files) {
      let fixed = bytes;
      for (let round = 0; round < ROUNDS; round += 1) fixed = await fix(fixed);
      const { isClean, wrong } = await judge(fixed, right);
      const how = `${format}; ${spoiled.join('; ')}`;
      expect(wrong, `${how}\n${bytes.toString('latin1')}\n${fixed.toString('utf8')}`).toEqual([]);
      if (isClean) clean += 1;
      else unclean.push(how);
    }
    expect((100 * clean) / FILES, `${clean} of ${FILES}\n${unclean.join('\n')}`).toBeGreaterThanOrEqual(
      CLEAN_PERCENT_MIN,
    );
  });
});
