import { assert } from '../src/base/assert.ts';
import { startMuster } from '../src/index.ts';
import { startServerProcess } from '../test/server-process.ts';
import type { Trial } from './trial.ts';

/** From the command, and from the call, to the first answer, each on an empty data directory. */
export const startUp: Trial = {
  name: 'start-up',
  about: 'from nothing to the first answered GET /health',
  runs: 10,
  async run() {
    const began = performance.now();
    const server = await startServerProcess();
    await checkHealth(server.url);
    const processMs = performance.now() - began;
    await server.stop();

    const called = performance.now();
    const muster = await startMuster();
    await checkHealth(muster.url);
    const inProcessMs = performance.now() - called;
    await muster.stop();

    return [
      { name: 'muster serve', value: processMs, unit: 'ms' },
      { name: 'startMuster()', value: inProcessMs, unit: 'ms' },
    ];
  },
};

async function checkHealth(url: string): Promise<void> {
  const answer = await fetch(new URL('/health', url));
  await answer.arrayBuffer();
  assert(answer.status === 200, `GET /health was answered ${answer.status}`);
}
