import { describe, expect, it } from 'vitest';
import { judgeLogPut, type NewLogEvent } from './log-put.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = 1_800_000_000_000;
const MEBIBYTE = 1_048_576;

function at(...offsets: number[]): NewLogEvent[] {
  return offsets.map((offset, index) => ({ timestamp: NOW + offset, message: `m${index}` }));
}

function ofBytes(...lengths: number[]): NewLogEvent[] {
  return lengths.map((length) => ({ timestamp: NOW, message: 'x'.repeat(length) }));
}

describe('a put of log events', () => {
  it.each<[string, NewLogEvent[], string | undefined]>([
    ['takes 1,048,576 bytes in all (N12)', ofBytes(MEBIBYTE - 126, 74), undefined],
    [
      'refuses a byte more, each event counting 26 beside its message (N12)',
      ofBytes(MEBIBYTE - 126, 75),
      'Upload too large: 1048577 bytes exceeds limit of 1048576',
    ],
    ['takes one event of 1 MB (N12)', ofBytes(MEBIBYTE - 26), undefined],
    [
      'refuses a longer event (N12)',
      ofBytes(MEBIBYTE - 25),
      'Log event too large: 1048577 bytes exceeds limit of 1048576',
    ],
    [
      'counts bytes of UTF-8, not characters (N12)',
      [{ timestamp: NOW, message: 'é'.repeat(MEBIBYTE / 2) }],
      'Log event too large: 1048602 bytes exceeds limit of 1048576',
    ],
    ['takes events of one time (N13)', at(0, 0, 1), undefined],
    [
      'refuses events out of order (N13)',
      at(0, 2, 1),
      'Log events in a single PutLogEvents request must be in chronological order.',
    ],
    ['takes a span of 24 hours (N14)', at(-DAY_MS, 0), undefined],
    [
      'refuses a longer span (N14)',
      at(-DAY_MS - 1, 0),
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    ],
  ])('%s', (_, events, text) => {
    const verdict = judgeLogPut(events, { nowMs: NOW });
    expect(verdict.kind === 'refused' ? verdict.text : undefined).toBe(text);
    if (verdict.kind === 'accepted') expect(verdict).toEqual({ kind: 'accepted', events, rejected: {} });
  });

  it.each<[string, number[], number | undefined, number[], object]>([
    ['too new', [0, 2 * HOUR_MS, 2 * HOUR_MS + 1], undefined, [0, 1], { tooNewStartIndex: 2 }],
    ['too old', [-14 * DAY_MS - 1, -14 * DAY_MS], undefined, [1], { tooOldEndIndex: 1 }],
    ['expired', [-DAY_MS - 2, -DAY_MS - 1, -DAY_MS], 1, [2], { expiredEndIndex: 2 }],
    ['expired and too old', [-14 * DAY_MS - 1, -14 * DAY_MS], 1, [], { tooOldEndIndex: 1, expiredEndIndex: 2 }],
    ['all too new', [3 * HOUR_MS], undefined, [], { tooNewStartIndex: 0 }],
    ['expired under a retention beyond 14 days', [-31 * DAY_MS], 30, [], { tooOldEndIndex: 1, expiredEndIndex: 1 }],
  ])('drops events that are %s and takes the rest (N15)', (_, offsets, retentionDays, kept, rejected) => {
    const events = at(...offsets);
    expect(judgeLogPut(events, { retentionDays, nowMs: NOW })).toEqual({
      kind: 'accepted',
      events: kept.map((index) => events[index]),
      rejected,
    });
  });
});
