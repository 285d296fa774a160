import type { Clock } from '../../base/clock.ts';
import { formatCounted } from '../../base/text/format-quantity.ts';
import type { EarlierRecords } from '../../check/earlier-records.ts';
import { pause } from '../../driver/driver-run.ts';
import type { ImportService } from '../../driver/import-service.ts';
import { estimateUserCount, type ListingRun, listUserPages } from '../../driver/list-users.ts';
import { findImportPoolId } from '../../driver/prepare-pool.ts';
import { explainError } from '../target/explain-error.ts';
import { narrateTrouble } from '../target/narrate-trouble.ts';
import { openService } from '../target/open-service.ts';
import { openTarget } from '../target/open-target.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import type { Interruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { type Progress, startProgress } from '../terminal/progress.ts';
import { noteText } from '../terminal/wrap-text.ts';

interface CommandRun {
  readonly output: Output;
  readonly clock: Clock;
  readonly interruption: Interruption;
}

/** `--against-pool`: adds every user of the pool of the options to those that records are compared with (R982). @throws {CommandError} */
export async function addPoolUsers(
  earlier: EarlierRecords,
  options: TargetOptions,
  commandRun: CommandRun,
): Promise<void> {
  const { output } = commandRun;
  const target = await openTarget(options, resolveTargetConfig(options), output, 'refuse');
  const service = openService(target);
  try {
    const userPoolId = options.userPoolId ?? (await findImportPoolId(service.clients.cognito));
    if (userPoolId === undefined) noteText(`${target.description} has no pool yet, so nobody is in it.`, output);
    else await addUsersOf(userPoolId, earlier, service, commandRun);
  } catch (error) {
    throw explainError(error, target.url);
  } finally {
    service.clients.close();
    await target.close();
  }
}

/** The same where the service is open and the pool is known. */
export async function addUsersOf(
  userPoolId: string,
  earlier: EarlierRecords,
  service: ImportService,
  { output, clock, interruption }: CommandRun,
): Promise<void> {
  let progress: Progress | undefined;
  const run: ListingRun = {
    service,
    clock,
    interruption,
    report: narrateTrouble(output, () => progress?.stop()),
    pause,
  };
  const total = await estimateUserCount(userPoolId, run);
  progress = startProgress({ verb: 'Reading the pool', unit: 'users', total }, output, clock);
  try {
    for await (const { users } of listUserPages(userPoolId, run)) {
      for (const { username, attributes } of users) earlier.addPoolUser(username, attributes);
      progress.update(earlier.poolUserCount);
    }
  } finally {
    progress.stop();
  }
  noteText(`Comparing with ${formatCounted(earlier.poolUserCount, 'user')} of pool ${userPoolId}`, output);
}
