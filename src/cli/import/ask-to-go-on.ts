import { createInterface } from 'node:readline/promises';
import { CommandError } from '../terminal/command-error.ts';

/**
 * Asks a person before the first change. @throws {CommandError} if the answer is not yes, or if there is nobody to ask
 */
export async function askToGoOn(signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new CommandError('nothing was changed: add --yes to go on where there is no terminal to ask at');
  }
  const asker = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    const answer = await asker.question('Go on? [y/N] ', { signal });
    if (!/^\s*y(?:es)?\s*$/i.test(answer)) throw new CommandError('nothing was changed');
  } finally {
    asker.close();
  }
}
