import { rm } from 'node:fs/promises';
import { runOracle } from '../../oracle/run-oracle.ts';
import { copyWithBug, PLANTED_BUGS } from './planted-bug.ts';
import { runStorm, type Storm } from './run-storm.ts';

const CALM_RECORDS = 10_000;
const CALM_BAD_PERCENT = 10;

/**
 * Runs the storm on a copy of the program with that bug, until an import is not as the oracle says. Throws if one is not even without a
 * kill: then the copy is broken in another way, and what the storm finds says nothing.
 */
export async function findPlantedBug(
  name: string,
  { kills, seed }: { readonly kills: number; readonly seed: number },
): Promise<Storm> {
  const bug = PLANTED_BUGS[name];
  if (!bug) throw new Error(`there is no planted bug ${name}; there are ${Object.keys(PLANTED_BUGS).join(', ')}`);
  const { bin, remove } = copyWithBug(bug);
  try {
    const calm = await runOracle(CALM_RECORDS, seed, CALM_BAD_PERCENT, undefined, bin);
    if (calm.differences.length > 0) {
      throw new Error(`the copy imports wrong though nobody kills it:\n${calm.differences.join('\n')}`);
    }
    const storm = await runStorm({ kills, seed, bin, endsAtDifference: true });
    await rm(storm.directory, { recursive: true, force: true });
    return storm;
  } finally {
    remove();
  }
}
