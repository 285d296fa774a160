import { describe, expect, it } from 'vitest';
import { knownHosts } from '../base/http/known-hosts.ts';
import { findReaderProblem, type MetricsReaders } from '../service/metrics-route.ts';
import { bodyOf, startTestServer, statusOf, WHOLE } from './server.fixture.ts';

const HOSTS = knownHosts({ host: '127.0.0.1' });

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
    const request = { remoteAddress, rawHeaders: ['Host', 'localhost'] };
    expect(findReaderProblem('loopback', HOSTS, request) === undefined).toBe(isOpen);
    expect(findReaderProblem('open', HOSTS, request)).toBeUndefined();
  });

  it.each<['loopback' | 'open', string, number]>([
    ['loopback', 'localhost:4599', 200],
    ['loopback', '127.0.0.1:8080', 200],
    ['loopback', '[::1]', 200],
    ['loopback', 'rebound.example', 403],
    ['loopback', 'localhost.rebound.example:4599', 403],
    ['open', 'rebound.example', 200],
  ])('while metrics are %s, asked for on the host %s, is answered %d (R502)', async (readers, host, status) => {
    const server = await startTestServer({}, readers);
    const answer = await server.talk(`GET /metrics HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(statusOf(answer)).toBe(status);
    await server.stop();
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
