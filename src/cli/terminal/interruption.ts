import { EXIT } from './command-error.ts';
import type { Output } from './output.ts';

const SHOW_CURSOR_AND_WRAP = '\u001b[?25h\u001b[?7h';

/** Ctrl-C, for a command that has something to stop first. */
export interface Interruption {
  /** Aborted by the first Ctrl-C, or by SIGTERM. */
  readonly signal: AbortSignal;
  /** Whether a person pressed Ctrl-C, who may press it again; a supervisor sends SIGTERM. */
  readonly byPerson: boolean;
  /** Gives the signals back to Node. */
  close(): void;
}

/** Listens for Ctrl-C. The command handles the first; a second ends the process immediately. */
export function openInterruption(output: Output): Interruption {
  const controller = new AbortController();
  let byPerson = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      output.terminal?.write(`${SHOW_CURSOR_AND_WRAP}\n`);
      process.exit(EXIT.interrupted);
    }
    byPerson = signal === 'SIGINT';
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    get byPerson() {
      return byPerson;
    },
    close() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
