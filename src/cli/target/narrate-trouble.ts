import type { DriverEvent } from '../../driver/driver-event.ts';
import { describeError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { noteText } from '../terminal/wrap-text.ts';

type Trouble = DriverEvent & { readonly kind: 'server-away' };

/** For a command that only asks: says when a server is away and when it is back. `before` runs first, to take a progress bar away. */
export function narrateTrouble(output: Output, before: () => void = () => {}): (event: DriverEvent) => void {
  return (event) => {
    if (event.kind !== 'server-away' && event.kind !== 'server-back') return;
    before();
    noteText(event.kind === 'server-away' ? describeTrouble(event) : SERVER_BACK, output);
  };
}

export const SERVER_BACK = 'The server answers again.';

/** What is wrong, and for how long it is tried again. */
export function describeTrouble(event: Trouble): string {
  const { patienceMs, jobId } = event;
  const trouble = nameTrouble(event);
  const rest = jobId === undefined ? '.' : '; the job continues on the server.';
  return `${trouble}. Trying again for up to ${describePatience(patienceMs)}${rest}`;
}

function describePatience(patienceMs: number): string {
  const minutes = Math.round(patienceMs / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

/** A server that answers 500 is there, and says that it has trouble of its own. */
function nameTrouble({ isThrottled, status, origin, error }: Trouble): string {
  if (isThrottled) return 'The server is throttling requests';
  const name = origin ?? 'The server';
  if (status !== undefined) return `${name} answers with an error (HTTP ${status})`;
  return `${name} does not answer: ${describeError(error)}`;
}
