import { readFile } from 'node:fs/promises';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { findByteOrderMark } from '../../csv/byte-order-mark.ts';
import { parseDescribedPool } from '../target/parse-described-pool.ts';
import { type PoolFlags, poolOfFlags } from '../target/pool-flags.ts';
import type { TargetOptions } from '../target/resolve-target-config.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

export interface PoolOptions extends TargetOptions, PoolFlags {
  readonly userPoolFile?: string;
}

/** The pool to check against, by the header of the file: asked for by its id, read from a file, or described by flags. */
export async function resolvePool(
  options: PoolOptions,
  output: Output,
): Promise<(header: readonly string[]) => PoolToCheckAgainst> {
  const flags = poolFlagsOf(options);
  const ways = [options.userPoolId, options.userPoolFile, flags].filter((way) => way !== undefined);
  if (ways.length > 1) {
    throw new CommandError('give only one of --user-pool-id, --user-pool-file, and flags that describe the pool');
  }
  const isTargetGiven = [options.endpointUrl, options.data, options.region, options.profile].some(
    (given) => given !== undefined,
  );
  if (options.userPoolId === undefined && isTargetGiven) {
    throw new CommandError(
      '--endpoint-url, --data, --region and --profile say where a pool is; add its --user-pool-id',
    );
  }
  if (options.userPoolFile !== undefined) {
    const pool = await readPoolFile(options.userPoolFile);
    return () => pool;
  }
  if (options.userPoolId !== undefined) {
    // Loaded on demand: the SDK is not needed for a check without a server.
    const { describePool } = await import('./describe-pool.ts');
    const pool = await describePool(options.userPoolId, options, output);
    return () => pool;
  }
  return (header) => poolOfFlags(flags ?? {}, header);
}

function poolFlagsOf(options: PoolFlags): PoolFlags | undefined {
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

async function readPoolFile(path: string): Promise<PoolToCheckAgainst> {
  const shown = toPrintable(path);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new CommandError(`cannot read ${shown}: ${describeError(error)}`);
  }
  if (findByteOrderMark(bytes) === 'utf-16') {
    throw new CommandError(`${shown} is UTF-16; save it as UTF-8 (in Windows PowerShell: | Out-File -Encoding utf8)`);
  }
  return parseDescribedPool(parseJson(bytes.toString('utf8'), shown), shown);
}

function parseJson(text: string, shown: string): unknown {
  try {
    // Windows PowerShell writes a byte order mark.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new CommandError(`${shown} is not JSON: ${describeError(error)}`);
  }
}
