import type { WriteStream } from 'node:tty';

/** Where a command writes: results to standard output, all else to standard error. The only writer of this room. */
export interface Output {
  /** A line of the result. */
  print(text?: string): void;
  /** A line about what goes on, or what is wrong. */
  note(text?: string): void;
  /** Standard error, if a person looks at it: where a progress bar may be drawn. */
  readonly terminal: WriteStream | undefined;
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
  };
}
