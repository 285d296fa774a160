import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { FileFolder } from './file-folder.ts';
import { createFileRoute } from './file-route.ts';
import type { HttpAnswer } from './http-problem.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-files-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<p>index</p>');
  writeFileSync(join(directory, 'assets/app-1234.js'), 'plain');
  writeFileSync(join(directory, 'assets/app-1234.js.br'), 'brotli');
});
afterAll(() => rmSync(directory, { recursive: true }));

async function get(url: string, rawHeaders: readonly string[] = []): Promise<HttpAnswer> {
  const route = createFileRoute({
    name: 'files',
    prefix: '/files/',
    open: () => FileFolder.open(directory, 'assets/'),
    pages: {
      'page.json': () => ({ statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' }),
    },
    findRefusal: ({ remoteAddress }) =>
      remoteAddress === undefined ? { statusCode: 403, code: 'AccessDenied', message: 'no' } : undefined,
    headers: { 'X-Frame-Options': 'DENY' },
    ids: randomIds,
  });
  expect(route.matches(url)).toBe(true);
  if (route.serve?.body !== 'none') throw new Error('files take no bodies');
  return route.serve.answer({ method: 'GET', url, rawHeaders, remoteAddress: '127.0.0.1' });
}

describe('a route of files', () => {
  it.each([
    ['/files/', 200, 'text/html; charset=utf-8', '<p>index</p>'],
    ['/files/?a=b', 200, 'text/html; charset=utf-8', '<p>index</p>'],
    ['/files/assets/app-1234.js', 200, 'text/javascript; charset=utf-8', 'plain'],
    ['/files/page.json', 200, 'application/json', '{}'],
    ['/files', 308, undefined, ''],
    ['/files/assets', 404, 'application/json', undefined],
    ['/files/assets/app-1234.js.br', 404, 'application/json', undefined],
    ['/files/../index.html', 404, 'application/json', undefined],
    ['/files/constructor', 404, 'application/json', undefined],
  ])('answers %s with %i (R1000)', async (url, statusCode, contentType, body) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(statusCode);
    expect(answer.headers['Content-Type']).toBe(contentType);
    expect(answer.headers['X-Frame-Options']).toBe('DENY');
    if (body !== undefined) expect(String(answer.body)).toBe(body);
  });

  it.each([
    ['br', 'br'],
    ['gzip, br;q=0.5', 'br'],
    ['gzip;q=1, BR', 'br'],
    ['gzip', undefined],
    ['br;q=0', undefined],
    ['br;q=0.000', undefined],
  ])('sends to a client that accepts %s the encoding %s (R1004)', async (accepted, encoding) => {
    const { headers, body } = await get('/files/assets/app-1234.js', ['Accept-Encoding', accepted]);
    expect(headers['Content-Encoding']).toBe(encoding);
    expect(headers.Vary).toBe('Accept-Encoding');
    expect(String(body)).toBe(encoding === undefined ? 'plain' : 'brotli');
  });

  it('sends nothing again that a client has (R1004)', async () => {
    const { headers } = await get('/files/');
    expect(headers['Cache-Control']).toBe('no-cache');
    const again = await get('/files/', ['If-None-Match', `"other", W/${headers.ETag}`]);
    expect(again).toMatchObject({ statusCode: 304, body: '' });
  });
});
