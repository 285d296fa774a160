import { execFileSync } from 'node:child_process';
import { assert } from '../src/base/assert.ts';

/** What OpenSSL needs for the arithmetic of a sign-in, in seconds of processor time. */
export interface OpensslSpeed {
  /** One RSA signature of 2,048 bits. */
  readonly signature: number;
  /** One power modulo a prime of 3,072 bits, with an exponent of 256 bits as SRP has. */
  readonly power: number;
}

const SRP_EXPONENT_BITS = 256;
/** Of the private keys that OpenSSL makes for the group ffdhe3072. */
const SPEED_EXPONENT_BITS = 275;

/** `openssl speed`, one second of processor time for each. */
export function measureOpenssl(): OpensslSpeed {
  const words = ['speed', '-seconds', '1', '-mr', 'rsa2048', 'ffdh3072'];
  const printed = execFileSync('openssl', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  // Signatures a second; seconds of a key exchange.
  const signatures = Number(/^\+F2:\d+:2048:([\d.]+)/m.exec(printed)?.[1]);
  const exchange = Number(/^\+F8:\d+:3072:[\d.]+:([\d.]+)/m.exec(printed)?.[1]);
  assert(signatures > 0 && exchange > 0, `openssl speed printed no figures: ${printed}`);
  return { signature: 1 / signatures, power: (exchange * SRP_EXPONENT_BITS) / SPEED_EXPONENT_BITS };
}
