import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataDirectory } from './data-directory.ts';
import { keepPrivate } from './keep-private.ts';

const NOBODY = 65_534;

describe.skipIf(process.platform === 'win32')('a data directory that exists already', () => {
  let parent: string;
  let path: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'muster-private-'));
    path = join(parent, 'data');
    mkdirSync(path);
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  const modeOf = (name = '') => (statSync(join(path, name)).mode & 0o777).toString(8);

  function refusal(): unknown {
    try {
      openDataDirectory(path).close();
    } catch (error) {
      return error;
    }
    return undefined;
  }

  it.each([
    ['empty', () => {}],
    ['the root of a new file system', () => mkdirSync(join(path, 'lost+found'))],
    [
      'a data directory',
      () => {
        for (const name of ['muster.db', 'server.key', '.gitignore']) writeFileSync(join(path, name), '');
        mkdirSync(join(path, 'blobs'));
      },
    ],
    [
      'a data directory with other files',
      () => {
        for (const name of ['muster.db', 'lock.db']) writeFileSync(join(path, name), '');
        writeFileSync(join(path, 'README'), 'mine');
      },
    ],
  ])('is closed to other users if it is %s (R561)', (_name, fill) => {
    fill();
    for (const mode of [0o755, 0o777, 0o750, 0o701]) {
      chmodSync(path, mode);
      openDataDirectory(path).close();
      expect(modeOf()).toBe('700');
    }
  });

  it.each([
    ['other files', () => writeFileSync(join(path, 'README'), 'mine')],
    [
      'a database of another program',
      () => {
        writeFileSync(join(path, 'muster.db'), '');
        writeFileSync(join(path, 'README'), 'mine');
      },
    ],
  ])('is refused and left as it is if others may enter it and it holds %s (R561)', (_name, fill) => {
    fill();
    chmodSync(path, 0o755);
    const before = readdirSync(path);
    expect(refusal()).toMatchObject({
      name: 'DataDirectoryError',
      reason: 'not-private',
      message: `${path} holds files that are not Muster's, and other users may enter it (mode 0755). Choose a directory for Muster alone, for example --data ${path}/.muster`,
    });
    expect(modeOf()).toBe('755');
    expect(readdirSync(path)).toEqual(before);
    // What it advises works.
    openDataDirectory(join(path, '.muster')).close();
    expect(modeOf('.muster')).toBe('700');
    expect(modeOf()).toBe('755');
  });

  it('is refused where the file system keeps no modes (R561)', () => {
    chmodSync(path, 0o777);
    // As on FAT: the call succeeds and changes nothing.
    expect(() => keepPrivate(path, () => {})).toThrow(
      `other users may enter ${path} (mode 0777), and its file system keeps no other mode. Choose a directory on another file system`,
    );
  });

  it('closes the files that an earlier version left open to others (R560)', () => {
    openDataDirectory(path).close();
    writeFileSync(join(path, 'muster.db'), '');
    for (const name of readdirSync(path)) chmodSync(join(path, name), 0o644);
    openDataDirectory(path).close();
    expect([modeOf('lock.db'), modeOf('muster.db')]).toEqual(['600', '600']);
  });

  describe.skipIf(process.geteuid?.() !== 0)('of another user', () => {
    it('is refused, and left as it is (R561)', () => {
      chmodSync(path, 0o700);
      chownSync(path, NOBODY, NOBODY);
      expect(refusal()).toMatchObject({
        reason: 'not-private',
        message: `${path} belongs to another user (user id ${NOBODY}; Muster runs as user id 0). Run Muster as that user, or choose a new directory, for example --data ${path}/muster`,
      });
      expect(existsSync(join(path, 'lock.db'))).toBe(false);
    });
  });
});
