import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { siblingModule } from '../base/threads/sibling-module.ts';
import { DataDirectoryInUseError, openDataDirectory } from './data-directory.ts';
import { DataDirectoryError } from './data-directory-error.ts';

describe('openDataDirectory', () => {
  let parent: string;
  let path: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'muster-directory-'));
    path = join(parent, 'deep', '.muster');
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  function refusal(open: () => unknown): unknown {
    try {
      open();
    } catch (error) {
      return error;
    }
    return undefined;
  }

  it('makes the directory for its owner alone, hidden from git', () => {
    const directory = openDataDirectory(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(path, '.gitignore'), 'utf8')).toBe('*\n');
    expect(directory).toMatchObject({
      path,
      databaseFile: join(path, 'muster.db'),
      blobsPath: join(path, 'blobs'),
      isNew: true,
    });
    directory.close();
  });

  it('uses a private directory that holds other things, and hides nothing of it from git', () => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    writeFileSync(join(path, 'README'), 'mine');
    openDataDirectory(path).close();
    expect(existsSync(join(path, '.gitignore'))).toBe(false);
  });

  it('is not new once it has a database', () => {
    openDataDirectory(path).close();
    writeFileSync(join(path, 'muster.db'), '');
    const directory = openDataDirectory(path);
    expect(directory.isNew).toBe(false);
    directory.close();
  });

  it('refuses a second opener and tells where the first one answers', () => {
    const directory = openDataDirectory(path);
    expect(refusal(() => openDataDirectory(path))).toMatchObject({ address: undefined });
    directory.writeAddress('http://127.0.0.1:4599');
    const error = refusal(() => openDataDirectory(path));
    expect(error).toBeInstanceOf(DataDirectoryInUseError);
    expect(error).toMatchObject({ address: { url: 'http://127.0.0.1:4599', pid: process.pid } });
    directory.close();
    directory.close();
    expect(existsSync(join(path, 'server.json'))).toBe(false);
    openDataDirectory(path).close();
  });

  it('is free again after a kill -9, and forgets the address of the dead', async () => {
    const holder = fork(siblingModule(import.meta.url, 'hold-directory.fixture'), [path], { stdio: 'ignore' });
    await once(holder, 'message');
    expect(refusal(() => openDataDirectory(path))).toMatchObject({ address: { url: 'http://held', pid: holder.pid } });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const directory = openDataDirectory(path);
    expect(refusal(() => openDataDirectory(path))).toMatchObject({ address: undefined });
    directory.close();
  });

  it('keeps one server key, readable by its owner alone', () => {
    const directory = openDataDirectory(path);
    const key = directory.serverKey((count) => Buffer.alloc(count, 7));
    expect(key).toEqual(Buffer.alloc(32, 7));
    expect(directory.serverKey((count) => Buffer.alloc(count, 8))).toEqual(key);
    expect(statSync(join(path, 'server.key')).mode & 0o777).toBe(0o600);
    directory.close();
  });

  it('refuses a key of another length and leaves it', () => {
    const directory = openDataDirectory(path);
    writeFileSync(join(path, 'server.key'), 'short');
    expect(() => directory.serverKey((count) => Buffer.alloc(count))).toThrow(/has 5 bytes/);
    expect(readFileSync(join(path, 'server.key'), 'utf8')).toBe('short');
    directory.close();
  });

  it('refuses a file in place of the directory, or above it', () => {
    const file = join(parent, 'file');
    writeFileSync(file, 'mine');
    for (const place of [file, join(file, 'below')]) {
      const error = refusal(() => openDataDirectory(place));
      expect(error).toBeInstanceOf(DataDirectoryError);
      expect(error).toMatchObject({ reason: 'not-a-directory' });
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it.skipIf(process.platform !== 'linux')('refuses a place where the system lets nobody make a directory', () => {
    expect(refusal(() => openDataDirectory('/proc/muster/data'))).toMatchObject({ reason: 'not-writable' });
  });

  it('refuses a lock file that is none', () => {
    mkdirSync(path, { recursive: true });
    writeFileSync(
      join(path, 'lock.db'),
      'this is not a database, and it is longer than a header of SQLite would be.'.repeat(9),
    );
    expect(refusal(() => openDataDirectory(path))).toMatchObject({ name: 'DataDirectoryError', reason: 'damaged' });
  });

  it.skipIf(process.getuid?.() === 0)('refuses a directory that it may not write to', () => {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o500);
    const error = refusal(() => openDataDirectory(path));
    expect(error).toMatchObject({ name: 'DataDirectoryError', reason: 'not-writable' });
    chmodSync(path, 0o700);
  });
});
