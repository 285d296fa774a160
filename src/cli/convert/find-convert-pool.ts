import { readFileSync } from 'node:fs';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { splitFields } from '../../csv/split-fields.ts';
import { USERNAME_COLUMN } from '../../domain/imports/csv-header.ts';
import { poolOfFlags } from '../target/pool-flags.ts';
import { readPoolFile } from '../target/read-pool-file.ts';
import type { TargetOptions } from '../target/resolve-target-config.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

export interface ConvertPoolOptions extends TargetOptions {
  readonly pool?: string;
  readonly header?: string;
}

/** The pool that the files are for; undefined if none is named, so that one is proposed. @throws {CommandError} */
export async function findConvertPool(
  options: ConvertPoolOptions,
  output: Output,
): Promise<PoolToCheckAgainst | undefined> {
  const { userPoolId, pool, header } = options;
  if ([userPoolId, pool, header].filter((way) => way !== undefined).length > 1) {
    throw new CommandError('give only one of --user-pool-id, --pool and --header');
  }
  if (pool !== undefined) return readPoolFile(pool);
  if (header !== undefined) return poolOfFlags({}, readHeaderFile(header));
  if (userPoolId === undefined) return undefined;
  // Loaded on demand: the SDK is not needed for a conversion without a server.
  const { describePool } = await import('../commands/describe-pool.ts');
  return describePool(userPoolId, options, output);
}

/** The columns of a pool: an answer of GetCSVHeader, or the header line of a CSV file. */
function readHeaderFile(path: string): readonly string[] {
  const shown = toPrintable(path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8')
      .replace(/^\ufeff/, '')
      .trim();
  } catch (error) {
    throw new CommandError(`cannot read ${shown}: ${describeError(error)}`);
  }
  const columns =
    text.startsWith('{') || text.startsWith('[') ? columnsOfJson(text) : splitFields(text.split(/\r?\n/, 1)[0] ?? '');
  if (columns?.includes(USERNAME_COLUMN) === true) return columns;
  throw new CommandError(
    `${shown} is neither an answer of GetCSVHeader nor a header line: it has no ${USERNAME_COLUMN}`,
  );
}

function columnsOfJson(text: string): readonly string[] | undefined {
  try {
    const given: unknown = JSON.parse(text);
    const list = typeof given === 'object' && given !== null && 'CSVHeader' in given ? given.CSVHeader : given;
    return Array.isArray(list) ? list.filter((column) => typeof column === 'string') : undefined;
  } catch {
    // Thrown only for text that is no JSON: it is no header either.
    return undefined;
  }
}
