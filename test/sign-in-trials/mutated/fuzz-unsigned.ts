import { assert, assertPresent } from '../../../src/base/assert.ts';
import { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { serviceModels } from '../../../src/model/service-models.ts';
import { startSearchedServer } from '../../searched-logs/searched-server.ts';
import { exchange } from '../../wire/raw-http.ts';
import { mutateInput, type UnsignedRequest } from './mutate-input.ts';
import { UnsignedWorld } from './unsigned-world.ts';

const AT_ONCE = 8;
/** So many requests find users and tokens as they were made. */
const REFRESH_EVERY = 40;
const BODY_BYTES_MAX = 64 * 1024;
/** Every operation may end with these, as the protocol says. */
const COMMON_ERRORS: readonly string[] = ['SerializationException'];

/**
 * Sends mutated requests to all operations that need no signature. Throws, naming the request, at the first answer that is a fault of the
 * server, an error that the operation does not list, or holds the secret of a client; and if the server wrote a secret. The same seed makes the
 * same requests, but for ids and tokens. Returns how often each kind of answer came, by operation.
 */
export async function fuzzUnsigned(requests: number, seed: number): Promise<ReadonlyMap<string, number>> {
  const random = new RandomSource(seed);
  const kinds = new Map<string, number>();
  const server = await startSearchedServer({ flags: ['--request-rate-percent', '0'] });
  const world = await UnsignedWorld.open(server);
  try {
    let live = await world.refresh();
    for (let sent = 0; sent < requests; sent += AT_ONCE) {
      if (sent % REFRESH_EVERY === 0 && sent > 0) live = await world.refresh();
      const group = Array.from({ length: Math.min(AT_ONCE, requests - sent) }, () => mutateInput(random, live));
      const found = await Promise.all(group.map((request, index) => sendOne(world, request, sent + index, seed)));
      for (const kind of found) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  } finally {
    await world.close();
  }
  return kinds;
}

async function sendOne(world: UnsignedWorld, request: UnsignedRequest, index: number, seed: number): Promise<string> {
  const { operation, body, headers } = request;
  const { host, port } = new URL(world.url);
  const head = [
    'POST / HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/x-amz-json-1.1',
    `X-Amz-Target: AWSCognitoIdentityProviderService.${operation}`,
    `Content-Length: ${body.length}`,
    ...headers,
    '',
    '',
  ];
  try {
    const answers = await exchange(Number(port), Buffer.concat([Buffer.from(head.join('\r\n')), body]));
    assert(answers.length === 1, `${answers.length} answers came to one request`);
    const { status, body: text } = assertPresent(answers[0], 'a request is answered');
    for (const hidden of world.hidden) {
      // A refusal repeats the id that it was sent.
      assert(!text.includes(hidden) || body.includes(hidden), 'no answer holds the secret of a client');
    }
    if (status === 200) return `${operation} OK`;
    const type: string = JSON.parse(Buffer.from(text, 'latin1').toString()).__type;
    if (body.length > BODY_BYTES_MAX) {
      assert(status === 413, `a body of ${body.length} bytes is 413, not ${status}: ${text}`);
      return `${operation} ${type}`;
    }
    assert(status === 400, `an error of the client is 400, not ${status}: ${text}`);
    const errors = serviceModels['cognito-idp'].operations[operation]?.errors ?? [];
    const isKnown = errors.includes(type) || COMMON_ERRORS.includes(type);
    assert(isKnown && type !== 'InternalErrorException', `${type} is an error of ${operation}: ${text}`);
    return `${operation} ${type}`;
  } catch (cause) {
    const shown = `${operation} ${headers.join()} ${body.toString('utf8').slice(0, 4_000)}`;
    throw new Error(`request ${index} of seed ${seed}: ${shown}`, { cause });
  }
}
