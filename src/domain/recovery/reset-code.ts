import { createHmac } from 'node:crypto';

/**
 * What is stored of a code: a keyed hash, good for one user and purpose only. Six digits are guessed from a plain hash within a second.
 * `subject` is the `sub` of the user.
 */
export function macOfCode(key: Buffer, purpose: 'reset-password', subject: string, code: string): Buffer {
  return createHmac('sha256', key).update(`${purpose} ${subject} ${code}`).digest().subarray(0, 16);
}
