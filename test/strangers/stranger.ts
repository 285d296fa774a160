import { connect, type Socket } from 'node:net';
import type { WorstBody } from './worst-bodies.ts';

/** How long a stranger waits for an answer before it tries the next body. */
const ANSWER_MS_MAX = 5_000;
/** Before it connects again after the server has closed its connection. */
const RECONNECT_MS = 5;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface StrangerCounts {
  requests: number;
  answers: number;
  bytes: number;
}

/**
 * One connection at a time that sends one worst body after the other until `untilMs` (of `performance.now()`), as fast as the server lets
 * it. Resolves when the last connection is closed.
 */
export async function runStranger(
  url: URL,
  drawBody: () => WorstBody,
  untilMs: number,
  counts: StrangerCounts,
): Promise<void> {
  while (performance.now() < untilMs) {
    const socket = connect({ host: url.hostname, port: Number(url.port) });
    // A server that hangs up is what a stranger has to expect.
    socket.on('error', () => socket.destroy());
    while (!socket.destroyed && performance.now() < untilMs) {
      await sendBody(socket, url.host, drawBody(), untilMs, counts);
    }
    socket.destroy();
    await wait(RECONNECT_MS);
  }
}

/** Resolves when the server has answered, has closed the connection, or does neither for too long. */
async function sendBody(
  socket: Socket,
  host: string,
  body: WorstBody,
  untilMs: number,
  counts: StrangerCounts,
): Promise<void> {
  counts.requests += 1;
  let isAnswered = false;
  const { promise: answered, resolve } = Promise.withResolvers<void>();
  const onAnswer = (): void => {
    counts.answers += isAnswered ? 0 : 1;
    isAnswered = true;
    resolve();
  };
  socket.on('data', onAnswer);
  socket.once('close', resolve);
  try {
    socket.write(body.head(host));
    for (
      let piece = 0;
      piece < body.pieces && !isAnswered && !socket.destroyed && performance.now() < untilMs;
      piece++
    ) {
      counts.bytes += body.piece.length;
      if (!socket.write(body.piece)) await Promise.race([drained(socket), answered]);
      if (body.pauseMs > 0) await wait(body.pauseMs);
    }
    const timer = setTimeout(() => {
      socket.destroy();
      resolve();
    }, ANSWER_MS_MAX);
    await answered;
    clearTimeout(timer);
    // The rest of the body is owed before the next request: an unfinished one ends the connection.
    if (body.pieces > 1) socket.destroy();
  } finally {
    socket.off('data', onAnswer);
    socket.off('close', resolve);
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
