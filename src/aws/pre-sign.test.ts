import { createHash } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePreSignedUrl, verifyPreSignedUrl } from './pre-sign.ts';
import { Sha256 } from './sha256.fixture.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 10, 4, 0, 123);
const key = createHash('sha256').update('a server key').digest();
const PATH = '/000000000000/us-east-1_AbCdEfGhI/import-qQ0DCt2fRh';

function make(change: Partial<Parameters<typeof makePreSignedUrl>[0]> = {}): URL {
  const target = { origin: 'http://localhost:4599', path: PATH, region: 'us-east-1', key, nowMs: NOW_MS, ...change };
  return new URL(makePreSignedUrl(target));
}

interface Change {
  method?: string;
  url?: string;
  host?: string;
  headers?: readonly string[];
  nowMs?: number;
  key?: Buffer;
}

function verify(url: URL, change: Change = {}) {
  const request = {
    method: change.method ?? 'PUT',
    url: change.url ?? `${url.pathname}${url.search}`,
    rawHeaders: [
      'Host',
      change.host ?? url.host,
      ...(change.headers ?? ['x-amz-server-side-encryption', 'aws:kms', 'Content-Type', 'text/csv']),
    ],
  };
  return verifyPreSignedUrl(request, { key: change.key ?? key, nowMs: change.nowMs ?? NOW_MS + 1000 });
}

describe('makePreSignedUrl', () => {
  it('has the path and the parameters of an import URL (R124, R125, R126, R127, R128, R129)', () => {
    const url = make();
    expect(`${url.origin}${url.pathname}`).toBe(`http://localhost:4599${PATH}`);
    expect(url.search).toMatch(
      /^\?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261122T100400Z&X-Amz-SignedHeaders=host%3Bx-amz-server-side-encryption&X-Amz-Expires=899&X-Amz-Credential=MUSTERUPLOAD%2F20261122%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=[0-9a-f]{64}$/,
    );
    expect(url.href.length).toBeLessThanOrEqual(2048);
  });

  it.each([
    ['http://LOCALHOST:80', 'http://localhost/'],
    ['https://Import.Example.com:443', 'https://import.example.com/'],
  ])('writes the host of %s as a client will send it', (origin, start) => {
    const url = makePreSignedUrl({ origin, path: PATH, region: 'us-east-1', key, nowMs: NOW_MS });
    expect(url.startsWith(start)).toBe(true);
    expect(verify(new URL(url)).kind).toBe('valid');
  });

  it('signs as the pre-signer of the AWS SDK does', async () => {
    const signer = new SignatureV4({
      credentials: { accessKeyId: 'MUSTERUPLOAD', secretAccessKey: key.toString('hex') },
      region: 'us-east-1',
      service: 's3',
      sha256: Sha256,
      uriEscapePath: false,
    });
    const headers = {
      host: 'localhost:4599',
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    };
    const signed = await signer.presign(
      { method: 'PUT', protocol: 'http:', hostname: 'localhost', port: 4599, path: PATH, query: {}, headers },
      {
        signingDate: new Date(NOW_MS),
        expiresIn: 899,
        unhoistableHeaders: new Set(['x-amz-server-side-encryption', 'x-amz-content-sha256']),
        unsignableHeaders: new Set(['x-amz-content-sha256']),
      },
    );
    expect(make().searchParams.get('X-Amz-Signature')).toBe(signed.query?.['X-Amz-Signature']);
  });
});

