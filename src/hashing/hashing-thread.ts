import { parentPort } from 'node:worker_threads';
import { assertPresent } from '../base/assert.ts';
import type { MessageFromHashing, MessageToHashing } from './hashing-messages.ts';
import { runHashingTask } from './hashing-tasks.ts';
import { createOpensslPowers } from './openssl-powers.ts';

/** Does one task after the other. */
const port = assertPresent(parentPort, 'hashing-thread runs in a thread');
const powers = createOpensslPowers();

port.on('message', (message: MessageToHashing) => {
  runHashingTask(message, powers).then(
    (answer) => port.postMessage({ kind: 'done', answer } satisfies MessageFromHashing),
    (error: unknown) => port.postMessage({ kind: 'failed', error } satisfies MessageFromHashing),
  );
});
