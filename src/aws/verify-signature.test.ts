import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sha256 } from './sha256.fixture.ts';
import { readAuthorization, type SignedRequest, verifySignature } from './verify-signature.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 10, 4, 0);
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
/** As a server does that knows one access key. */
function verify(request: SignedRequest) {
  const read = readAuthorization(request.rawHeaders);
  if (read.kind !== 'read') return read;
  const secret = read.authorization.accessKeyId === 'AKIDEXAMPLE' ? SECRET : undefined;
  return verifySignature(request, read.authorization, { nowMs: NOW_MS, secret, services: ['cognito-idp', 'logs'] });
}

interface Draft {
  method?: string;
  path?: string;
  query?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  body?: Buffer;
  service?: string;
  region?: string;
  signedAt?: number;
}

const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');

/** Signs with AWS's own signer, then says what would arrive at the server. */
async function sign(draft: Draft): Promise<SignedRequest> {
  const signer = new SignatureV4({
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET },
    region: draft.region ?? 'eu-central-1',
    service: draft.service ?? 'cognito-idp',
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method: draft.method ?? 'POST',
      protocol: 'http:',
      hostname: 'localhost',
      path: draft.path ?? '/',
      query: draft.query ?? {},
      headers: {
        host: 'localhost:4599',
        'x-amz-target': 'AWSCognitoIdentityProviderService.ListUsers',
        ...draft.headers,
      },
      body: draft.body ?? Buffer.from('{}'),
    },
    { signingDate: new Date(draft.signedAt ?? NOW_MS) },
  );
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  const query = Object.entries(signed.query ?? {})
    .flatMap(([name, value]) => [value].flat().map((one) => `${encode(name)}=${encode(String(one))}`))
    .join('&');
  return {
    method: signed.method,
    url: query === '' ? signed.path : `${signed.path}?${query}`,
    rawHeaders: Object.entries(signed.headers).flat(),
    bodySha256: sha256(draft.body ?? Buffer.from('{}')),
  };
}

