/** A server whose main thread tells its processor time: a child process, so that what the client of a test does is not counted. */
import { assert } from '../../src/base/assert.ts';
import { startMuster } from '../../src/index.ts';

export type WorstServerMessage =
  | { readonly kind: 'started'; readonly url: string }
  /** Milliseconds of processor time of the main thread since it started. */
  | { readonly kind: 'cpu'; readonly ms: number };

const tell = (message: WorstServerMessage): void => {
  assert(process.send?.(message), 'the server runs as a child process');
};

const muster = await startMuster({ activeJobsMax: 1_000 });
process.on('message', () => {
  const { user, system } = process.threadCpuUsage();
  tell({ kind: 'cpu', ms: (user + system) / 1_000 });
});
process.on('disconnect', () => void muster.stop().then(() => process.exit(0)));
tell({ kind: 'started', url: muster.url });
