import { once } from 'node:events';
import { connect as connectTo, createServer, type Socket } from 'node:net';

/** What a proxy does with the bytes that pass; a client's bytes come as the server sees them. */
export interface ProxyRules {
  /** Milliseconds by which answers are held back. 0 */
  delayMs: number;
  /** Bytes of both sides are taken and go nowhere: the connection stays open, and is dead for good. No */
  isSilent: boolean;
  /** After bytes of a client that hold this text the server gets them, and the client loses the connection without the answer. Once. */
  cutAfter: string | undefined;
  /** Bytes of a client that hold this text, and all behind them, never come to the server; the connection stays open. Once. */
  holdAt: string | undefined;
  /** A connection over which a client has sent more bytes than this is lost. No */
  sentBytesMax: number | undefined;
}

/** A way to a server that can be made bad. */
export interface TcpProxy {
  readonly port: number;
  readonly rules: ProxyRules;
  /** Ends the connections that are open, without a word of the server. */
  cut(): void;
  /** Takes no new connections until {@link TcpProxy.open}. */
  shut(): Promise<void>;
  open(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const rules: ProxyRules = {
    delayMs: 0,
    isSilent: false,
    cutAfter: undefined,
    holdAt: undefined,
    sentBytesMax: undefined,
  };

  function join(client: Socket): void {
    const server = connectTo(targetPort, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    let isHeld = false;
    let sentBytes = 0;
    client.on('data', (bytes) => {
      isHeld ||= rules.isSilent;
      if (isHeld) return;
      sentBytes += bytes.length;
      if (rules.sentBytesMax !== undefined && sentBytes > rules.sentBytesMax) {
        client.destroy();
        return;
      }
      if (rules.holdAt !== undefined && bytes.includes(rules.holdAt)) {
        rules.holdAt = undefined;
        isHeld = true;
        return;
      }
      server.write(bytes);
      if (rules.cutAfter === undefined || !bytes.includes(rules.cutAfter)) return;
      rules.cutAfter = undefined;
      // The server answers, so it has done what it was asked; nobody hears it.
      server.removeAllListeners('data');
      server.once('data', () => client.destroy());
    });
    server.on('data', (bytes) => {
      isHeld ||= rules.isSilent;
      if (isHeld) return;
      if (rules.delayMs === 0) client.write(bytes);
      else setTimeout(() => client.write(bytes), rules.delayMs);
    });
  }

  let listener = createServer(join);
  const listen = async (port: number): Promise<number> => {
    listener.listen(port, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    return address && typeof address === 'object' ? address.port : 0;
  };
  const port = await listen(0);
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const shut = async (): Promise<void> => {
    if (!listener.listening) return;
    const closed = once(listener, 'close');
    listener.close();
    cut();
    await closed;
  };
  return {
    port,
    rules,
    cut,
    shut,
    async open() {
      listener = createServer(join);
      await listen(port);
    },
    stop: shut,
  };
}
