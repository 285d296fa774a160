import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claimSignature,
  exchangeKeys,
  hexOfNumber,
  padNumber,
  parsePublicA,
  SRP_MULTIPLIER,
  SRP_PRIME,
  srpPoolName,
  srpPrivateKey,
  srpScrambler,
  srpVerifierOf,
} from './srp.ts';
import { bigIntPowers, SrpClient, sha256 } from './srp-client.fixture.ts';

/** The test vector of the rules. */
const identity = { poolName: 'AbCdEf123', username: 'alice' };
const password = 'Correct-Horse-7';
const salt = Buffer.from('8f0e1d2c3b4a59687786950413223140', 'hex');
const client = new SrpClient(sha256('muster test vector a'));
const secretB = sha256('muster test vector b');
const secretBlock = Buffer.from('bXVzdGVyIHNlY3JldCBibG9jaw==', 'base64');
const timestamp = 'Mon Nov 2 09:05:07 UTC 2026';

/** First 16 bytes of SHA-256 over the lower-case hexadecimal digits. */
function digest(number: Uint8Array): string {
  const digits = Buffer.from(number).toString('hex').replace(/^0+/, '');
  return createHash('sha256').update(digits).digest('hex').slice(0, 32);
}

describe('the group', () => {
  it('is the 3,072-bit prime of RFC 3526 (S55)', () => {
    const digits = SRP_PRIME.toString('hex').toUpperCase();
    expect(digits).toHaveLength(768);
    expect(digits.slice(0, 24)).toBe('FFFFFFFFFFFFFFFFC90FDAA2');
    expect(digits.slice(-24)).toBe('A93AD2CAFFFFFFFFFFFFFFFF');
  });

  it('has the multiplier that the hash of prime and generator gives (S56, S58)', () => {
    const hash = createHash('sha256')
      .update(padNumber(SRP_PRIME))
      .update(padNumber(Buffer.of(2)));
    expect(hash.digest('hex')).toBe(SRP_MULTIPLIER);
  });
});

it.each([
  ['7f', '7f'],
  ['80', '0080'],
  ['0080', '0080'],
  ['00007f01', '7f01'],
  ['0000', '00'],
])('pads %s as a signed number, not to the length of the prime (S57)', (number, padded) => {
  expect(padNumber(Buffer.from(number, 'hex')).toString('hex')).toBe(padded);
});

it('takes the part of the pool id behind the underscore as the name of the pool (S59)', () => {
  expect(srpPoolName('us-east-1_AbCdEf123')).toBe('AbCdEf123');
});

describe('the test vector', () => {
  const verifier = srpVerifierOf(identity, password, salt, bigIntPowers);
  const { publicB, key } = exchangeKeys(verifier, client.publicA, secretB, bigIntPowers);

  it('gives x and v of the password (S60, S61, S62)', () => {
    const x = '1537f1c5f16ced5b21071e12baac6397bd7b1b65cf226df1fa0ff87478028d91';
    expect(srpPrivateKey(identity, password, salt).toString('hex')).toBe(x);
    expect(digest(verifier)).toBe('3311c765fb7d2aae0c26648511e54ce4');
  });

  it('gives A, B and u (S62, S63)', () => {
    const u = '09b019498216f7bbb5b47b332139ce73b7fa9461c1a06f9fceaf186bdb9081b6';
    expect(digest(client.publicA)).toBe('bb47b1635c18c396c7dafae407ac5c16');
    expect(digest(publicB)).toBe('448c48c028c4ff07638004357faa766b');
    expect(srpScrambler(client.publicA, publicB).toString('hex')).toBe(u);
  });

  it('gives the key on both sides (S64, S65)', () => {
    expect(Buffer.from(key).toString('hex')).toBe('d28d89efd83677329b3e4b015c03aa80');
    expect(client.key(identity, password, salt, publicB)).toEqual(key);
  });

  it('gives the claim over the time as the client wrote it (S66, S67)', () => {
    const claim = claimSignature(key, identity, secretBlock, timestamp);
    expect(claim.toString('base64')).toBe('tneB+FjpedPipcUcpAVJF9nElQA8yu26cLiucCsNA+0=');
  });
});

it('gives client and server the same key for the right password and no other (S64)', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  fc.assert(
    fc.property(
      fc.record({ poolName: fc.string(), username: fc.string({ unit: 'binary' }) }),
      fc.string({ unit: 'binary' }),
      fc.string(),
      bytes(16),
      bytes(32),
      bytes(32),
      (who, right, tried, anySalt, a, b) => {
        const anyClient = new SrpClient(Buffer.concat([Buffer.of(1), a]));
        const verifier = srpVerifierOf(who, right, anySalt, bigIntPowers);
        const { publicB, key } = exchangeKeys(
          verifier,
          anyClient.publicA,
          Buffer.concat([Buffer.of(1), b]),
          bigIntPowers,
        );
        const sent = Buffer.from(hexOfNumber(publicB), 'hex');
        const sentSalt = Buffer.from(hexOfNumber(anySalt), 'hex');
        expect(anyClient.key(who, right, sentSalt, sent)).toEqual(key);
        expect(anyClient.key(who, tried, sentSalt, sent).equals(key)).toBe(tried === right);
      },
    ),
    { numRuns: 15 },
  );
});

describe('A of a client', () => {
  const prime = SRP_PRIME.toString('hex');
  const twice = (BigInt(`0x${prime}`) * 2n).toString(16);

  it.each(['', 'xyz', '0', '00', prime, twice, 'f'.repeat(1_537), '-1'])('is refused: %s (S63)', (text) => {
    expect(parsePublicA(text)).toBeUndefined();
  });

  it.each([
    ['2', '02'],
    ['00fF', '00ff'],
  ])('%s is taken (S68)', (text, bytes) => {
    expect(Buffer.from(parsePublicA(text) ?? []).toString('hex')).toBe(bytes);
  });
});
