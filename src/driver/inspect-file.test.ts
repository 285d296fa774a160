import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSV_FILE_BYTES_MAX, CSV_RECORDS_MAX } from '../../domain/imports/user-import-limits.ts';
import { inspectFile } from './inspect-file.ts';

const LIMITS = { bytesMax: CSV_FILE_BYTES_MAX, recordsMax: CSV_RECORDS_MAX };

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-inspect-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function write(content: string | Buffer): string {
  const path = join(directory, 'users.csv');
  writeFileSync(path, content);
  return path;
}

describe('inspectFile', () => {
  it('gives header and size, blank lines not counted (R180)', async () => {
    const file = await inspectFile(write('\n email ,a\\,b\r\nx,y\n\n  \nz,z'), LIMITS);
    expect(file).toMatchObject({ name: 'users.csv', header: ['email', 'a,b'], recordCount: 2, byteLength: 26 });
  });

  it.each([
    [
      'a file that is not there',
      () => join(directory, 'none.csv'),
      /cannot read .*none\.csv: no such file or directory/,
    ],
    ['a directory', () => directory, /is a directory/],
    ['a device', () => '/dev/null', /no regular file/],
    ['an empty file (R186)', () => write(''), /is empty/],
    ['white space only (R186)', () => write(' \n\n'), /is empty/],
    ['a BOM (R170)', () => write('\ufeffemail\n'), /byte order mark/],
    ['UTF-16 (R170)', () => write(Buffer.from('\ufeffemail\n', 'utf16le')), /is UTF-16/],
    ['what is not UTF-8 (R171)', () => write(Buffer.from('email\ncaf\xe9\n', 'latin1')), /not valid UTF-8/],
    ['a header that is too long (R183)', () => write(`${'x'.repeat(16_001)}\n`), /longer than 16,000 characters/],
    ['too many users (R185)', () => write(`email\n${'x\n'.repeat(500_001)}`), /500,001 users.*500,000 at most/],
    [
      'a file over the limit, which it names (R184)',
      () => {
        const path = write('email\n');
        truncateSync(path, 104_857_601);
        return path;
      },
      /100 MB \(104,857,600 bytes\) at most/,
    ],
  ])('refuses %s', async (_name, path, text) => {
    await expect(inspectFile(path(), LIMITS)).rejects.toThrow(text);
  });
});
