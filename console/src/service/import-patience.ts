import { CallFailure } from './call-failure.ts';
import type { Clients } from './clients.ts';
import { readServerFacts } from './server-facts.ts';

const LOOK_MS = 500;
const ASK_MS = 1_500;

/** What lasts until somebody or something else has acted: a sign-in, the server. */
export type Hindrance = { readonly kind: 'signed-out' } | { readonly kind: 'unreachable' };

/** What an import needs to wait. */
export interface Waiting {
  readonly clients: Clients;
  readonly signal: AbortSignal;
  readonly onHindrance: (hindrance: Hindrance) => void;
}

/** Sends a request; where the server no longer takes the access key, it is sent again when somebody has signed in with another one. */
export async function sendWithAnyKey<Answer>(
  { clients, signal, onHindrance }: Waiting,
  send: () => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    const used = clients.credentials();
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof CallFailure && error.kind === 'credentials')) throw error;
      onHindrance({ kind: 'signed-out' });
      while (clients.credentials() === used) await pause(LOOK_MS, signal);
    }
  }
}

/** Sends a request that may be done twice, again and again until the server answers it. */
export async function sendUntilAnswered<Answer>(waiting: Waiting, send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await sendWithAnyKey(waiting, send);
    } catch (error) {
      if (!(error instanceof CallFailure && error.kind === 'unreachable')) throw error;
      waiting.onHindrance({ kind: 'unreachable' });
      await pause(ASK_MS, waiting.signal);
    }
  }
}

/** Resolves when the server answers anybody at all. */
export async function awaitServer({ signal, onHindrance }: Waiting): Promise<void> {
  while (!(await isServerThere())) {
    onHindrance({ kind: 'unreachable' });
    await pause(ASK_MS, signal);
  }
}

async function isServerThere(): Promise<boolean> {
  try {
    await readServerFacts();
    return true;
  } catch {
    // Whatever it threw, there was no answer that a server in service gives.
    return false;
  }
}

/** @throws {DOMException} AbortError */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(new DOMException('The import was stopped.', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
