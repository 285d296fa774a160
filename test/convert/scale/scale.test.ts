import { expect, it } from 'vitest';
import { MUSTER_BIN } from '../../../src/cli/commands/muster-process.fixture.ts';
import { convertAtScale } from './convert-at-scale.ts';

it.runIf(process.platform === 'linux')(
  'an export with as many hashes in a second file is counted to the last record, in bounded memory (R702, R715, R759, R760)',
  async () => {
    const { alone, joined, faults } = await convertAtScale(20_000, 1, MUSTER_BIN);
    expect(faults).toEqual([]);
    for (const { conversion } of [alone, joined]) expect(conversion.peakBytes).toBeLessThan(250e6);
  },
);
