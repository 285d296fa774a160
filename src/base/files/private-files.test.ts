import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrivateFile } from './create-private-file.ts';
import { makePrivateDirectory } from './make-private-directory.ts';
import { isOpenToOthers } from './private-modes.ts';
import { writeDurably } from './write-durably.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'muster-files-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

const modeOf = (...names: readonly string[]) => (statSync(join(parent, ...names)).mode & 0o777).toString(8);

describe('a private directory', () => {
  it('has mode 0700, as have those above it that were missing', () => {
    expect(makePrivateDirectory(join(parent, 'a/b'))).toBe(true);
    expect([modeOf('a'), modeOf('a/b')]).toEqual(['700', '700']);
    expect(makePrivateDirectory(join(parent, 'a/b'))).toBe(false);
  });
});

describe('a private file', () => {
  it('is created empty with mode 0600, and never over another one', () => {
    expect(createPrivateFile(join(parent, 'file'))).toBe(true);
    expect(modeOf('file')).toBe('600');
    writeFileSync(join(parent, 'file'), 'mine');
    expect(createPrivateFile(join(parent, 'file'))).toBe(false);
    expect(readFileSync(join(parent, 'file'), 'utf8')).toBe('mine');
    expect(() => createPrivateFile(join(parent, 'nowhere/file'))).toThrow('ENOENT');
  });

  it('is written whole, over the one before and over what an interrupted write has left', () => {
    writeFileSync(join(parent, 'file'), 'before', { mode: 0o644 });
    writeFileSync(join(parent, 'file.new'), 'half', { mode: 0o644 });
    writeDurably(join(parent, 'file'), Buffer.from('after'));
    expect(readFileSync(join(parent, 'file'), 'utf8')).toBe('after');
    expect(modeOf('file')).toBe('600');
    expect(readdirSync(parent)).toEqual(['file']);
  });

  it('is not begun where its directory is missing', () => {
    expect(() => writeDurably(join(parent, 'nowhere/file'), Buffer.from('x'))).toThrow('ENOENT');
    expect(existsSync(join(parent, 'nowhere'))).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('a mode', () => {
  it.each([
    [0o700, false],
    [0o600, false],
    [0o2700, false],
    [0o710, true],
    [0o604, true],
    [0o777, true],
  ])('%s is open to others: %s', (mode, isOpen) => {
    expect(isOpenToOthers(mode)).toBe(isOpen);
  });
});
