import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlobLengthError, BlobNotFoundError, type Blobs } from './blobs.ts';

/** Fresh blobs and what a test needs to look behind them. */
export interface BlobsUnderTest {
  readonly blobs: Blobs;
  /** Another who joins the same blobs, as the jobs thread does. */
  connect(): Promise<Blobs>;
  /** Everything that is there, also what is not a blob: unfinished uploads among it. */
  listEverything(): Promise<readonly string[]>;
  /** Puts something that is no blob beside them. */
  addStranger(): Promise<void>;
  /** Leaves what a put leaves whose process is killed. */
  leaveUnfinished(): Promise<void>;
  close(): Promise<void>;
}

export const streamOf = (...chunks: string[]): Readable => Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

export async function readAll(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function* failing(error: Error) {
  yield Buffer.from('abc');
  throw error;
}

/** What holds of blobs wherever they are. */
export function describeBlobs(place: string, open: () => Promise<BlobsUnderTest>): void {
  describe(`blobs in ${place}`, () => {
    let test: BlobsUnderTest;
    let blobs: Blobs;

    beforeEach(async () => {
      test = await open();
      ({ blobs } = test);
    });
    afterEach(() => test.close());

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

    it.each<[string, () => Readable, number, unknown]>([
      ['ends early', () => streamOf('ab'), 3, BlobLengthError],
      ['ends late', () => streamOf('ab', 'cd'), 3, BlobLengthError],
      ['should be empty and is not', () => streamOf('a'), 0, BlobLengthError],
      ['fails', () => Readable.from(failing(new Error('cut off'))), 9, 'cut off'],
    ])('leave nothing of a stream that %s (R148)', async (_, content, byteLength, error) => {
      await expect(blobs.put(content(), byteLength)).rejects.toThrow(error as Error);
      expect(await test.listEverything()).toEqual([]);
    });

    it('say that a blob is missing, and delete it twice without complaint', async () => {
      const { blobId } = await blobs.put(streamOf('abc'), 3);
      await blobs.delete(blobId);
      await blobs.delete(blobId);
      expect(await blobs.findLength(blobId)).toBeUndefined();
      await expect(blobs.read(blobId, 0)).rejects.toThrow(BlobNotFoundError);
    });

    it.each([
      ['a directory', 'b'.repeat(32)],
      ['a bucket', `${'b'.repeat(32)}~etag`],
    ])('know nothing of a blob that was put into %s while that was the place for them', async (_, blobId) => {
      expect(await blobs.findLength(blobId)).toBeUndefined();
      await expect(blobs.read(blobId, 0)).rejects.toThrow(BlobNotFoundError);
      await blobs.delete(blobId);
    });

    it('list those written before a moment, without what is no blob', async () => {
      const stored = [await blobs.put(streamOf('a'), 1), await blobs.put(streamOf('b'), 1)];
      await test.addStranger();
      expect(await blobs.list(0)).toEqual([]);
      expect([...(await blobs.list(Number.POSITIVE_INFINITY))].sort()).toEqual(
        stored.map(({ blobId }) => blobId).sort(),
      );
    });

    it('are joined by another, who drops nothing that is half put', async () => {
      const { blobId } = await blobs.put(streamOf('abc'), 3);
      await test.leaveUnfinished();
      const before = await test.listEverything();
      const connected = await test.connect();
      expect((await readAll(await connected.read(blobId, 1))).toString()).toBe('bc');
      expect(await test.listEverything()).toEqual(before);
    });

    it('drop what a killed put has left, by its age, and no blob', async () => {
      const { blobId } = await blobs.put(streamOf('abc'), 3);
      const whole = await test.listEverything();
      await test.leaveUnfinished();
      expect(await blobs.dropUnfinished(0)).toBe(0);
      expect(await test.listEverything()).toHaveLength(whole.length + 1);
      expect(await blobs.dropUnfinished(Number.POSITIVE_INFINITY)).toBe(1);
      expect(await test.listEverything()).toEqual(whole);
      expect(await blobs.findLength(blobId)).toBe(3);
    });
  });
}
