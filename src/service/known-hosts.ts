import { isLoopbackHost } from '../base/loopback.ts';
import type { Config } from '../config/resolve-config.ts';

/** The names under which clients reach this server, as far as it can know (R125). */
export interface KnownHosts {
  /** Whether a `Host` header names this server. Everything does while the server cannot know its names. */
  isKnown(host: string): boolean;
  listensOn(port: number): void;
}

export function knownHosts({ host, publicUrl }: Pick<Config, 'host' | 'publicUrl'>): KnownHosts {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  // Beyond loopback any of the machine's names may be meant, unless it was told the one that counts.
  const canKnow = publicHost !== undefined || isLoopbackHost(host);
  let listeningPort: number | undefined;
  return {
    isKnown(asked) {
      if (!canKnow || !URL.canParse(`http://${asked}`)) return !canKnow;
      const { hostname, port } = new URL(`http://${asked}`);
      const isHere = isLoopbackHost(hostname) && Number(port || 80) === listeningPort;
      return isHere || asked.toLowerCase() === publicHost;
    },
    listensOn(port) {
      listeningPort = port;
    },
  };
}
