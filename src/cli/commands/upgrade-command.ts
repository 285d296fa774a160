import { describeDatabase } from '../../config/node-values.ts';
import { type Environment, resolveDatabase } from '../../config/resolve-config.ts';
import { migrateDatabase } from '../../service/entry.ts';
import { explainDatabaseError } from '../target/start-server.ts';
import { EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

/** `muster database upgrade`: brings a database up to this version. Resolves with the exit code. */
export async function runUpgradeCommand(
  flags: { readonly database?: string },
  output: Output,
  environment: Environment = process.env,
): Promise<number> {
  const database = resolveDatabase(flags, environment);
  try {
    const { from, to } = await migrateDatabase(database);
    output.print(`${describeDatabase(database)}: ${describeStep(from, to)}`);
    return EXIT.done;
  } catch (error) {
    throw explainDatabaseError(error, database);
  }
}

function describeStep(from: number, to: number): string {
  if (from === to) return `already has schema ${to}; nothing was changed`;
  return from === 0 ? `was empty and now has schema ${to}` : `upgraded from schema ${from} to schema ${to}`;
}
