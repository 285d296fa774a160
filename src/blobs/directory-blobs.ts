import { createHash } from 'node:crypto';
import { chmod, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { assert } from '../base/assert.ts';
import { makePrivateDirectory } from '../base/files/make-private-directory.ts';
import { PRIVATE_DIRECTORY_MODE, PRIVATE_FILE_MODE } from '../base/files/private-modes.ts';
import { syncDirectory } from '../base/files/sync-directory.ts';
import type { Ids } from '../base/ids.ts';
import { isInBucket } from './blob-name.ts';
import { BlobLengthError, BlobNotFoundError, type Blobs, type StoredBlob } from './blobs.ts';

export const BLOB_ID = /^[0-9A-Za-z]{32}$/;
/** A file that is still being written. */
const PART = /^[0-9A-Za-z]{32}\.part$/;
const READ_BYTES = 256 * 1024;

interface DirectoryOptions {
  readonly directory: string;
  readonly ids: Ids;
}

/**
 * Blobs as files of one directory (0700, files 0600), created if missing, its entry durable. Only for the process that owns the directory:
 * what a killed upload left half written is removed.
 */
export async function openDirectoryBlobs(options: DirectoryOptions): Promise<Blobs> {
  const { directory } = options;
  makePrivateDirectory(directory);
  await chmod(directory, PRIVATE_DIRECTORY_MODE);
  for (const name of (await readdir(directory)).filter((entry) => BLOB_ID.test(entry))) {
    await chmod(join(directory, name), PRIVATE_FILE_MODE);
  }
  const blobs = new DirectoryBlobs(options);
  await blobs.dropUnfinished(Number.POSITIVE_INFINITY);
  return blobs;
}

export class DirectoryBlobs implements Blobs {
  readonly #directory: string;
  readonly #ids: Ids;

  constructor(options: DirectoryOptions) {
    this.#directory = options.directory;
    this.#ids = options.ids;
  }

  async put(content: Readable, byteLength: number): Promise<StoredBlob> {
    const blobId = this.#ids.alphanumeric(32);
    const path = this.#pathOf(blobId);
    const partPath = `${path}.part`;
    // Errors before the first read are kept by the stream and thrown by the loop that reads it.
    content.on('error', () => {});
    try {
      const digests = await writeDurably(partPath, content, byteLength);
      await rename(partPath, path);
      await syncDirectory(this.#directory);
      return { blobId, byteLength, ...digests };
    } catch (error) {
      await rm(partPath, { force: true });
      await rm(path, { force: true });
      throw error;
    }
  }

  async read(blobId: string, offset: number): Promise<AsyncIterable<Buffer>> {
    if ((await this.findLength(blobId)) === undefined) throw new BlobNotFoundError(blobId);
    return readFrom(this.#pathOf(blobId), offset);
  }

  async findLength(blobId: string): Promise<number | undefined> {
    // The settings named a bucket before.
    if (isInBucket(blobId)) return undefined;
    return (await findStats(this.#pathOf(blobId)))?.size;
  }

  async delete(blobId: string): Promise<void> {
    if (isInBucket(blobId)) return;
    await rm(this.#pathOf(blobId), { force: true });
  }

  async list(writtenBefore: number): Promise<readonly string[]> {
    const blobIds = (await readdir(this.#directory)).filter((name) => BLOB_ID.test(name));
    const old: string[] = [];
    for (const blobId of blobIds) {
      const stats = await findStats(this.#pathOf(blobId));
      if (stats && stats.mtimeMs < writtenBefore) old.push(blobId);
    }
    return old;
  }

  /** By the time of the last write. */
  async dropUnfinished(begunBefore: number): Promise<number> {
    const names = (await readdir(this.#directory)).filter((name) => PART.test(name));
    let count = 0;
    for (const name of names) {
      const path = join(this.#directory, name);
      const stats = await findStats(path);
      if (!stats || stats.mtimeMs >= begunBefore) continue;
      await rm(path, { force: true });
      count += 1;
    }
    return count;
  }

  #pathOf(blobId: string): string {
    assert(BLOB_ID.test(blobId), 'a blob id has 32 letters and digits');
    return join(this.#directory, blobId);
  }
}

async function writeDurably(
  path: string,
  content: Readable,
  byteLength: number,
): Promise<{ readonly md5: string; readonly sha256: string }> {
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  let writtenBytes = 0;
  const file = await open(path, 'wx', PRIVATE_FILE_MODE);
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      writtenBytes += chunk.length;
      if (writtenBytes > byteLength) throw new BlobLengthError(`more than ${byteLength} bytes came`);
      md5.update(chunk);
      sha256.update(chunk);
      await file.writeFile(chunk);
    }
    if (writtenBytes < byteLength) throw new BlobLengthError(`${writtenBytes} of ${byteLength} bytes came`);
    await file.sync();
  } finally {
    await file.close();
  }
  return { md5: md5.digest('hex'), sha256: sha256.digest('hex') };
}

/** Opens the file only when the first bytes are asked for, so that an iterable nobody reads holds nothing open. */
async function* readFrom(path: string, offset: number): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    for (let position = offset; ; ) {
      const { bytesRead } = await file.read(buffer, 0, READ_BYTES, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function findStats(path: string): Promise<{ readonly size: number; readonly mtimeMs: number } | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
