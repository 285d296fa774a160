import type { Clock } from '../../base/clock.ts';
import { formatCounted } from '../../base/text/format-quantity.ts';
import type { EarlierRecords } from '../../check/earlier-records.ts';
import { pause } from '../../driver/driver-run.ts';
import { estimateUserCount, type ListingRun, listUserPages } from '../../driver/list-users.ts';
import { findImportPoolId } from '../../driver/prepare-pool.ts';
import { explainError } from '../target/explain-error.ts';
import { narrateTrouble } from '../target/narrate-trouble.ts';
import { openService } from '../target/open-service.ts';
import { openTarget } from '../target/open-target.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import type { Interruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { startProgress } from '../terminal/progress.ts';
import { noteText } from '../terminal/wrap-text.ts';

/** `--against-pool`: adds every user of the pool to those that records are compared with (R982). @throws {CommandError} */
export async function addPoolUsers(
  earlier: EarlierRecords,
  options: TargetOptions,
  {
    output,
    clock,
    interruption,
  }: { readonly output: Output; readonly clock: Clock; readonly interruption: Interruption },
): Promise<void> {
  const target = await openTarget(options, resolveTargetConfig(options), output, 'refuse');
  const service = openService(target);
  const report = narrateTrouble(output);
  const run: ListingRun = { service, clock, interruption, report, pause };
  try {
    const userPoolId = options.userPoolId ?? (await findImportPoolId(service.clients.cognito));
    if (userPoolId === undefined) {
      noteText(`${target.description} has no pool yet, so nobody is in it.`, output);
      return;
    }
    const total = await estimateUserCount(userPoolId, run);
    const progress = startProgress({ verb: 'Reading the pool', unit: 'users', total }, output, clock);
    try {
      for await (const { users } of listUserPages(userPoolId, run)) {
        for (const { username, attributes } of users) earlier.addPoolUser(username, attributes);
        progress.update(earlier.poolUserCount);
      }
    } finally {
      progress.stop();
    }
    noteText(`Comparing with ${formatCounted(earlier.poolUserCount, 'user')} of pool ${userPoolId}`, output);
  } catch (error) {
    throw explainError(error, target.url);
  } finally {
    service.clients.close();
    await target.close();
  }
}
