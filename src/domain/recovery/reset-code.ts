import { createHmac } from 'node:crypto';
import { keyObjectOf } from '../../base/key-object.ts';
import type { UserCodePurpose } from './code-purpose.ts';

/**
 * What is stored of a code: a keyed hash, good for one user and purpose only. Six digits are guessed from a plain hash within a second.
 * `subject` is the `sub` of the user.
 */
export function macOfCode(key: Buffer, purpose: UserCodePurpose, subject: string, code: string): Buffer {
  return createHmac('sha256', keyObjectOf(key)).update(`${purpose} ${subject} ${code}`).digest().subarray(0, 16);
}

/** A code of that many digits, up to nine, each as likely as any other. `secretBytes` gives bytes that cannot be guessed. */
export function makeDigits(secretBytes: (count: number) => Uint8Array, digits: number): string {
  const codes = 10 ** digits;
  // The greatest multiple that four bytes hold: what lies above would make small codes likelier.
  const limit = 2 ** 32 - (2 ** 32 % codes);
  for (;;) {
    const random = readNumber(secretBytes(4));
    if (random < limit) return String(random % codes).padStart(digits, '0');
  }
}

function readNumber(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
}
