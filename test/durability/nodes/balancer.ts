import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** One address in front of all nodes: a new connection goes to the next of those that are up. */
export interface Balancer {
  readonly url: string;
  /** The node takes connections from now on. */
  add(node: string, url: string): void;
  /** It takes none, and those it has are cut: as a balancer does when a node answers it no more. */
  remove(node: string): void;
  stop(): Promise<void>;
}

interface Target {
  readonly port: number;
  readonly sockets: Set<Socket>;
}

export async function startBalancer(): Promise<Balancer> {
  const targets = new Map<string, Target>();
  let turn = 0;

  const listener = createServer((client) => {
    const up = [...targets.values()];
    const target = up[turn++ % up.length];
    if (!target) {
      client.destroy();
      return;
    }
    const server = connect(target.port, '127.0.0.1');
    for (const socket of [client, server]) {
      target.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        target.sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.pipe(server).pipe(client);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = address && typeof address === 'object' ? address.port : 0;

  function remove(node: string): void {
    const target = targets.get(node);
    targets.delete(node);
    for (const socket of target?.sockets ?? []) socket.destroy();
  }

  return {
    url: `http://127.0.0.1:${port}`,
    add: (node, url) => void targets.set(node, { port: Number(new URL(url).port), sockets: new Set() }),
    remove,
    async stop() {
      const closed = once(listener, 'close');
      listener.close();
      for (const node of [...targets.keys()]) remove(node);
      await closed;
    },
  };
}
