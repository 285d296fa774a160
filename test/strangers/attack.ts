import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { ServerProcess } from '../server-process.ts';
import { type ProbeFigures, probe } from './probe.ts';
import type { StrangerCounts } from './stranger.ts';

export interface AttackOptions {
  readonly connections: number;
  readonly seconds: number;
  readonly seed: number;
}

/** What a server does while so many strangers send it the worst bodies. */
export async function attack(
  server: ServerProcess,
  { connections, seconds, seed }: AttackOptions,
): Promise<ProbeFigures & StrangerCounts> {
  const workerData = { url: server.url, connections, seconds, seed };
  const thread = new Worker(new URL('./strangers-thread.ts', import.meta.url), { workerData });
  const ended = once(thread, 'message') as Promise<[StrangerCounts]>;
  const failed = once(thread, 'error').then(([error]) => Promise.reject(error));
  const [figures, [counts]] = await Promise.race([Promise.all([probe(server, seconds), ended]), failed]);
  await thread.terminate();
  return { ...figures, ...counts };
}

/** What a server does while so many connections are open on which a request was answered and no other comes. */
export async function idle(server: ServerProcess, connections: number, seconds: number): Promise<ProbeFigures> {
  const { hostname, port, host } = new URL(server.url);
  const sockets: Socket[] = [];
  for (let index = 0; index < connections; index++) {
    const socket = connect({ host: hostname, port: Number(port) });
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(`GET /live HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await once(socket, 'data');
  }
  try {
    return await probe(server, seconds);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}