describe('verifyPreSignedUrl', () => {
  it('accepts its own URL until 899 seconds after X-Amz-Date (R127)', () => {
    const last = Date.UTC(2026, 10, 22, 10, 18, 59);
    expect(verify(make())).toEqual({ kind: 'valid', region: 'us-east-1' });
    expect(verify(make(), { nowMs: last }).kind).toBe('valid');
    expect(verify(make(), { nowMs: last + 1 })).toEqual({ kind: 'expired', expiresSeconds: 899, expiresAtMs: last });
  });

  const without = (name: string) => {
    const url = make();
    url.searchParams.delete(name);
    return { url: `${url.pathname}${url.search}` };
  };
  const search = make().search;
  it.each<[string, Change, string]>([
    ['no query (R139)', { url: PATH }, 'unsigned'],
    ['a foreign query (R139)', { url: `${PATH}?a=b` }, 'unsigned'],
    ...['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires'].map(
      (name): [string, Change, string] => [`no X-Amz-${name} (R140)`, without(`X-Amz-${name}`), 'incomplete'],
    ),
    ['no SSE header (R142)', { headers: [] }, 'mismatch'],
    ['another SSE value (R142)', { headers: ['x-amz-server-side-encryption', 'AES256'] }, 'mismatch'],
    ['the SSE header written in capitals', { headers: ['X-AMZ-Server-Side-Encryption', ' aws:kms '] }, 'valid'],
    ['GET (R142)', { method: 'GET' }, 'mismatch'],
    ['HEAD (R142)', { method: 'HEAD' }, 'mismatch'],
    ['POST (R142)', { method: 'POST' }, 'mismatch'],
    ['another host (R142)', { host: 'localhost:4600' }, 'mismatch'],
    ['another path (R142)', { url: `${PATH}x${search}` }, 'mismatch'],
    ['a further parameter (R142)', { url: `${PATH}${search}&a=b` }, 'mismatch'],
    ['a repeated signature (R142)', { url: `${PATH}${search}&X-Amz-Signature=${'0'.repeat(64)}` }, 'mismatch'],
    ['a longer validity (R142)', { url: `${PATH}${search.replace('=899', '=8999')}` }, 'mismatch'],
    ['a validity that is no number (R142)', { url: `${PATH}${search.replace('=899', '=1e9')}` }, 'mismatch'],
    ['a later date (R142)', { url: `${PATH}${search.replace('T1004', 'T1104')}` }, 'mismatch'],
    ['another region (R142)', { url: `${PATH}${search.replace('us-east-1', 'us-east-2')}` }, 'mismatch'],
    ['another key', { key: Buffer.alloc(32) }, 'mismatch'],
  ])('judges %s', (_, change, kind) => {
    expect(verify(make(), change).kind).toBe(kind);
  });

  it('names further x-amz headers that are not signed (R143)', () => {
    const headers = ['X-Amz-Acl', 'private', 'x-amz-server-side-encryption', 'aws:kms', 'x-amz-a', '1'];
    expect(verify(make(), { headers })).toEqual({ kind: 'unsigned-headers', headers: ['x-amz-a', 'x-amz-acl'] });
  });

  it('says what it signed itself (R142)', () => {
    const verdict = verify(make(), { headers: ['x-amz-server-side-encryption', 'AES256'] });
    expect(verdict).toMatchObject({
      kind: 'mismatch',
      accessKeyId: 'MUSTERUPLOAD',
      signatureProvided: make().searchParams.get('X-Amz-Signature'),
      canonicalRequest: expect.stringContaining(
        'host:localhost:4599\nx-amz-server-side-encryption:AES256\n\nhost;x-amz-server-side-encryption\nUNSIGNED-PAYLOAD',
      ),
      stringToSign: expect.stringMatching(
        /^AWS4-HMAC-SHA256\n20261122T100400Z\n20261122\/us-east-1\/s3\/aws4_request\n[0-9a-f]{64}$/,
      ),
    });
  });

  it('refuses a URL with any one letter or digit changed to another', () => {
    const target = `${PATH}${search}`;
    fc.assert(
      fc.property(fc.nat(target.length - 1), fc.nat(34), (at, other) => {
        const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'.replace(target[at] ?? '', '');
        const changed = target.slice(0, at) + letters[other % letters.length] + target.slice(at + 1);
        // The same escape in the other case names the same byte.
        fc.pre(decodeURIComponent(escapeBroken(changed)) !== decodeURIComponent(target));
        expect(verify(make(), { url: changed }).kind).not.toBe('valid');
      }),
      { numRuns: 2000 },
    );
  });
});

function escapeBroken(text: string): string {
  return text.replace(/%(?![0-7][0-9A-Fa-f])/g, '%25');
}
