import { describe, expect, it } from 'vitest';
import { convertHostileExport } from './convert-hostile-export.ts';
import { HOSTILE_EXPORTS } from './hostile-exports.ts';

/** The long form takes 200 MB: `node test/convert/hostile/run.ts`. */
const LINE_BYTES = 40e6;
const PEAK_BYTES_MAX = 250e6;

describe.runIf(process.platform === 'linux')('muster convert of a hostile export', () => {
  it.each(HOSTILE_EXPORTS.map((hostile) => [hostile.name, hostile] as const))(
    'counts each record or says what is wrong, in bounded memory: %s (R701, R715)',
    async (_name, hostile) => {
      const { exitCode, outcome, peakBytes, faults } = await convertHostileExport(hostile, LINE_BYTES);
      expect(faults).toEqual([]);
      if ('error' in hostile.outcome) {
        expect([exitCode, outcome]).toEqual([2, { error: expect.stringContaining(hostile.outcome.error) }]);
      } else {
        const isWhole = Object.keys(hostile.outcome.byReason).length === 0;
        expect([exitCode, outcome]).toEqual([isWhole ? 0 : 1, hostile.outcome]);
      }
      expect(peakBytes).toBeLessThan(PEAK_BYTES_MAX);
    },
  );
});
