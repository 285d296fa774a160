import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSV_FILE_BYTES_MAX, CSV_RECORDS_MAX } from '../domain/imports/user-import-limits.ts';
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
    expect(file.headerBytes).toEqual({ offset: 1, end: 15 });
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['a file that does not exist', () => join(directory, 'none.csv'), { kind: 'file-unreadable' }],
    ['a directory', () => directory, { kind: 'file-is-directory', path: expect.any(String) }],
    ['a device', () => '/dev/null', { kind: 'file-not-regular', path: '/dev/null' }],
    [
      'a pipe, without waiting for a writer',
      () => {
        const path = join(directory, 'pipe');
        execFileSync('mkfifo', [path]);
        return path;
      },
      { kind: 'file-not-regular', path: expect.any(String) },
    ],
    ['an empty file (R186)', () => write(''), { kind: 'file-empty' }],
    ['white space only (R186)', () => write(' \n\n'), { kind: 'file-empty' }],
    ['a BOM (R170)', () => write('\ufeffemail\n'), { kind: 'file-has-byte-order-mark', encoding: 'utf-8' }],
    [
      'UTF-16 (R170)',
      () => write(Buffer.from('\ufeffemail\n', 'utf16le')),
      { kind: 'file-has-byte-order-mark', encoding: 'utf-16' },
    ],
    ['what is not UTF-8 (R171)', () => write(Buffer.from('email\ncaf\xe9\n', 'latin1')), { kind: 'file-not-utf8' }],
    [
      'a header that is too long (R183)',
      () => write(`${'x'.repeat(16_001)}\n`),
      { kind: 'header-too-long', charactersMax: 16_000 },
    ],
    [
      'too many users (R185)',
      () => write(`email\n${'x\n'.repeat(500_001)}`),
      { kind: 'file-has-too-many-users', recordCount: 500_001, recordsMax: 500_000 },
    ],
    [
      'a file over the limit, which it names (R184)',
      () => {
        const path = write('email\n');
        truncateSync(path, 104_857_601);
        return path;
      },
      { kind: 'file-too-large', byteLength: 104_857_601, bytesMax: 104_857_600 },
    ],
  ])('refuses %s', async (_name, path, fault) => {
    await expect(inspectFile(path(), LIMITS)).rejects.toMatchObject({ name: 'DriverError', fault });
  });
});
