import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewLogEvent } from '../../domain/logs/log-put.ts';
import { decodeLogPutBlock, encodeLogPut, LOG_PUT_BLOCK_SPAN_MS_MAX } from './log-put-blocks.ts';

const NOW = 1_800_000_000_000;

function evenly(count: number, everyMs: number, message = 'x'): NewLogEvent[] {
  return Array.from({ length: count }, (_, index) => ({ timestamp: NOW + index * everyMs, message }));
}

const events = fc
  .array(
    fc.record({
      step: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(30_000, 60_000, 60_001, 3_600_000)),
      message: fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
    }),
  )
  .map((steps) => {
    let timestamp = NOW;
    return steps.map(({ step, message }): NewLogEvent => {
      timestamp += step;
      return { timestamp, message };
    });
  });

describe('blocks of a put', () => {
  it('give back the events they were made of, in order, and say what they span (N19)', () => {
    fc.assert(
      fc.property(events, (put) => {
        const blocks = encodeLogPut(put);
        const decoded = blocks.map((block) => decodeLogPutBlock(block.bytes));
        expect(decoded.flat()).toEqual(put);
        for (const [index, block] of blocks.entries()) {
          expect(decoded[index]).toHaveLength(block.eventCount);
          expect(decoded[index]?.[0]?.timestamp).toBe(block.firstTimestamp);
          expect(decoded[index]?.at(-1)?.timestamp).toBe(block.lastTimestamp);
          expect(block.lastTimestamp - block.firstTimestamp).toBeLessThanOrEqual(LOG_PUT_BLOCK_SPAN_MS_MAX);
        }
      }),
    );
  });

  it.each([
    ['one that fits', evenly(1_000, 60), 1],
    ['more than 1,000 events', evenly(1_001, 0), 2],
    ['more than a minute', evenly(2, 60_001), 2],
    ['a minute', evenly(2, 60_000), 1],
    ['more than 65,536 characters', evenly(3, 0, 'y'.repeat(40_000)), 3],
    ['one event that alone is longer', evenly(1, 0, 'y'.repeat(1_000_000)), 1],
    ['nothing', [], 0],
  ])('are short: %s', (_, put, count) => {
    expect(encodeLogPut(put)).toHaveLength(count);
  });

  it('are deflated', () => {
    const [block] = encodeLogPut(evenly(1_000, 1, 'the same message again and again'));
    expect(block?.bytes.length).toBeLessThan(2_000);
  });

  it('are refused when they were cut', () => {
    const [block] = encodeLogPut(evenly(100, 1));
    expect(() => decodeLogPutBlock(block?.bytes.subarray(0, 20) ?? Buffer.of())).toThrow();
    expect(() => decodeLogPutBlock(Buffer.from('\0[[1],[]]'))).toThrow('a block has a time for each message');
  });
});
