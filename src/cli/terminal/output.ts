import type { WriteStream } from 'node:tty';

/** Where a command writes: results to standard output, all else to standard error. */
export interface Output {
  /** A line of the result. */
  print(text?: string): void;
  /** A line about progress or problems. */
  note(text?: string): void;
  /** Standard error if it is a terminal, where a progress bar may be drawn. */
  readonly terminal: WriteStream | undefined;
  /** Width of standard output, if it is a terminal. */
  readonly columns: number | undefined;
}

export function openProcessOutput(): Output {
  // A reader that went away (`muster … | head`, a closed terminal) ends the reading, not the work.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
  return {
    print: (text = '') => void process.stdout.write(`${text}\n`),
    note: (text = '') => void process.stderr.write(`${text}\n`),
    terminal: process.stderr.isTTY && process.env.TERM !== 'dumb' ? process.stderr : undefined,
    get columns() {
      return process.stdout.isTTY ? process.stdout.columns || 80 : undefined;
    },
  };
}
