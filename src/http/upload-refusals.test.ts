import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, startTestServer, statusOf, type TestServer, WHOLE } from './server.fixture.ts';

const SSE = 'x-amz-server-side-encryption: aws:kms';
const MD5_OF_NOTHING = '1B2M2Y8AsgTpgAmY7PhCfg==';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

interface Put {
  readonly method?: string;
  /** What becomes of path and query. */
  readonly change?: (target: string) => string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** Sends a PUT to a fresh URL, changed. */
async function put({
  method = 'PUT',
  change = (target) => target,
  headers = [SSE, 'Content-Length: 4'],
  body = 'a,b\n',
}: Put) {
  const { pathname, search, host } = new URL(server.signUpload());
  const head = [
    `${method} ${change(`${pathname}${search}`)} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    ...headers,
  ];
  const answer = await server.talk(`${head.join('\r\n')}\r\n\r\n${body}`, { until: WHOLE });
  return {
    status: statusOf(answer),
    code: /<Code>(.*?)<\/Code>/.exec(answer)?.[1],
    hint: /\r\nx-muster-hint: (.*)\r\n/.exec(answer)?.[1],
    xml: bodyOf(answer),
    answer,
  };
}

const without = (name: string) => (target: string) => target.replace(new RegExp(`${name}=[^&]*&?`), '');

describe('a refused upload', () => {
  it.each<[string, Put, number, string, string]>([
    ['no query (R139)', { change: (target) => target.split('?')[0] ?? '' }, 403, 'AccessDenied', 'whole PreSignedUrl'],
    [
      'a URL cut at its first & (R140)',
      { change: (target) => target.split('&')[0] ?? '' },
      400,
      'AuthorizationQueryParametersError',
      'quote the URL',
    ],
    [
      'a URL copied out of JSON (R460)',
      { change: (target) => target.replaceAll('&', '\\u0026') },
      400,
      'AuthorizationQueryParametersError',
      'out of JSON',
    ],
    [
      'a URL copied out of JSON whose backslashes the client encodes (R460)',
      { change: (target) => target.replaceAll('&', '%5Cu0026') },
      400,
      'AuthorizationQueryParametersError',
      'out of JSON',
    ],
    [
      'a URL copied out of HTML (R460)',
      { change: (target) => target.replaceAll('&', '&amp;') },
      400,
      'AuthorizationQueryParametersError',
      'out of HTML',
    ],
    [
      'a query encoded once more (R460)',
      { change: (target) => target.replaceAll('&', '%26') },
      400,
      'AuthorizationQueryParametersError',
      'once more',
    ],
    [
      'an Authorization header (R457)',
      { headers: [SSE, 'Content-Length: 4', 'Authorization: Basic dXNlcjpwYXNz'] },
      400,
      'InvalidArgument',
      'no Authorization header',
    ],
    ['no X-Amz-Date (R140)', { change: without('X-Amz-Date') }, 400, 'AuthorizationQueryParametersError', 'quote'],
    [
      'an empty X-Amz-Date (R140)',
      { change: (target) => target.replace(/(X-Amz-Date=)[^&]*/, '$1') },
      400,
      'AuthorizationQueryParametersError',
      'quote',
    ],
    [
      'an X-Amz-Date of yesterday (R141)',
      { change: (target) => target.replace(/(X-Amz-Date=)\d{8}/, '$120200101') },
      403,
      'AccessDenied',
      'create a new job',
    ],
    ['no SSE header (R131, R142)', { headers: ['Content-Length: 4'] }, 403, 'SignatureDoesNotMatch', 'send PUT with'],
    [
      'the KMS header in capitals (R131)',
      { headers: ['Content-Length: 4', 'x-amz-server-side-encryption: AWS:KMS'] },
      403,
      'SignatureDoesNotMatch',
      'send PUT with',
    ],
    ['POST (R142)', { method: 'POST' }, 403, 'SignatureDoesNotMatch', 'send PUT with'],
    ['DELETE (R142)', { method: 'DELETE' }, 403, 'SignatureDoesNotMatch', 'send PUT with'],
    [
      'another job (R142)',
      { change: (target) => target.replace('import-q', 'import-x') },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    [
      '%2F for a slash (R142)',
      { change: (target) => target.replace('/us-east', '%2Fus-east') },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    [
      'an encoded letter in the path (R142)',
      { change: (target) => target.replace('import-q', 'import-%71') },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    [
      'a dot segment (R142)',
      { change: (target) => target.replace('/us-east', '/./us-east') },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    ['a double dot segment (R142)', { change: (target) => `/x/..${target}` }, 403, 'SignatureDoesNotMatch', 'altered'],
    [
      'an encoded dot segment (R142)',
      { change: (target) => `/x/%2e%2e${target}` },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    ['two slashes (R142)', { change: (target) => `/${target}` }, 403, 'SignatureDoesNotMatch', 'altered'],
    [
      'a slash at the end (R142)',
      { change: (target) => target.replace('?', '/?') },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    [
      'a longer expiry (R142)',
      { change: (target) => target.replace('=899', '=9999') },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    [
      'another region (R142)',
      { change: (target) => target.replace('%2Fus-east-1%2F', '%2Feu-west-1%2F') },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    [
      'fewer signed headers (R128, R142)',
      { change: (target) => target.replace('host%3Bx-amz-server-side-encryption', 'host') },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    [
      'a signature of bytes that are not ASCII (R142)',
      { change: (target) => target.replace(/.$/, '%F2') },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    [
      'a parameter twice (R142)',
      { change: (target) => `${target}&X-Amz-Expires=899` },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    ['a parameter more (R142)', { change: (target) => `${target}&x=1` }, 403, 'SignatureDoesNotMatch', 'altered'],
    [
      'a very long query (R142)',
      { change: (target) => `${target}&x=${'y'.repeat(8_000)}` },
      403,
      'SignatureDoesNotMatch',
      'altered',
    ],
    [
      'a header that is not signed (R143)',
      { headers: [SSE, 'Content-Length: 4', 'x-amz-acl: private'] },
      403,
      'AccessDenied',
      'no x-amz-* header but',
    ],
    [
      'chunks (R454)',
      { headers: [SSE, 'Transfer-Encoding: chunked'], body: '4\r\na,b\n\r\n0\r\n\r\n' },
      501,
      'NotImplemented',
      'not a pipe',
    ],
    [
      'neither length nor chunks (R145)',
      { headers: [SSE], body: '' },
      411,
      'MissingContentLength',
      'send Content-Length',
    ],
    [
      'more than the cap, before a byte of it came (R146)',
      { headers: [SSE, 'Content-Length: 268435457'], body: '' },
      400,
      'EntityTooLarge',
      'upload-bytes-max',
    ],
    [
      'the MD5 of another file (R147)',
      { headers: [SSE, 'Content-Length: 4', `Content-MD5: ${MD5_OF_NOTHING}`] },
      400,
      'BadDigest',
      'Content-MD5 is that of another file',
    ],
    [
      'an MD5 in hex (R455)',
      { headers: [SSE, 'Content-Length: 4', 'Content-MD5: d41d8cd98f00b204e9800998ecf8427e'] },
      400,
      'InvalidDigest',
      'not of its hex digits',
    ],
    [
      'a body that stops (R148)',
      { headers: [SSE, 'Content-Length: 5'] },
      400,
      'IncompleteBody',
      'send the whole file again',
    ],
  ])('is answered in XML with a hint: %s', async (_, change, status, code, hint) => {
    const answer = await put(change);
    expect(answer).toMatchObject({ status, code, hint: expect.stringContaining(hint) });
    expect(answer.xml).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Error><Code>\w+<\/Code><Message>[^<]+<\/Message>.*<RequestId>[A-Z2-7]{16}<\/RequestId><HostId>\w+<\/HostId><\/Error>$/s,
    );
    expect(answer.answer).toContain('\r\nContent-Type: application/xml\r\n');
    expect(server.upload).toBeUndefined();
  });

  it('is told the first of its faults in the order of the rules (R139, R140, R141, R142, R143, R145, R146, R147)', async () => {
    const old = (target: string) => target.replace(/(X-Amz-Date=)\d{8}/, '$120200101');
    const same = (target: string) => target;
    const chunked = 'Transfer-Encoding: chunked';
    const tooLong = 'Content-Length: 999999999';
    const badMd5 = `Content-MD5: ${MD5_OF_NOTHING}`;
    const acl = 'x-amz-acl: private';
    const steps: [Put['change'], readonly string[], string][] = [
      [(target) => target.split('?')[0] ?? '', [acl, chunked, badMd5], 'AccessDenied'],
      [
        (target) => old(without('X-Amz-Signature')(target)),
        [acl, chunked, badMd5],
        'AuthorizationQueryParametersError',
      ],
      [old, [acl, chunked, badMd5], 'AccessDenied'],
      [same, [acl, chunked, badMd5], 'SignatureDoesNotMatch'],
      [same, [SSE, acl, chunked, badMd5], 'AccessDenied'],
      [same, [SSE, chunked, badMd5], 'NotImplemented'],
      [same, [SSE, tooLong, badMd5], 'EntityTooLarge'],
      [same, [SSE, 'Content-Length: 4', badMd5], 'BadDigest'],
    ];
    for (const [change = same, headers, code] of steps) {
      const body = headers.includes(chunked) ? '0\r\n\r\n' : 'a,b\n';
      expect((await put({ change, headers, body })).code, headers.join()).toBe(code);
    }
  });

  it.each<[string, Put]>([
    ['parameters in another order (R142)', { change: (target) => target.replace(/\?(.*?)&(.*)$/, '?$2&$1') }],
    ['an unreserved letter of a value encoded (R142)', { change: (target) => target.replace('=AWS4', '=%41WS4') }],
    ['an empty parameter (R142)', { change: (target) => target.replace('?', '?&') }],
    [
      'spaces around the KMS header (R131)',
      { headers: ['Content-Length: 4', 'X-AMZ-Server-Side-Encryption:   aws:kms  '] },
    ],
    [
      'any content type and coding (R132, R136)',
      { headers: [SSE, 'Content-Length: 4', 'Content-Type: x', 'Content-Encoding: gzip'] },
    ],
    ['its own MD5 (R147)', { headers: [SSE, 'Content-Length: 0', `Content-MD5: ${MD5_OF_NOTHING}`], body: '' }],
  ])('is not one with %s', async (_, change) => {
    expect((await put(change)).status).toBe(200);
    expect(server.upload).toBeDefined();
  });

  it('frees its connection at once where the body is not worth reading (R146)', async () => {
    const answer = await server.talk(server.putHead(300_000_000, 'Expect: 100-continue\r\n'), { until: WHOLE });
    expect([statusOf(answer), answer.includes('100 Continue')]).toEqual([400, false]);
    expect(answer).toContain('\r\nConnection: close\r\n');
  });
});

describe('uploads on one connection', () => {
  it('follow each other, also behind a refused one, and the last complete one wins (R134)', async () => {
    const first = `${server.putHead(4)}one\n`;
    const refused = `${server.putHead(4, 'x-amz-acl: private\r\n')}two\n`;
    const last = `${server.putHead(6)}three\n`;
    const health = 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    const answer = await server.talk(`${first}${refused}${last}${health}`);
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '403', '200', '200']);
    expect(server.upload?.byteLength).toBe(6);
  });
});
