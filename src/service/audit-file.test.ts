import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuditEntry } from '../api/audit-log.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { openAuditFile } from './audit-file.ts';

/** How many bytes of the next writes there is room for. */
let room = Number.POSITIVE_INFINITY;
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  return {
    ...fs,
    writeSync(descriptor: number, bytes: Buffer, offset: number) {
      const length = Math.min(bytes.length - offset, room);
      if (length === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      room -= length;
      return fs.writeSync(descriptor, bytes, offset, length);
    },
  };
});

const NOW_MS = Date.UTC(2026, 10, 22, 10, 4, 0, 965);
const clock = new ManualClock(NOW_MS);
const entryOf = (operation: string): AuditEntry => ({ outcome: 'succeeded', requestId: 'r', operation });
const lineOf = (operation: string) =>
  `{"time":"2026-11-22T10:04:00.965Z","outcome":"succeeded","requestId":"r","operation":"${operation}"}\n`;

let directory: string;
let file: string;
let errors: object[];
let logger: Logger;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-audit-file-'));
  file = join(directory, 'audit.log');
  errors = [];
  logger = { ...silentLogger, error: (fields) => errors.push(fields) };
});
afterEach(() => {
  room = Number.POSITIVE_INFINITY;
  rmSync(directory, { recursive: true });
});

describe('an audit file', () => {
  it('has one line for each entry, written when the call returns, and leaves out what is not known', () => {
    const audit = openAuditFile(file, { clock, logger });
    audit.write({ ...entryOf('A'), user: undefined });
    expect(readFileSync(file, 'utf8')).toBe(lineOf('A'));
    audit.write({ ...entryOf('B\n{"outcome":"forged"}') });
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
    audit.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is appended to by the next server, and by two at once', () => {
    writeFileSync(file, lineOf('before'));
    const [one, two] = [openAuditFile(file, { clock, logger }), openAuditFile(file, { clock, logger })];
    one.write(entryOf('A'));
    two.write(entryOf('B'));
    one.write(entryOf('C'));
    for (const audit of [one, two]) audit.close();
    expect(readFileSync(file, 'utf8')).toBe(['before', 'A', 'B', 'C'].map(lineOf).join(''));
  });

  it.each([
    ['was moved away', () => renameSync(file, `${file}.1`)],
    ['was deleted', () => rmSync(file)],
    [
      'was replaced',
      () => {
        writeFileSync(`${file}.new`, '');
        renameSync(`${file}.new`, file);
      },
    ],
  ])('that %s goes on in the one of its name', (_what, change) => {
    const audit = openAuditFile(file, { clock, logger });
    audit.write(entryOf('A'));
    change();
    audit.write(entryOf('B'));
    audit.close();
    expect(readFileSync(file, 'utf8')).toBe(lineOf('B'));
    expect(errors).toEqual([]);
  });

  it('that cannot be written leaves its entry in the log of the server, and goes on as soon as it can be', () => {
    const folder = join(directory, 'folder');
    mkdirSync(folder);
    const audit = openAuditFile(join(folder, 'audit.log'), { clock, logger });
    rmSync(folder, { recursive: true });
    audit.write(entryOf('A'));
    expect(errors).toEqual([{ err: expect.objectContaining({ code: 'ENOENT' }), entry: entryOf('A') }]);
    mkdirSync(folder);
    audit.write(entryOf('B'));
    audit.close();
    expect(readFileSync(join(folder, 'audit.log'), 'utf8')).toBe(lineOf('B'));
  });

  it.each<[number, string]>([
    [0, '{\n'],
    [9, `${lineOf('A').slice(0, 9)}\n`],
    [lineOf('A').length - 1, lineOf('A')],
  ])(
    'on a disk with room for %d bytes leaves its entry in the log of the server, and goes on in a new line',
    (bytes, left) => {
      const audit = openAuditFile(file, { clock, logger });
      room = bytes;
      audit.write(entryOf('A'));
      expect(errors).toEqual([{ err: expect.objectContaining({ code: 'ENOSPC' }), entry: entryOf('A') }]);
      audit.write(entryOf('A'));
      // For the line feed that ends a torn line; without one, for the first byte of the entry.
      room = 1;
      audit.write(entryOf('A'));
      room = Number.POSITIVE_INFINITY;
      audit.write(entryOf('B'));
      audit.close();
      expect(readFileSync(file, 'utf8')).toBe(left + lineOf('B'));
    },
  );

  it.each(['opened', 'replaced while it was open'])('whose last line has no end goes on in a new one: %s', (when) => {
    const torn = '{"time":"2026';
    if (when === 'opened') writeFileSync(file, torn);
    const audit = openAuditFile(file, { clock, logger });
    if (when !== 'opened') {
      rmSync(file);
      writeFileSync(file, torn);
    }
    audit.write(entryOf('A'));
    audit.write(entryOf('B'));
    audit.close();
    expect(readFileSync(file, 'utf8')).toBe(`${torn}\n${lineOf('A')}${lineOf('B')}`);
  });

  it('that may only be written is appended to', () => {
    writeFileSync(file, lineOf('A'));
    chmodSync(file, 0o200);
    const audit = openAuditFile(file, { clock, logger });
    audit.write(entryOf('B'));
    audit.close();
    chmodSync(file, 0o600);
    expect(readFileSync(file, 'utf8')).toBe(lineOf('A') + lineOf('B'));
  });

  it('under a relative path stays where it is when the program changes its directory', () => {
    const there = vi.spyOn(process, 'cwd').mockReturnValue(directory);
    const audit = openAuditFile('audit.log', { clock, logger });
    there.mockReturnValue(tmpdir());
    audit.write(entryOf('A'));
    there.mockRestore();
    audit.close();
    expect(readFileSync(file, 'utf8')).toBe(lineOf('A'));
    expect(errors).toEqual([]);
  });

  it('that is closed is not opened again: the entry is in the log of the server', () => {
    const audit = openAuditFile(file, { clock, logger });
    audit.close();
    audit.write(entryOf('A'));
    expect(readFileSync(file, 'utf8')).toBe('');
    expect(errors).toEqual([{ err: new Error('the audit log is closed'), entry: entryOf('A') }]);
  });

  it('that is a named pipe is refused at once, and so is one in the place of the file', () => {
    const pipe = join(directory, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(() => openAuditFile(pipe, { clock, logger })).toThrow(
      `the audit log cannot be opened: ${pipe} is not a regular file`,
    );
    const audit = openAuditFile(file, { clock, logger });
    renameSync(pipe, file);
    audit.write(entryOf('A'));
    audit.close();
    expect(errors).toEqual([{ err: new Error(`${file} is not a regular file`), entry: entryOf('A') }]);
  });

  it('that cannot be opened is refused by the name of its setting', () => {
    expect(() => openAuditFile(join(directory, 'nowhere/audit.log'), { clock, logger })).toThrow(
      expect.objectContaining({ name: 'ConfigError', setting: 'auditLog', message: expect.stringContaining('ENOENT') }),
    );
    expect(() => openAuditFile(directory, { clock, logger })).toThrow('is not a regular file');
  });
});
