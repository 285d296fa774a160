import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PageServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** A page with one script, on a port of its own: of another origin than any server of Muster. */
export async function startPageServer(page: string, script: string): Promise<PageServer> {
  const server = createServer(({ url = '' }, response) => {
    const isScript = url.startsWith('/page.js');
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : page);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
