import { describe, expect, it } from 'vitest';
import { findReaderProblem, type MetricsReaders } from '../service/metrics-route.ts';
import { bodyOf, startTestServer, statusOf, WHOLE } from './server.fixture.ts';

describe('GET /metrics', () => {
  it.each<[MetricsReaders, string, string, number]>([
    ['loopback', 'GET', '', 200],
    ['open', 'GET', '', 200],
    ['off', 'GET', '', 404],
    ['loopback', 'GET', 'X-Forwarded-For: 203.0.113.7\r\n', 403],
    ['loopback', 'GET', 'Forwarded: for=203.0.113.7\r\n', 403],
    ['loopback', 'GET', 'X-Forwarded-Host: import.example.com\r\n', 403],
    ['loopback', 'GET', 'Via: 1.1 proxy\r\n', 403],
    ['open', 'GET', 'X-Forwarded-For: 203.0.113.7\r\n', 200],
    ['open', 'DELETE', '', 405],
    ['off', 'POST', '', 404],
  ])('while metrics are %s: %s %jis answered %d', async (readers, method, header, status) => {
    const server = await startTestServer({}, readers);
    const head = `${method} /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${header}\r\n`;
    const answer = await server.talk(head);
    expect(statusOf(answer)).toBe(status);
    expect(bodyOf(answer).includes('muster_store_up')).toBe(status === 200);
    await server.stop();
  });

  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.7', false],
    ['::ffff:10.0.0.7', false],
    ['2001:db8::1', false],
    [undefined, false],
  ])('of loopback only, asked from %s, are open: %s', (remoteAddress, isOpen) => {
    expect(findReaderProblem('loopback', { remoteAddress, rawHeaders: [] }) === undefined).toBe(isOpen);
    expect(findReaderProblem('open', { remoteAddress, rawHeaders: [] })).toBeUndefined();
  });

  it('is asked for no signature, and counts neither itself nor the health of the server among the requests', async () => {
    const server = await startTestServer();
    for (const path of ['/metrics', '/health']) {
      await server.talk(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    }
    expect(server.metrics.samples().histograms).toEqual([]);
    const call = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}';
    await server.talk(call, { until: WHOLE });
    const [sample] = server.metrics.samples().histograms;
    expect(sample?.labels).toEqual({ operation: 'Echo', code: 'none' });
    await server.stop();
  });
});
