import { formatIsoSeconds } from '../../base/text/format-iso-seconds.ts';
import { formatCounted } from '../../base/text/format-quantity.ts';
import { callMuster } from '../target/call-muster.ts';
import { explainError } from '../target/explain-error.ts';
import { type ImportTarget, openTarget } from '../target/open-target.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { printText } from '../terminal/wrap-text.ts';

export interface RotateKeysOptions extends TargetOptions {
  readonly all?: boolean;
  readonly delay?: number;
  readonly json?: boolean;
}

/** As RotateSigningKeys answers it. */
interface RotatedPool {
  readonly UserPoolId: string;
  readonly IdTokenKeyId: string;
  readonly AccessTokenKeyId: string;
  readonly SigningFrom: number;
  readonly PublishedKeys: number;
  readonly OlderKeysUntil?: number;
}

interface RotationPage {
  readonly RotatedPools: readonly RotatedPool[];
  readonly PoolsWithTooManyKeys: readonly string[];
  readonly NextToken?: string;
}

/** `muster keys rotate`: new signing keys for one pool, or for all pools that have keys. Resolves with the exit code. */
export async function runRotateKeysCommand(options: RotateKeysOptions, output: Output): Promise<number> {
  const isForAll = options.all === true;
  if (isForAll === (options.userPoolId !== undefined)) {
    throw new CommandError('give either --user-pool-id ID or --all: whose signing keys are to be rotated?');
  }
  const target = await openTarget(options, resolveTargetConfig(options), output, 'refuse');
  try {
    return await rotate(target, options, output);
  } catch (error) {
    throw explainError(error, target.url);
  } finally {
    await target.close();
  }
}

async function rotate(target: ImportTarget, options: RotateKeysOptions, output: Output): Promise<number> {
  let rotatedCount = 0;
  let fullCount = 0;
  let token: string | undefined;
  do {
    const page = (await callMuster(target, 'RotateSigningKeys', {
      ...(options.userPoolId !== undefined && { UserPoolId: options.userPoolId }),
      ...(options.delay !== undefined && { DelaySeconds: options.delay }),
      ...(token !== undefined && { NextToken: token }),
    })) as RotationPage;
    for (const pool of page.RotatedPools) printPool(pool, options, output);
    for (const id of page.PoolsWithTooManyKeys) {
      output.note(
        `muster: ${id} has as many signing keys as a pool may have; rotate it again when its oldest is dropped`,
      );
    }
    rotatedCount += page.RotatedPools.length;
    fullCount += page.PoolsWithTooManyKeys.length;
    token = page.NextToken;
  } while (token !== undefined);
  if (options.all && !options.json) {
    output.print(`rotated the signing keys of ${formatCounted(rotatedCount, 'user pool')}`);
  }
  return fullCount === 0 ? EXIT.done : EXIT.someFailed;
}

function printPool(pool: RotatedPool, { json }: RotateKeysOptions, output: Output): void {
  const from = formatIsoSeconds(pool.SigningFrom * 1_000);
  const until = pool.OlderKeysUntil === undefined ? undefined : formatIsoSeconds(pool.OlderKeysUntil * 1_000);
  if (json) {
    output.print(JSON.stringify({ ...pool, SigningFrom: from, ...(until !== undefined && { OlderKeysUntil: until }) }));
    return;
  }
  const older = until === undefined ? '' : `; older keys stay published until ${until}`;
  printText(`${pool.UserPoolId} signs with new keys from ${from}${older}`, output);
}
