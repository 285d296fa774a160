import type { PublicAnswer } from '../public-connection.ts';

/** Numbers in hexadecimal digits, of random value: now and then one begins with a zero byte, which is left out, whoever it is for. */
const NUMBERS: Readonly<Record<string, number>> = { SALT: 32, SRP_B: 768 };
const NAMES = new Set(['USERNAME', 'USER_ID_FOR_SRP']);
/** Short of that many digits a number has lost zero bytes. */
const LOST_DIGITS_MAX = 8;

/**
 * All of an answer that does not change from try to try: status, names of headers and members, types, lengths of texts, the text of an
 * error, and in which case a name is answered. Two users of one shape cannot be told apart by what comes back.
 */
export function shapeOfAnswer({ status, headers, body }: Pick<PublicAnswer, 'status' | 'headers' | 'body'>): string {
  const heads = headers.map(([name, value]) => (name === 'content-length' ? name : `${name}=${value.length}`));
  const error = status === 200 ? '' : `${String(body.__type)} ${String(body.message)}`;
  return [status, heads.join(' '), error, shapeOf(body, '')].join(' | ');
}

function shapeOf(value: unknown, member: string): string {
  if (NAMES.has(member) && typeof value === 'string')
    return value === value.toLowerCase() ? `name of ${value.length}` : `NAME of ${value.length}`;
  if (typeof value === 'string') return `text of ${lengthOf(value, member)}`;
  if (Array.isArray(value)) return `[${value.map((each) => shapeOf(each, member)).join()}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, each]) => `${name}: ${shapeOf(each, name)}`)
      .join()}}`;
  }
  return value === null ? 'null' : typeof value;
}

function lengthOf(value: string, member: string): number {
  const full = NUMBERS[member];
  return full !== undefined && full - value.length <= LOST_DIGITS_MAX ? full : value.length;
}
