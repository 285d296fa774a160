import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  openSoftwareToken,
  SOFTWARE_TOKEN_BYTES,
  sealSoftwareToken,
  softwareTokenStep,
  softwareTokenText,
} from './software-token.ts';

/** RFC 6238, appendix B: SHA-1; the last six of its eight digits. */
const RFC_SECRET = Buffer.from('12345678901234567890');
const RFC_CODES: readonly [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

describe('the code of an app', () => {
  it.each(RFC_CODES)('is at second %d the one of RFC 6238 (R875)', async (seconds, code) => {
    expect(await softwareTokenStep(RFC_SECRET, code, seconds * 1_000)).toBe(Math.floor(seconds / 30));
  });

  it.each([
    ['the step before', -30, -1],
    ['the step after', 30, 1],
    ['two steps before', -60, undefined],
    ['two steps after', 60, undefined],
  ])('of %s is told with its own step, or not at all (R875)', async (_, shift, delta) => {
    const [seconds, code] = RFC_CODES[3] ?? [0, ''];
    const step = await softwareTokenStep(RFC_SECRET, code, (seconds - shift) * 1_000);
    expect(step).toBe(delta === undefined ? undefined : Math.floor(seconds / 30));
  });

  it.each(['', '12345', '1234567', 'abcdef', '００５９２４'])('is not %j', async (code) => {
    expect(await softwareTokenStep(RFC_SECRET, code, 1_234_567_890_000)).toBeUndefined();
  });
});

describe('the secret of an app', () => {
  it('is given as 52 characters of base32 and opens for its user alone (R875)', async () => {
    const bytes = fc.uint8Array({ minLength: SOFTWARE_TOKEN_BYTES, maxLength: SOFTWARE_TOKEN_BYTES });
    await fc.assert(
      fc.asyncProperty(bytes, fc.uint8Array({ minLength: 32, maxLength: 32 }), async (secret, keyBytes) => {
        const key = Buffer.from(keyBytes);
        expect(await softwareTokenText(secret)).toMatch(/^[A-Z2-7]{52}$/);
        const sealed = sealSoftwareToken(key, 'sub-a', secret);
        expect(openSoftwareToken(key, 'sub-a', sealed)).toEqual(Buffer.from(secret));
        expect(openSoftwareToken(key, 'sub-b', sealed)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});
