/** A thread of strangers, so that what they do takes no time from who measures. Ends by itself at the end of its time. */
import { parentPort, workerData } from 'node:worker_threads';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { runStranger, type StrangerCounts } from './stranger.ts';
import { WORST_BODIES } from './worst-bodies.ts';

const { url, connections, seconds, seed } = workerData as {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly seed: number;
};
const random = new RandomSource(seed);
const untilMs = performance.now() + seconds * 1_000;
const counts: StrangerCounts = { requests: 0, answers: 0, bytes: 0 };
await Promise.all(
  Array.from({ length: connections }, (_, index) => {
    // Each begins with another kind, so that all of them are there from the first moment.
    let turn = index;
    const drawBody = () => {
      const body = WORST_BODIES[turn % WORST_BODIES.length] ?? WORST_BODIES[0];
      turn += 1 + random.below(WORST_BODIES.length);
      if (body === undefined) throw new Error('there are no bodies');
      return body;
    };
    return runStranger(new URL(url), drawBody, untilMs, counts);
  }),
);
parentPort?.postMessage(counts);
