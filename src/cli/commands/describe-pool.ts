import { type CognitoIdentityProviderClient, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { findImportPoolId, findPoolId } from '../../driver/prepare-pool.ts';
import { isNewDirectory } from '../target/data-directory.ts';
import { explainError } from '../target/explain-error.ts';
import { describeImportPool } from '../target/find-import-pool.ts';
import { openService } from '../target/open-service.ts';
import { findEndpoint, openTarget } from '../target/open-target.ts';
import { parseDescribedPool } from '../target/parse-described-pool.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import { CommandError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { noteText } from '../terminal/wrap-text.ts';

/**
 * The pool of this id, from the server that the options name or from the one on the data directory. Creates nothing, not even a data
 * directory. @throws {CommandError}
 */
export async function describePool(id: string, options: TargetOptions, output: Output): Promise<PoolToCheckAgainst> {
  const newDirectory = await findNewDirectory(options);
  if (newDirectory !== undefined) {
    throw new CommandError(
      `the data directory ${newDirectory} has no user pool; name the server that has it with --endpoint-url`,
    );
  }
  return askForPool(options, output, async (cognito, source) => {
    const answer = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
    return parseDescribedPool(answer, source);
  });
}

/** The data directory of the options, if that is where they lead and nothing is in it yet. */
async function findNewDirectory(options: TargetOptions): Promise<string | undefined> {
  const config = resolveTargetConfig(options);
  const isElsewhere = (await findEndpoint(options)) !== undefined || config.database !== undefined;
  return !isElsewhere && (await isNewDirectory(config.data)) ? toPrintable(config.data) : undefined;
}

/** Id of the oldest pool of that name at the place of the options; that there is none is said. Creates nothing. @throws {CommandError} */
export async function findRequestedPoolId(
  poolName: string,
  options: TargetOptions,
  output: Output,
): Promise<string | undefined> {
  const tell = (place: string): undefined =>
    void noteText(`${place} has no pool ${toPrintable(poolName)} yet, so nobody is in it.`, output);
  const newDirectory = await findNewDirectory(options);
  if (newDirectory !== undefined) return tell(`data directory ${newDirectory}`);
  const find = async (cognito: CognitoIdentityProviderClient, _source: string, place: string) =>
    (await findPoolId(cognito, poolName)) ?? tell(place);
  return askForPool(options, output, find);
}

/** The pool named `import` of the server that the options name; undefined if there is none yet. @throws {CommandError} */
export function findServedImportPool(options: TargetOptions, output: Output): Promise<PoolToCheckAgainst | undefined> {
  return askForPool(options, output, async (cognito, source, place) => {
    const id = await findImportPoolId(cognito);
    if (id === undefined) return undefined;
    const answer = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
    return { ...parseDescribedPool(answer, source), description: describeImportPool(id, place) };
  });
}

async function askForPool<Answer>(
  options: TargetOptions,
  output: Output,
  ask: (cognito: CognitoIdentityProviderClient, source: string, place: string) => Promise<Answer>,
): Promise<Answer> {
  const target = await openTarget(options, resolveTargetConfig(options), output);
  const { clients } = openService(target);
  try {
    return await ask(clients.cognito, `the answer of ${target.description}`, target.description);
  } catch (error) {
    throw explainError(error, target.url);
  } finally {
    clients.close();
    await target.close();
  }
}

/** Whether an import with these options goes to a server with an address. @throws {CommandError} */
export async function isServerNamed(options: TargetOptions): Promise<boolean> {
  return options.profile !== undefined || options.aws === true || (await findEndpoint(options)) !== undefined;
}
