/** Loaded by `--import`: prints the processor time of the process, all threads, in microseconds, when it ends. */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.once('exit', () => {
    const { user, system } = process.cpuUsage();
    process.stderr.write(`\ncpu ${user + system}\n`);
  });
}
