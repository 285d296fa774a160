import { systemClock } from '../../base/clock.ts';
import { nodeDigests } from '../../signed-call/node-digests.ts';
import { callSigned } from '../../signed-call/signed-call.ts';
import { CommandError } from '../terminal/command-error.ts';
import type { ImportTarget } from './open-target.ts';

/** One of Muster's own operations at a target. @throws {CommandError} where the target is Amazon Cognito, which has none of them */
export async function callMuster(target: ImportTarget, operation: string, input: object): Promise<unknown> {
  if (target.kind === 'cognito') throw new CommandError(`${target.url} is Amazon Cognito; this command needs a Muster`);
  const { region, credentials } = target.address;
  return callSigned({
    url: target.url,
    region,
    credentials: typeof credentials === 'function' ? await credentials() : credentials,
    operation,
    input,
    nowMs: systemClock.nowMs(),
    digests: nodeDigests,
  });
}
