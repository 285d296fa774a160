import type { Socket } from 'node:net';

/** Node's HTTP parser, as far as it can be seen. Its class names the slot in which it keeps what it calls for each piece of a body. */
interface Parser {
  readonly constructor: { readonly kOnBody?: unknown };
  [slot: number]: unknown;
}

/** What puts the muted parsers back. */
const unmutes = new WeakMap<Parser, () => void>();

/**
 * Keeps Node's parser from handing over what is left of a body in the packets that are being read: it takes a packet of 64 KiB in chunks of
 * one byte apart in 1 ms instead of 11 to 20, and copies nothing. No way to stop it within a packet is documented. Where it has no such
 * slot, nothing happens, and the packets cost what they cost.
 */
export function muteParser(socket: Socket): void {
  const parser = parserOf(socket);
  const slot = parser?.constructor.kOnBody;
  if (!parser || typeof slot !== 'number') return;
  const onBody = parser[slot];
  if (typeof onBody !== 'function') return;
  parser[slot] = undefined;
  const unmute = () => {
    parser[slot] = onBody;
    unmutes.delete(parser);
  };
  unmutes.set(parser, unmute);
  // Ticks run between two chunks, immediates after the packets. Node gives the parser to another connection once this one is closed, which
  // comes after them.
  setImmediate(unmute);
}

/** For the next request of the connection, which may have come in the same packet. */
export function unmuteParser(socket: Socket): void {
  const parser = parserOf(socket);
  if (parser) unmutes.get(parser)?.();
}

function parserOf(socket: Socket): Parser | undefined {
  return (socket as Socket & { readonly parser?: Parser | null }).parser ?? undefined;
}
