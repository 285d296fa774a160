import { DescribedPoolError, readDescribedPool } from '../../check/described-pool.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { CommandError } from '../terminal/command-error.ts';

/** {@link readDescribedPool} with errors for the person at the terminal. @throws {CommandError} */
export function parseDescribedPool(answer: unknown, source: string): PoolToCheckAgainst {
  try {
    return readDescribedPool(answer, source);
  } catch (error) {
    if (error instanceof DescribedPoolError) throw new CommandError(error.message);
    throw error;
  }
}
