import { createHmac, timingSafeEqual } from 'node:crypto';
import { keyObjectOf } from '../../base/key-object.ts';
import type { LogPosition } from '../../domain/logs/log-event.ts';
import { TOKEN_VALID_MS } from './log-limits.ts';

export type Direction = 'forward' | 'backward';

/** A place between the events of a stream: just before this position, whether there is an event or not. */
export type LogPlace = LogPosition;

export interface EventToken {
  readonly direction: Direction;
  readonly place: LogPlace;
}

/** Before the first event that will ever be. */
export const START_OF_STREAM: LogPlace = { timestamp: 0, block: 0, index: 0 };

/** Decimal digits of the parts; 56 in all (N23). */
const SECONDS_DIGITS = 10;
const TIMESTAMP_DIGITS = 13;
const BLOCK_DIGITS = 10;
const INDEX_DIGITS = 5;
const MAC_DIGITS = 18;
const TOKEN = /^([fb])\/([0-9]{10})([0-9]{13})([0-9]{10})([0-9]{5})([0-9]{18})$/;

/** `f/` or `b/` and 56 digits: when it was made, the place, and a MAC that binds them to `context`. */
export function formatEventToken(
  key: Buffer,
  context: string,
  { direction, place }: EventToken,
  nowMs: number,
): string {
  const text =
    Math.floor(nowMs / 1_000)
      .toString()
      .padStart(SECONDS_DIGITS, '0') +
    place.timestamp.toString().padStart(TIMESTAMP_DIGITS, '0') +
    place.block.toString().padStart(BLOCK_DIGITS, '0') +
    place.index.toString().padStart(INDEX_DIGITS, '0');
  const prefix = direction === 'forward' ? 'f' : 'b';
  return `${prefix}/${text}${macDigits(key, context, `${prefix}${text}`)}`;
}

/** Undefined if the token was not made for this context by this key, or more than 24 hours ago. */
export function parseEventToken(key: Buffer, context: string, token: string, nowMs: number): EventToken | undefined {
  const [, prefix = '', seconds = '', timestamp = '', block = '', index = '', mac] = TOKEN.exec(token) ?? [];
  if (mac === undefined) return undefined;
  const expected = macDigits(key, context, prefix + seconds + timestamp + block + index);
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) return undefined;
  if (Number(seconds) * 1_000 + TOKEN_VALID_MS < nowMs) return undefined;
  return {
    direction: prefix === 'f' ? 'forward' : 'backward',
    place: { timestamp: Number(timestamp), block: Number(block), index: Number(index) },
  };
}

/** Some 59 bits of an HMAC, as digits. */
function macDigits(key: Buffer, context: string, text: string): string {
  const mac = createHmac('sha256', keyObjectOf(key))
    .update(`event-token:${context.length}:${context}${text}`)
    .digest('hex');
  return (BigInt(`0x${mac}`) % 10n ** BigInt(MAC_DIGITS)).toString().padStart(MAC_DIGITS, '0');
}
