import type { PasswordHashFault } from './password-hash-fault.ts';

/** `2x` is the old variant with the sign extension; the other three verify alike (R260). */
export interface BcryptHash {
  readonly algorithm: 'BCRYPT';
  readonly variant: '2a' | '2b' | '2x' | '2y';
  /** Logarithm to base 2 of the rounds. */
  readonly cost: number;
  /** All 60 characters, as libraries of bcrypt take them. */
  readonly text: string;
}

export const BCRYPT_COST = { min: 4, max: 12 } as const;
const BCRYPT = /^\$(2[abxy])\$([0-9]{2})\$[./A-Za-z0-9]{53}$/;
const BCRYPT_START = /^\$2[abxy]\$/;

/** Whether a text begins as a hash of this format does. */
export function isBcryptText(text: string): boolean {
  return BCRYPT_START.test(text);
}

/** `$2b$<two digits of cost>$<22 characters of salt><31 of hash>` (R260). */
export function parseBcryptHash(text: string): BcryptHash | PasswordHashFault {
  const [, variant, costText] = BCRYPT.exec(text) ?? [];
  if (variant === undefined) return 'malformed';
  const cost = Number(costText);
  if (cost > BCRYPT_COST.max) return 'out-of-bounds';
  if (cost < BCRYPT_COST.min) return 'malformed';
  return { algorithm: 'BCRYPT', variant: variant as BcryptHash['variant'], cost, text };
}
