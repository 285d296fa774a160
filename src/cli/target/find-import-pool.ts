import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import type { Config } from '../../config/resolve-config.ts';
import {
  CUSTOM_ATTRIBUTE_PREFIX,
  canBeCustomAttribute,
  judgeCustomAttributes,
} from '../../domain/pools/custom-attribute.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';
import { isNewDirectory } from './data-directory.ts';
import type { TargetOptions } from './resolve-target-config.ts';

/** The pool that `muster import` uses unless one is named. */
export const IMPORT_POOL_NAME = 'import';

/**
 * The pool named `import` of a data directory, which is only read: no server is started on it. Undefined if there is none yet.
 * @throws {CommandError}
 */
export async function readImportPool(config: Config, options: TargetOptions): Promise<PoolToCheckAgainst | undefined> {
  if (await isNewDirectory(config.data)) return undefined;
  // Loaded on demand: most checks are of files for a new pool.
  const { readUserPools } = await import('../../service/entry.ts');
  const pools = await readUserPools(config.data).catch((error: unknown) => {
    throw new CommandError(`cannot read the user pools of ${toPrintable(config.data)}: ${describeError(error)}`);
  });
  if (pools.length === 0) return undefined;
  const { chooseRegion } = await import('./choose-region.ts');
  const region = await chooseRegion(options, config.region);
  const found = pools.find(
    (pool) =>
      pool.name === IMPORT_POOL_NAME &&
      pool.region === region &&
      (config.usesDefaultAccount || pool.account === config.account),
  );
  if (found === undefined) return undefined;
  const { id, settings, schema } = found;
  return { description: describeImportPool(id, `data directory ${config.data}`), settings, schema };
}

export function describeImportPool(id: string, place: string): string {
  return `${IMPORT_POOL_NAME} (${id}) of ${place}, the pool that muster import uses`;
}

/** The pool as an import of a file with this header leaves it: with a String attribute for each new `custom:` column. */
export function withCustomColumns(pool: PoolToCheckAgainst, header: readonly string[]): PoolToCheckAgainst {
  const names = new Set(pool.schema.map(({ name }) => name));
  const added = [...new Set(header)].filter((column) => canBeCustomAttribute(column) && !names.has(column));
  const requested = added.map((column) => ({
    name: column.slice(CUSTOM_ATTRIBUTE_PREFIX.length),
    dataType: 'String' as const,
  }));
  const verdict = judgeCustomAttributes(requested, pool.schema);
  return verdict.kind === 'refused' ? pool : { ...pool, schema: [...pool.schema, ...verdict.attributes] };
}

/** Whether an endpoint may be configured, found out without the SDK: by a variable, or by a word in the files of profiles. */
export async function mayHaveEndpoint(environment: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  if (Object.keys(environment).some((name) => name.startsWith('AWS_ENDPOINT_URL'))) return true;
  const home = environment.HOME ?? homedir();
  const paths = [
    environment.AWS_CONFIG_FILE ?? join(home, '.aws', 'config'),
    environment.AWS_SHARED_CREDENTIALS_FILE ?? join(home, '.aws', 'credentials'),
  ];
  const texts = await Promise.all(
    // A file that cannot be read configures nothing.
    paths.map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  return texts.some((text) => text.includes('endpoint_url'));
}
