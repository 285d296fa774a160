import { isLoopbackHost } from './loopback.ts';

/** The names under which clients reach this server, as far as it can know. */
export interface KnownHosts {
  /** Host of the public URL, with its port unless that is the usual one: what a client signs although a proxy replaces `Host` (R411). */
  readonly publicHost: string | undefined;
  /** Whether a `Host` header, its port included, is where this server answers (R125). Any is while the server cannot know its names. */
  isKnown(host: string): boolean;
  /**
   * Whether a `Host` header names another machine: neither loopback, whatever the port, nor the host of the public URL. A port may be
   * forwarded, as `ssh -L` does; a foreign name comes through a proxy, or from a web page whose name was made to point here. A name that is not
   * foreign proves nothing: behind what passes connections on as they are, such as a TCP load balancer, the client chooses it.
   */
  isForeign(host: string): boolean;
  /** Once the port is known. */
  listensOn(port: number): void;
}

/** `host` is where the server listens. */
export function knownHosts({
  host,
  publicUrl,
}: {
  readonly host: string;
  readonly publicUrl?: string | undefined;
}): KnownHosts {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  // Beyond loopback any of the machine's names may be meant, unless it was told the one that counts.
  const canKnow = publicHost !== undefined || isLoopbackHost(host);
  let listeningPort: number | undefined;
  return {
    publicHost,
    isKnown(asked) {
      const parsed = parseHost(asked);
      if (!canKnow || parsed === undefined) return !canKnow;
      const isHere = isLoopbackHost(parsed.hostname) && Number(parsed.port || 80) === listeningPort;
      return isHere || asked.toLowerCase() === publicHost;
    },
    isForeign(asked) {
      if (!canKnow) return false;
      return asked.toLowerCase() !== publicHost && !isLoopbackHost(parseHost(asked)?.hostname ?? '');
    },
    listensOn(port) {
      listeningPort = port;
    },
  };
}

function parseHost(host: string): URL | undefined {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined;
}
