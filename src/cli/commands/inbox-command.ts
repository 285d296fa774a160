import { setTimeout as wait } from 'node:timers/promises';
import { formatIsoSeconds } from '../../base/text/format-iso-seconds.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { callMuster } from '../target/call-muster.ts';
import { explainError } from '../target/explain-error.ts';
import { type ImportTarget, openTarget } from '../target/open-target.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import { EXIT } from '../terminal/command-error.ts';
import { openInterruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';

const POLL_EVERY_MS = 1_000;

export interface InboxOptions extends TargetOptions {
  readonly to?: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** A message as ListMessages answers it. */
interface InboxMessage {
  readonly MessageId: string;
  readonly UserPoolId: string;
  readonly To: string;
  readonly Medium: string;
  readonly Kind: string;
  readonly Subject?: string;
  readonly Text: string;
  readonly Code: string;
  readonly SentDate: number;
}

/** `muster inbox`: the messages to users that a server keeps, oldest first. Resolves with the exit code. */
export async function runInboxCommand(options: InboxOptions, output: Output): Promise<number> {
  const target = await openTarget(options, resolveTargetConfig(options), output, 'refuse');
  const interruption = openInterruption(output);
  try {
    const seen = await printNew(target, options, new Set(), output);
    if (seen.size === 0 && !options.follow && !options.json) output.note('The inbox is empty.');
    if (options.follow) await follow(target, options, seen, output, interruption.signal);
    return interruption.signal.aborted ? EXIT.interrupted : EXIT.done;
  } catch (error) {
    throw explainError(error, target.url);
  } finally {
    interruption.close();
    await target.close();
  }
}

async function follow(
  target: ImportTarget,
  options: InboxOptions,
  printed: ReadonlySet<string>,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  let seen = printed;
  while (!signal.aborted) {
    // An interruption ends the pause, and by that the loop.
    await wait(POLL_EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) seen = await printNew(target, options, seen, output);
  }
}

/** Prints the messages that were not seen before. Resolves with the ids of all that are there now. */
async function printNew(
  target: ImportTarget,
  options: InboxOptions,
  seen: ReadonlySet<string>,
  output: Output,
): Promise<ReadonlySet<string>> {
  const messages: InboxMessage[] = [];
  let token: string | undefined;
  do {
    const page = (await callMuster(target, 'ListMessages', {
      ...(options.userPoolId !== undefined && { UserPoolId: options.userPoolId }),
      ...(options.to !== undefined && { To: options.to }),
      ...(token !== undefined && { NextToken: token }),
    })) as { readonly Messages: readonly InboxMessage[]; readonly NextToken?: string };
    messages.push(...page.Messages);
    token = page.NextToken;
  } while (token !== undefined);
  for (const message of messages.toReversed()) {
    if (!seen.has(message.MessageId)) printMessage(message, options, output);
  }
  return new Set(messages.map(({ MessageId }) => MessageId));
}

function printMessage(message: InboxMessage, { json }: InboxOptions, output: Output): void {
  const sentAt = formatIsoSeconds(message.SentDate * 1_000);
  if (json) {
    output.print(JSON.stringify({ ...message, SentDate: sentAt }));
    return;
  }
  const head = [sentAt, message.Medium, message.To, message.Subject].filter((part) => part !== undefined);
  output.print(head.map(toPrintable).join('  '));
  for (const line of message.Text.split('\n')) output.print(`    ${toPrintable(line)}`);
}
