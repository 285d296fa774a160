import { assert } from '../../src/base/assert.ts';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { exchange } from '../wire/raw-http.ts';
import { FuzzWorld } from './fuzz-world.ts';
import { judgeAnswer } from './judge-answer.ts';
import { judgeUpload } from './judge-upload.ts';
import { type FuzzRequest, mutateRequest } from './mutate-request.ts';
import { type FuzzUpload, mutateUpload } from './mutate-upload.ts';

const UPLOADS_PERCENT = 15;
/** Requests that are on their way at once. */
const AT_ONCE = 16;
/** Requests between two looks at everything the server holds. */
const CHECK_EVERY = 2_000;

/**
 * Sends mutated requests for the six import operations, and mutated uploads, to a server of its own. Throws, naming the request, at the first answer that may
 * not be given, and when a refused request changed anything. The same seed makes the same requests, but for the ids of pools and jobs.
 * Returns how often each kind of answer came.
 */
export async function fuzzWire(requests: number, seed: number): Promise<ReadonlyMap<string, number>> {
  const random = new RandomSource(seed);
  const kinds = new Map<string, number>();
  const world = await FuzzWorld.open();
  try {
    for (let sent = 0; sent < requests; ) {
      const group = Array.from({ length: Math.min(AT_ONCE, requests - sent) }, () =>
        random.chance(UPLOADS_PERCENT) ? mutateUpload(random, world) : mutateRequest(random, world),
      );
      const found = await Promise.all(group.map((request, index) => sendOne(world, request, sent + index, seed)));
      for (const kind of found.flat()) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const isDue = Math.floor(sent / CHECK_EVERY) !== Math.floor((sent + group.length) / CHECK_EVERY);
      sent += group.length;
      if (isDue || sent === requests) await world.check();
    }
    return kinds;
  } finally {
    await world.close();
  }
}

async function sendOne(
  world: FuzzWorld,
  request: FuzzRequest | FuzzUpload,
  index: number,
  seed: number,
): Promise<string[]> {
  const { bytes, isHttpChanged } = request;
  try {
    const answers = await exchange(Number(new URL(world.url).port), bytes);
    const answersMax = 'answersMax' in request ? request.answersMax : Number.POSITIVE_INFINITY;
    assert(answers.length <= answersMax, `${answers.length} answers came to one request`);
    assert(answers.length > 0 || isHttpChanged, 'a request is answered');
    if (answers.length === 0) return ['(connection closed)'];
    return answers.map((answer) =>
      'operation' in request ? judgeAnswer(world, request, answer) : judgeUpload(world, request, answer),
    );
  } catch (cause) {
    throw new Error(`request ${index} of seed ${seed}: ${JSON.stringify(bytes.toString('latin1').slice(0, 4_000))}`, {
      cause,
    });
  }
}
