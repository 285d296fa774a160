import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../api/audit-log.ts';
import { type Logger, silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { openAuditFile } from './audit-file.ts';

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
afterEach(() => rmSync(directory, { recursive: true }));

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

  it.runIf(existsSync('/dev/full'))('on a full disk leaves its entry in the log of the server', () => {
    const audit = openAuditFile('/dev/full', { clock, logger });
    audit.write(entryOf('A'));
    audit.close();
    expect(errors).toEqual([{ err: expect.objectContaining({ code: 'ENOSPC' }), entry: entryOf('A') }]);
  });

  it('that cannot be opened is refused by the name of its setting', () => {
    expect(() => openAuditFile(join(directory, 'nowhere/audit.log'), { clock, logger })).toThrow(
      expect.objectContaining({ name: 'ConfigError', setting: 'auditLog', message: expect.stringContaining('ENOENT') }),
    );
    expect(() => openAuditFile(directory, { clock, logger })).toThrow('the audit log cannot be opened: EISDIR');
  });
});
