import { once } from '../../base/once.ts';
import { openSecret, sealSecret } from '../../base/sealed-secret.ts';

/** Loaded on demand: a server starts without it, and most sign-ins do. */
const loadLibrary = once(() => import('otpauth'));

/** Of a secret: 52 characters of base32, as Cognito gives. */
export const SOFTWARE_TOKEN_BYTES = 32;
const PERIOD_SECONDS = 30;
/** Codes of the steps before and after are taken too: clocks of phones differ (RFC 6238, section 5.2). */
const STEPS_AROUND = 1;

/** What an app is given: base32 without padding. */
export async function softwareTokenText(secret: Uint8Array): Promise<string> {
  const { Secret } = await loadLibrary();
  return new Secret({ buffer: bufferOf(secret) }).base32;
}

/**
 * The time step whose code it is (RFC 6238: SHA-1, six digits, thirty seconds), or undefined if it is that of none near `nowMs`. Whoever
 * takes a code remembers the step, and takes none of that step or an earlier one again.
 */
export async function softwareTokenStep(secret: Uint8Array, code: string, nowMs: number): Promise<number | undefined> {
  // The library throws at characters of several bytes.
  if (!/^[0-9]{6}$/.test(code)) return undefined;
  const { Secret, TOTP } = await loadLibrary();
  const totp = new TOTP({
    secret: new Secret({ buffer: bufferOf(secret) }),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
  });
  const delta = totp.validate({ token: code, timestamp: nowMs, window: STEPS_AROUND });
  return delta === null ? undefined : Math.floor(nowMs / 1_000 / PERIOD_SECONDS) + delta;
}

/** Encrypts the secret of the user with that `sub`: nobody else's row can use it. */
export function sealSoftwareToken(key: Buffer, sub: string, secret: Uint8Array): Buffer {
  return sealSecret(key, Buffer.from(secret), contextOf(sub));
}

/** Undefined for what was not sealed for this user with this key. */
export function openSoftwareToken(key: Buffer, sub: string, sealed: Uint8Array): Buffer | undefined {
  return openSecret(key, sealed, contextOf(sub));
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

function contextOf(sub: string): string {
  return `software-token ${sub}`;
}
