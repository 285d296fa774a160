import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/manual-clock.fixture.ts';
import { describeProgress, startProgress } from './import-progress.ts';

const IMPORT = { verb: 'Importing', unit: 'records', total: 500_000 } as const;

describe('describeProgress', () => {
  it.each([
    [
      'records',
      IMPORT,
      310_000,
      { perSecond: 41_200.4, millisecondsLeft: 4_611 },
      '62%, 310,000 of 500,000 records, 41,200 a second, 5 s left',
    ],
    [
      'bytes',
      { verb: 'Uploading', unit: 'bytes', total: 100_000_000 } as const,
      25_000_000,
      { perSecond: 5_000_000, millisecondsLeft: 15_000 },
      '25%, 25 MB of 100 MB, 5.0 MB a second, 15 s left',
    ],
    [
      'records that nobody counted',
      { verb: 'Finishing', unit: 'records', total: undefined } as const,
      1_200,
      { perSecond: 600, millisecondsLeft: 0 },
      '1,200 records, 600 a second',
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
  ])('tells of %s', (_name, task, done, pace, text) => {
    expect(describeProgress(task, done, pace)).toBe(text);
  });
});

describe('startProgress', () => {
  it('writes a line every few seconds where there is no terminal', () => {
    const clock = new ManualClock(0);
    const lines: string[] = [];
    const output = { print() {}, note: (text = '') => void lines.push(text), terminal: undefined };
    const progress = startProgress({ ...IMPORT, total: 1_000 }, output, clock);
    for (let done = 0; done <= 100; done += 10) {
      progress.update(done);
      clock.advance(1_000);
    }
    progress.stop();
    expect(lines).toEqual([
      'Importing: 3%, 30 of 1,000 records, 10 a second, 1 min 37 s left',
      'Importing: 6%, 60 of 1,000 records, 10 a second, 1 min 34 s left',
      'Importing: 9%, 90 of 1,000 records, 10 a second, 1 min 31 s left',
    ]);
  });
});
