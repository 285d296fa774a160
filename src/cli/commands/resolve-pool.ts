import { readFile } from 'node:fs/promises';
import { DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { toPrintable } from '../../base/printable-text.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { openAwsClients } from '../target/aws-clients.ts';
import { explainAwsError } from '../target/aws-error.ts';
import { isNewDirectory } from '../target/data-directory.ts';
import { openTarget, resolveTargetConfig, type TargetOptions } from '../target/open-target.ts';
import { parseDescribedPool } from '../target/parse-described-pool.ts';
import { type PoolFlags, poolOfFlags } from '../target/pool-flags.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

export interface PoolOptions extends TargetOptions, PoolFlags {
  readonly userPoolId?: string;
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
    throw new CommandError(
      'give --user-pool-id, or --user-pool-file, or flags that describe the pool, and not two of them',
    );
  }
  const isTargetGiven = [options.endpointUrl, options.data, options.region, options.profile].some(
    (given) => given !== undefined,
  );
  if (options.userPoolId === undefined && isTargetGiven) {
    throw new CommandError(
      '--endpoint-url, --data, --region and --profile say where the pool of --user-pool-id is; give its id too',
    );
  }
  if (options.userPoolFile !== undefined) {
    const pool = await readPoolFile(options.userPoolFile);
    return () => pool;
  }
  if (options.userPoolId !== undefined) {
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
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(`cannot read ${shown}: ${describeError(error)}`);
  }
  return parseDescribedPool(parseJson(text, shown), shown);
}

function parseJson(text: string, shown: string): unknown {
  try {
    // A shell of Windows writes a byte order mark.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new CommandError(`${shown} is not JSON: ${describeError(error)}`);
  }
}

/** Only reads: a data directory is not made for it. */
async function describePool(id: string, options: PoolOptions, output: Output): Promise<PoolToCheckAgainst> {
  const config = resolveTargetConfig(options);
  if (options.endpointUrl === undefined && (await isNewDirectory(config.data))) {
    throw new CommandError(
      `there is no pool in ${toPrintable(config.data)}; name the server of the pool with --endpoint-url`,
    );
  }
  const target = await openTarget(options, config, output);
  const clients = openAwsClients(target);
  try {
    const answer = await clients.cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
    return parseDescribedPool(answer, `the answer of ${target.description}`);
  } catch (error) {
    throw explainAwsError(error, target.url);
  } finally {
    clients.close();
    await target.close();
  }
}
