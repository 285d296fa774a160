import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import type { Blobs } from './blobs.ts';
import { describeBlobs, streamOf } from './blobs-contract.fixture.ts';
import { connectBlobs } from './connect-blobs.ts';
import { openDirectoryBlobs } from './directory-blobs.ts';

const UNFINISHED = `${'a'.repeat(32)}.part`;

let parent: string;
let directory: string;
let blobs: Blobs;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'muster-blobs-'));
  directory = join(parent, 'uploads');
  blobs = await openDirectoryBlobs({ directory, ids: randomIds });
});
afterEach(() => rm(parent, { recursive: true }));

describeBlobs('a directory', async () => ({
  blobs,
  connect: () => connectBlobs({ kind: 'directory', path: directory }, silentLogger),
  listEverything: async () => (await readdir(directory)).sort(),
  addStranger: () => writeFile(join(directory, 'README'), ''),
  leaveUnfinished: () => writeFile(join(directory, UNFINISHED), 'half'),
  close: async () => {},
}));

describe('blobs in a directory', () => {
  it('are read only by their owner (R137)', async () => {
    const { blobId } = await blobs.put(streamOf('abc'), 3);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, blobId))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(directory, blobId), 'utf8')).toBe('abc');
  });

  it('leave nothing when the directory is gone', async () => {
    await rm(directory, { recursive: true });
    await expect(blobs.put(streamOf('a'), 1)).rejects.toThrow('ENOENT');
    expect(await readdir(parent)).toEqual([]);
  });

  it('never leave the directory by their name', async () => {
    await expect(blobs.findLength('../muster.db')).rejects.toThrow('a blob id has');
  });

  it('list those written before a moment', async () => {
    const old = await blobs.put(streamOf('a'), 1);
    const young = await blobs.put(streamOf('b'), 1);
    await utimes(join(directory, old.blobId), 1000, 1000);
    await utimes(join(directory, young.blobId), 2000, 2000);
    expect(await blobs.list(1_500_000)).toEqual([old.blobId]);
    expect([...(await blobs.list(2_000_001))].sort()).toEqual([old.blobId, young.blobId].sort());
  });

  it('lose the half-written files of a killed process at open', async () => {
    const { blobId } = await blobs.put(streamOf('abc'), 3);
    await writeFile(join(directory, UNFINISHED), 'half');
    await openDirectoryBlobs({ directory, ids: randomIds });
    expect(await readdir(directory)).toEqual([blobId]);
  });
});
