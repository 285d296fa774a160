import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { settings } from '../../config/settings.ts';
import { mayHaveEndpoint, readImportPool, withCustomColumns } from '../target/find-import-pool.ts';
import { type PoolFlags, poolOfFlags } from '../target/pool-flags.ts';
import { readPoolFile } from '../target/read-pool-file.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import { CommandError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

export interface PoolOptions extends TargetOptions, PoolFlags {
  readonly userPoolFile?: string;
}

/**
 * The pool to check against, by the header of the file: asked for by its id, read from a file, described by flags, or the one that an
 * import with the same options would use.
 */
export async function resolvePool(
  options: PoolOptions,
  output: Output,
): Promise<(header: readonly string[]) => PoolToCheckAgainst> {
  const flags = poolFlagsOf(options);
  const ways = [options.userPoolId, options.userPoolFile, flags].filter((way) => way !== undefined);
  if (ways.length > 1) {
    throw new CommandError('give only one of --user-pool-id, --user-pool-file, and flags that describe the pool');
  }
  if (options.userPoolFile !== undefined) {
    refuseTarget(options);
    const pool = readPoolFile(options.userPoolFile);
    return () => pool;
  }
  if (options.userPoolId !== undefined) {
    // Loaded on demand: the SDK is not needed for a check without a server.
    const { describePool } = await import('./describe-pool.ts');
    const pool = await describePool(options.userPoolId, options, output);
    return () => pool;
  }
  if (flags !== undefined) {
    refuseTarget(options);
    return (header) => poolOfFlags(flags, header);
  }
  const found = await findImportPool(options, output);
  return (header) => (found === undefined ? poolOfFlags({}, header) : withCustomColumns(found, header));
}

/** The pool that `muster import` with the same options would use, if it exists. */
async function findImportPool(options: TargetOptions, output: Output): Promise<PoolToCheckAgainst | undefined> {
  const isServed =
    options.endpointUrl !== undefined ||
    options.aws === true ||
    options.profile !== undefined ||
    (options.data === undefined && (await mayHaveEndpoint()));
  if (isServed) {
    const { findServedImportPool, isServerNamed } = await import('./describe-pool.ts');
    if (await isServerNamed(options)) return findServedImportPool(options, output);
  }
  // To ask a database, a node would have to join the others and take up jobs.
  const isOnDatabase = options.data === undefined && Boolean(process.env[settings.database.environmentName]);
  return isOnDatabase ? undefined : readImportPool(resolveTargetConfig(options), options);
}

/** @throws {CommandError} if the options say where a pool is, and describe one beside */
function refuseTarget(options: TargetOptions): void {
  const given = [options.endpointUrl, options.aws, options.data, options.region, options.profile];
  if (given.every((value) => value === undefined)) return;
  throw new CommandError(
    '--endpoint-url, --aws, --data, --region and --profile say where a pool is; leave them out, or leave out the flags that describe one',
  );
}

/** The flags that describe a pool, if there are some. */
export function poolFlagsOf(options: PoolFlags): PoolFlags | undefined {
  const { autoVerifiedAttributes, usernameAttributes, aliasAttributes, caseInsensitive } = options;
  const { mfaConfiguration, requiredAttributes, customAttributes } = options;
  const given = Object.entries({
    autoVerifiedAttributes,
    usernameAttributes,
    aliasAttributes,
    caseInsensitive,
    mfaConfiguration,
    requiredAttributes,
    customAttributes,
  }).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
