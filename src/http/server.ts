import type { AddressInfo } from 'node:net';
import { http } from '../base/http/node-http.ts';
import { once } from '../base/once.ts';
import { Connections } from './connections.ts';
import type { HttpServices } from './exchange.ts';
import { DEFAULT_HTTP_LIMITS, type HttpLimits } from './limits.ts';

export interface HttpServerOptions extends HttpServices {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpServer {
  /** `http://HOST:PORT` */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Takes no new connections, lets running requests finish for `drainMs`, then cuts them. A second call waits for the first. */
  close(): Promise<void>;
}

/** Listens. Rejects if it cannot. No answer is ever Node's own: whatever goes wrong below is answered here. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const limits = { ...DEFAULT_HTTP_LIMITS, ...options.limits };
  const server = http.createServer({
    maxHeaderSize: limits.headerBytesMax,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.timeoutCheckMs,
    requireHostHeader: false,
    insecureHTTPParser: false,
  });
  server.setTimeout(limits.socketIdleMs);
  // A client may close its sending side after the request and still wait for the answer; by default Node hangs up.
  Object.assign(server, { httpAllowHalfOpen: true });
  // The option of `net`, which `http` does not pass on: nothing is read of a connection before its turn.
  Object.assign(server, { pauseOnConnect: true });
  server.on('connection', (socket) => socket.unref());
  const connections = new Connections(server, options, limits);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port }, () => {
      server.off('error', reject);
      server.unref();
      resolve();
    });
  });
  server.on('error', (error) => options.logger.error({ err: error }, 'the listening socket failed'));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    host: options.host,
    port,
    close: once(() => connections.drain()),
  };
}
