import { describe, expect, it } from 'vitest';
import { sliceChunks } from './slice-chunks.ts';

describe('sliceChunks', () => {
  it.each([[[]], [[0, 5]], [[32_768]], [[32_769, 1]], [[262_144, 100_000]]])(
    'gives the bytes of chunks of %j in their order, in pieces of 32 KiB at most',
    async (lengths) => {
      const chunks = lengths.map((length, index) => Buffer.alloc(length, index + 1));
      const pieces: Buffer[] = [];
      for await (const piece of sliceChunks(
        (async function* () {
          yield* chunks;
        })(),
      )) {
        pieces.push(piece);
      }
      expect(Buffer.concat(pieces).equals(Buffer.concat(chunks))).toBe(true);
      expect(Math.max(0, ...pieces.map(({ length }) => length))).toBeLessThanOrEqual(32_768);
      expect(pieces.every(({ length }) => length > 0)).toBe(true);
    },
  );
});
