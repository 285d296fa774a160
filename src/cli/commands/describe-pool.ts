import { DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { isNewDirectory } from '../target/data-directory.ts';
import { explainError } from '../target/explain-error.ts';
import { openService } from '../target/open-service.ts';
import { findEndpoint, openTarget } from '../target/open-target.ts';
import { parseDescribedPool } from '../target/parse-described-pool.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import { CommandError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

/**
 * The pool of this id, from the server that the options name or from the one on the data directory. Creates nothing, not even a data
 * directory. @throws {CommandError}
 */
export async function describePool(id: string, options: TargetOptions, output: Output): Promise<PoolToCheckAgainst> {
  const config = resolveTargetConfig(options);
  if (
    (await findEndpoint(options)) === undefined &&
    config.database === undefined &&
    (await isNewDirectory(config.data))
  ) {
    throw new CommandError(
      `the data directory ${toPrintable(config.data)} has no user pool; name the server that has it with --endpoint-url`,
    );
  }
  const target = await openTarget(options, config, output);
  const { clients } = openService(target);
  try {
    const answer = await clients.cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
    return parseDescribedPool(answer, `the answer of ${target.description}`);
  } catch (error) {
    throw explainError(error, target.url);
  } finally {
    clients.close();
    await target.close();
  }
}
