import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordingProxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** Passes requests on as they are, and `record` hears the body of each request and answer. For clients that are not our own. */
export async function startRecordingProxy(targetUrl: string, record: (body: string) => void): Promise<RecordingProxy> {
  const { hostname, port } = new URL(targetUrl);
  const proxy = createServer((incoming, answer) => {
    const sent: Buffer[] = [];
    incoming.on('data', (bytes: Buffer) => sent.push(bytes));
    // Raw headers: signatures are made over them, the host of the proxy among them.
    const { method, url: path, rawHeaders: headers } = incoming;
    const outgoing = send({ hostname, port, method, path, headers, agent: false }, (given) => {
      const received: Buffer[] = [];
      given.on('data', (bytes: Buffer) => received.push(bytes));
      // Heard before the client has the end of the answer, so that nothing is missed when it stops the server next.
      given.on('end', () => {
        for (const body of [sent, received]) record(Buffer.concat(body).toString());
      });
      answer.writeHead(given.statusCode ?? 500, given.rawHeaders);
      given.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    async stop() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
