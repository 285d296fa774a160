import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/manual-clock.fixture.ts';
import { describeProgress, drawProgress, startProgress } from './progress.ts';

const IMPORT = { verb: 'Importing', unit: 'records', total: 500_000 } as const;

describe('describeProgress', () => {
  it.each([
    [
      'records',
      IMPORT,
      310_000,
      { perSecond: 41_200.4, millisecondsLeft: 4_611 },
      '62%, 310,000 of 500,000 records, 41,200 per second, 5 s left',
    ],
    [
      'bytes',
      { verb: 'Uploading', unit: 'bytes', total: 100_000_000 } as const,
      25_000_000,
      { perSecond: 5_000_000, millisecondsLeft: 15_000 },
      '25%, 25 MB of 100 MB, 5.0 MB per second, 15 s left',
    ],
    [
      'records of an unknown total',
      { verb: 'Waiting', unit: 'records', total: undefined } as const,
      1_200,
      { perSecond: 600, millisecondsLeft: 0 },
      '1,200 records, 600 per second',
    ],
    [
      'what takes minutes',
      IMPORT,
      1,
      { perSecond: 1, millisecondsLeft: 61_000 },
      '0%, 1 of 500,000 records, 1 per second, 1 min 1 s left',
    ],
    ['a start', IMPORT, 0, { perSecond: 0, millisecondsLeft: undefined }, '0%, 0 of 500,000 records'],
    [
      'never 100 % before the end',
      IMPORT,
      499_999,
      { perSecond: 0, millisecondsLeft: undefined },
      '99%, 499,999 of 500,000 records',
    ],
    [
      'an empty file',
      { ...IMPORT, total: 0 },
      0,
      { perSecond: 0, millisecondsLeft: undefined },
      '100%, 0 of 0 records',
    ],
  ])('describes %s', (_name, task, done, pace, text) => {
    expect(describeProgress(task, done, pace)).toBe(text);
  });
});

describe('drawProgress', () => {
  const LATE = { perSecond: 41_200, millisecondsLeft: 60_000 };
  const IN_FULL = '62%, 310,000 of 500,000 records, 41,200 per second, 1 min 0 s left';

  it.each([
    [140, `Importing ${'█'.repeat(19)}${'░'.repeat(11)} ${IN_FULL}`],
    [100, `Importing ${'█'.repeat(14)}${'░'.repeat(8)} ${IN_FULL}`],
    [80, `Importing ${IN_FULL}`],
    [60, 'Importing 62%, 310,000 of 500,000 records, 1 min 0 s left'],
    [40, 'Importing 62%, 1 min 0 s left'],
    [20, '1 min 0 s left'],
    [10, ''],
  ])('fits into %i columns, and gives up the time left last', (columns, line) => {
    expect(drawProgress(IMPORT, 310_000, LATE, columns)).toBe(line);
    expect(line.length).toBeLessThan(columns);
  });

  it('draws no bar where the total is not known', () => {
    const task = { ...IMPORT, total: undefined };
    expect(drawProgress(task, 310_000, LATE, 100)).toBe('Importing 310,000 records, 41,200 per second');
  });
});

describe('startProgress', () => {
  it('writes a line every few seconds where there is no terminal', () => {
    const clock = new ManualClock(0);
    const lines: string[] = [];
    const output = { print() {}, note: (text = '') => void lines.push(text), terminal: undefined, columns: undefined };
    const progress = startProgress({ ...IMPORT, total: 1_000 }, output, clock);
    for (let done = 0; done <= 100; done += 10) {
      progress.update(done);
      clock.advance(1_000);
    }
    progress.stop();
    expect(lines).toEqual([
      'Importing: 3%, 30 of 1,000 records, 10 per second, 1 min 37 s left',
      'Importing: 6%, 60 of 1,000 records, 10 per second, 1 min 34 s left',
      'Importing: 9%, 90 of 1,000 records, 10 per second, 1 min 31 s left',
    ]);
  });
});
