import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a webhook gets it. */
export interface ReceivedPost {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real webhook on this machine. `answer` says what it answers, and may say nothing. */
export async function openWebhookSink(answer: RequestListener = (_request, response) => void response.end()) {
  const posts: ReceivedPost[] = [];
  let heard = () => {};
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    posts.push({ method: request.method, path: request.url, headers: request.headers, body });
    answer(request, response);
    heard();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/messages?from=muster`,
    posts,
    /** Resolves once so many posts have come. */
    async waitFor(count: number): Promise<void> {
      while (posts.length < count) {
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
