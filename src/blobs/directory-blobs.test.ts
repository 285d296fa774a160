import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { BlobLengthError, BlobNotFoundError, type Blobs } from './blobs.ts';
import { connectBlobs } from './connect-blobs.ts';
import { openDirectoryBlobs } from './directory-blobs.ts';

let parent: string;
let directory: string;
let blobs: Blobs;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'muster-blobs-'));
  directory = join(parent, 'uploads');
  blobs = await openDirectoryBlobs({ directory, ids: randomIds });
});
afterEach(() => rm(parent, { recursive: true }));

const streamOf = (...chunks: string[]) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

async function readAll(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function* failing(error: Error) {
  yield Buffer.from('abc');
  throw error;
}

describe('blobs in a directory', () => {
  it('keep what was put, with its digests, whatever the chunks and the offset', async () => {
    const chunk = fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(
        fc.array(chunk, { maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (chunks, at) => {
          const whole = Buffer.concat(chunks);
          const stored = await blobs.put(Readable.from(chunks, { objectMode: true }), whole.length);
          const offset = Math.floor(at * whole.length);
          expect(stored).toMatchObject({
            byteLength: whole.length,
            md5: createHash('md5').update(whole).digest('hex'),
            sha256: createHash('sha256').update(whole).digest('hex'),
          });
          expect(await blobs.findLength(stored.blobId)).toBe(whole.length);
          expect(await readAll(await blobs.read(stored.blobId, offset))).toEqual(whole.subarray(offset));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are read only by their owner (R137)', async () => {
    const { blobId } = await blobs.put(streamOf('abc'), 3);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, blobId))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(directory, blobId), 'utf8')).toBe('abc');
  });

  it.each<[string, () => Readable, number, unknown]>([
    ['ends early', () => streamOf('ab'), 3, BlobLengthError],
    ['ends late', () => streamOf('ab', 'cd'), 3, BlobLengthError],
    ['fails', () => Readable.from(failing(new Error('cut off'))), 9, 'cut off'],
  ])('leave nothing of a stream that %s (R148)', async (_, content, byteLength, error) => {
    await expect(blobs.put(content(), byteLength)).rejects.toThrow(error as Error);
    expect(await readdir(directory)).toEqual([]);
  });

  it('leave nothing when the directory is gone', async () => {
    await rm(directory, { recursive: true });
    await expect(blobs.put(streamOf('a'), 1)).rejects.toThrow('ENOENT');
    expect(await readdir(parent)).toEqual([]);
  });

  it('say that a blob is missing, and delete it twice without complaint', async () => {
    const { blobId } = await blobs.put(streamOf('abc'), 3);
    await blobs.delete(blobId);
    await blobs.delete(blobId);
    expect(await blobs.findLength(blobId)).toBeUndefined();
    await expect(blobs.read(blobId, 0)).rejects.toThrow(BlobNotFoundError);
  });

  it('never leave the directory by their name', async () => {
    await expect(blobs.findLength('../muster.db')).rejects.toThrow('a blob id has');
  });

  it('list those written before a moment, without files that are no blobs', async () => {
    const old = await blobs.put(streamOf('a'), 1);
    const young = await blobs.put(streamOf('b'), 1);
    await writeFile(join(directory, 'README'), '');
    await utimes(join(directory, old.blobId), 1000, 1000);
    await utimes(join(directory, young.blobId), 2000, 2000);
    expect(await blobs.list(1_500_000)).toEqual([old.blobId]);
    expect([...(await blobs.list(2_000_001))].sort()).toEqual([old.blobId, young.blobId].sort());
  });

  it('lose the half-written files of a killed process at open, not when another thread connects', async () => {
    const part = `${'a'.repeat(32)}.part`;
    const { blobId } = await blobs.put(streamOf('abc'), 3);
    await writeFile(join(directory, part), 'half');
    const connected = connectBlobs({ kind: 'directory', path: directory });
    expect((await readAll(await connected.read(blobId, 1))).toString()).toBe('bc');
    expect((await readdir(directory)).sort()).toEqual([blobId, part].sort());
    await openDirectoryBlobs({ directory, ids: randomIds });
    expect(await readdir(directory)).toEqual([blobId]);
  });
});