function replaceHeader(request: SignedRequest, name: string, change: (value: string) => string | undefined) {
  const rawHeaders: string[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const [key = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    const changed = key.toLowerCase() === name ? change(value) : value;
    if (changed !== undefined) rawHeaders.push(key, changed);
  }
  return { ...request, rawHeaders };
}

describe('verifySignature', () => {
  it('accepts what the signer of the AWS SDK makes and names region, service and host', async () => {
    expect(verify(await sign({}))).toEqual({
      kind: 'valid',
      region: 'eu-central-1',
      service: 'cognito-idp',
      signedHost: 'localhost:4599',
    });
  });

  it('takes a session token only inside the signature (N70)', async () => {
    const signed = await sign({ headers: { 'x-amz-security-token': 'token' } });
    expect(verify(signed).kind).toBe('valid');
    const altered = replaceHeader(signed, 'x-amz-security-token', () => 'other');
    expect(verify(altered).kind).toBe('mismatch');
    const bare = await sign({});
    const added = { ...bare, rawHeaders: [...bare.rawHeaders, 'X-Amz-Security-Token', 'token'] };
    expect(verify(added).kind).toBe('mismatch');
  });

  it.each<[string, readonly string[], object]>([
    ['no header (R31)', [], { kind: 'missing' }],
    ['another scheme (R33)', ['Authorization', 'Basic dGVzdDp0ZXN0'], { kind: 'incomplete', part: 'Credential' }],
    [
      'a header without signature (R33)',
      ['Authorization', 'AWS4-HMAC-SHA256 Credential=AKID/1/2/3/4'],
      { kind: 'incomplete', part: 'Signature' },
    ],
    [
      'a whole header',
      ['Authorization', 'AWS4-HMAC-SHA256 Credential=AKID/1/2/3/4, SignedHeaders=host;range, Signature=5'],
      {
        kind: 'read',
        authorization: {
          accessKeyId: 'AKID',
          scope: { date: '1', region: '2', service: '3' },
          terminator: '4',
          signedHeaders: ['host', 'range'],
          signature: '5',
        },
      },
    ],
  ])('reads %s', (_, rawHeaders, expected) => {
    expect(readAuthorization(rawHeaders)).toEqual(expected);
  });

  it('accepts the example of the SigV4 documentation', () => {
    const request: SignedRequest = {
      method: 'GET',
      url: '/?Action=ListUsers&Version=2010-05-08',
      rawHeaders: [
        'Host',
        'iam.amazonaws.com',
        'Content-Type',
        'application/x-www-form-urlencoded; charset=utf-8',
        'X-Amz-Date',
        '20150830T123600Z',
        'Authorization',
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
      ],
      bodySha256: sha256(Buffer.alloc(0)),
    };
    const read = readAuthorization(request.rawHeaders);
    const verdict =
      read.kind === 'read' &&
      verifySignature(request, read.authorization, {
        nowMs: Date.UTC(2015, 7, 30, 12, 36),
        secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
        services: ['iam'],
      });
    expect(verdict).toMatchObject({ kind: 'valid' });
  });

  it('takes the time from Date when X-Amz-Date is absent', () => {
    const key = ['20261122', 'eu-central-1', 'logs', 'aws4_request'].reduce<Buffer | string>(
      (secret, part) => createHmac('sha256', secret).update(part).digest(),
      `AWS4${SECRET}`,
    );
    const date = 'Sun, 22 Nov 2026 10:04:00 GMT';
    const canonical = `POST\n/\n\ndate:${date}\nhost:h\n\ndate;host\n${sha256(Buffer.alloc(0))}`;
    const scope = '20261122/eu-central-1/logs/aws4_request';
    const toSign = `AWS4-HMAC-SHA256\n20261122T100400Z\n${scope}\n${sha256(Buffer.from(canonical))}`;
    const signature = createHmac('sha256', key).update(toSign).digest('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope},SignedHeaders=date;host,Signature=${signature}`;
    const rawHeaders = ['Host', 'h', 'Date', date, 'Authorization', authorization];
    const request = { method: 'POST', url: '/', rawHeaders, bodySha256: sha256(Buffer.alloc(0)) };
    expect(verify(request).kind).toBe('valid');
  });

  it.each<[string, Draft, (request: SignedRequest) => SignedRequest, object]>([
    ['no header (R31)', {}, (r) => replaceHeader(r, 'authorization', () => undefined), { kind: 'missing' }],
    [
      'another scheme (R33)',
      {},
      (r) => replaceHeader(r, 'authorization', () => 'Bearer abc'),
      { kind: 'incomplete', part: 'Credential' },
    ],
    [
      'another algorithm (R33)',
      {},
      (r) => replaceHeader(r, 'authorization', (v) => v.replace('SHA256', 'SHA512')),
      { kind: 'incomplete', part: 'AWS4-HMAC-SHA256' },
    ],
    ...['Credential', 'SignedHeaders', 'Signature'].map(
      (part): [string, Draft, (request: SignedRequest) => SignedRequest, object] => [
        `no ${part} (R33)`,
        {},
        (r) => replaceHeader(r, 'authorization', (v) => v.replace(`${part}=`, `No${part}=`)),
        { kind: 'incomplete', part },
      ],
    ),
    [
      'no date (R33)',
      {},
      (r) => replaceHeader(r, 'x-amz-date', () => undefined),
      { kind: 'incomplete', part: 'X-Amz-Date' },
    ],
    [
      'a date that does not exist (R33)',
      {},
      (r) => replaceHeader(r, 'x-amz-date', () => '20261131T000000Z'),
      { kind: 'incomplete', part: 'X-Amz-Date' },
    ],
    [
      'an unknown key (R28)',
      {},
      (r) => replaceHeader(r, 'authorization', (v) => v.replace('AKIDEXAMPLE', 'AKIDOTHER')),
      { kind: 'unknown-key' },
    ],
    ['a changed body (R29)', {}, (r) => ({ ...r, bodySha256: sha256(Buffer.from('{ }')) }), { kind: 'mismatch' }],
    [
      'a body whose hash header was not changed with it (R29)',
      {},
      (r) => replaceHeader(r, 'x-amz-content-sha256', () => 'UNSIGNED-PAYLOAD'),
      { kind: 'mismatch' },
    ],
    ['another service than those served (R39)', { service: 's3' }, (r) => r, { kind: 'mismatch' }],
    ['a region of strange characters (R39)', { region: 'EU:1' }, (r) => r, { kind: 'mismatch' }],
    [
      'a scope of another day (R29)',
      {},
      (r) => replaceHeader(r, 'authorization', (v) => v.replace('/20261122/', '/20261121/')),
      { kind: 'mismatch' },
    ],
    [
      'a time 5 minutes and a second ago (R30)',
      { signedAt: NOW_MS - 301_000 },
      (r) => r,
      { kind: 'expired', requestTime: '20261122T095859Z', earliest: '20261122T095900Z', now: '20261122T100400Z' },
    ],
    [
      'a time 5 minutes and a second ahead (R30)',
      { signedAt: NOW_MS + 301_000 },
      (r) => r,
      { kind: 'not-yet', requestTime: '20261122T100901Z', latest: '20261122T100900Z', now: '20261122T100400Z' },
    ],
    ['a time 5 minutes ago', { signedAt: NOW_MS - 300_000 }, (r) => r, expect.objectContaining({ kind: 'valid' })],
  ])('judges %s', async (_, draft, change, expected) => {
    expect(verify(change(await sign(draft)))).toEqual(expected);
  });

  it('refuses a request whose signer left the host or the operation out', () => {
    for (const signedHeaders of ['x-amz-date', 'host;x-amz-date', 'X-Amz-Date;host;x-amz-target']) {
      const headers: Record<string, string> = { host: 'h', 'x-amz-date': '20261122T100400Z', 'x-amz-target': 'T' };
      const canonical = `POST\n/\n\n${signedHeaders
        .split(';')
        .map((name) => `${name}:${headers[name.toLowerCase()]}\n`)
        .join('')}\n${signedHeaders}\n${sha256(Buffer.alloc(0))}`;
      const scope = '20261122/r/logs/aws4_request';
      const key = scope
        .split('/')
        .reduce<Buffer | string>((secret, part) => createHmac('sha256', secret).update(part).digest(), `AWS4${SECRET}`);
      const toSign = `AWS4-HMAC-SHA256\n20261122T100400Z\n${scope}\n${sha256(Buffer.from(canonical))}`;
      const signature = createHmac('sha256', key).update(toSign).digest('hex');
      const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
      const rawHeaders = [...Object.entries(headers).flat(), 'authorization', authorization];
      const request = { method: 'POST', url: '/', rawHeaders, bodySha256: sha256(Buffer.alloc(0)) };
      expect(verify(request), signedHeaders).toEqual({ kind: 'mismatch' });
    }
  });

  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/).map((text) => `x-test-${text}`);
  const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
  const draft = fc.record({
    method: fc.constantFrom('POST', 'GET', 'PUT'),
    path: fc.stringMatching(/^(\/[A-Za-z0-9_~%-]{1,8}){0,3}$/).map((path) => path || '/'),
    query: fc.dictionary(
      fc.stringMatching(/^[ -~]{1,8}$/),
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { maxLength: 3 })),
      { noNullPrototype: true, maxKeys: 5 },
    ),
    headers: fc.dictionary(name, value, { noNullPrototype: true, maxKeys: 5 }),
    body: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  });

  it('accepts whatever the signer of the AWS SDK makes', async () => {
    await fc.assert(
      fc.asyncProperty(draft, async (random) => {
        expect(verify(await sign(random)).kind).toBe('valid');
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a request with any one byte of method, path, signed headers, body or signature changed', async () => {
    await fc.assert(
      fc.asyncProperty(draft, fc.nat(), fc.nat(), async (random, place, other) => {
        const request = await sign(random);
        const mutate = (text: string) => {
          const at = place % text.length;
          const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'.replace(text[at] ?? '', '');
          return text.slice(0, at) + letters[other % letters.length] + text.slice(at + 1);
        };
        const [path = '', query] = request.url.split('?');
        const changes: SignedRequest[] = [
          { ...request, method: mutate(request.method) },
          { ...request, url: `${mutate(path)}${query === undefined ? '' : `?${query}`}` },
          { ...request, url: `${request.url}${query === undefined ? '?' : '&'}a` },
          { ...request, bodySha256: sha256(Buffer.concat([random.body, Buffer.from('x')])) },
          ...request.rawHeaders
            .filter((text, index) => index % 2 === 0 && text !== 'authorization')
            .map((header) => replaceHeader(request, header, (text) => (text === '' ? 'a' : mutate(text)))),
          replaceHeader(request, 'authorization', (text) => mutate(text)),
        ];
        for (const changed of changes) expect(verify(changed).kind).not.toBe('valid');
      }),
      { numRuns: 200 },
    );
  });

  it('never throws whatever the Authorization header holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (authorization, date) => {
        const rawHeaders = ['Host', 'h', 'X-Amz-Date', date, 'Authorization', authorization];
        const request = { method: 'POST', url: '/', rawHeaders, bodySha256: '' };
        expect(verify(request).kind).not.toBe('valid');
      }),
    );
  });
});
