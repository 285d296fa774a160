import { describe, expect, it } from 'vitest';
import { knownHosts } from './known-hosts.ts';

describe('knownHosts', () => {
  it.each([
    ['127.0.0.1', undefined, '127.0.0.1:4599', true],
    ['127.0.0.1', undefined, 'localhost:4599', true],
    ['127.0.0.1', undefined, 'muster.localhost:4599', true],
    ['127.0.0.1', undefined, '[::1]:4599', true],
    ['127.0.0.1', undefined, '127.0.0.1', false],
    ['127.0.0.1', undefined, 'import.example.com:4599', false],
    ['127.0.0.1', undefined, 'a b', false],
    ['0.0.0.0', undefined, 'import.example.com:4599', true],
    ['0.0.0.0', 'https://import.example.com', 'Import.Example.com', true],
    ['0.0.0.0', 'https://import.example.com', 'import.example.com:8443', false],
    ['0.0.0.0', 'https://import.example.com', 'localhost:4599', true],
    ['0.0.0.0', 'https://import.example.com:8443', 'import.example.com:8443', true],
  ])('of a server on %s, public URL %s: %s is known: %s (R125)', (host, publicUrl, asked, isKnown) => {
    const hosts = knownHosts({ host, publicUrl });
    hosts.listensOn(4599);
    expect(hosts.isKnown(asked)).toBe(isKnown);
  });

  it.each([
    ['127.0.0.1', undefined, '127.0.0.1:4599', false],
    ['127.0.0.1', undefined, 'localhost:9999', false],
    ['127.0.0.1', undefined, 'muster.localhost', false],
    ['::1', undefined, '[::1]:4599', false],
    ['127.0.0.1', undefined, 'import.example.com', true],
    ['127.0.0.1', undefined, '127.0.0.1.evil.example:4599', true],
    ['127.0.0.1', undefined, '10.0.0.7:4599', true],
    ['127.0.0.1', undefined, '', true],
    ['127.0.0.1', undefined, 'a b', true],
    ['127.0.0.1', 'http://muster.localhost:8080', 'muster.localhost:8080', false],
    ['127.0.0.1', 'http://muster.localhost:8080', 'import.example.com', true],
    ['0.0.0.0', undefined, 'import.example.com', false],
    ['0.0.0.0', 'https://import.example.com', 'Import.example.com', false],
    ['0.0.0.0', 'https://import.example.com', 'other.example.com', true],
  ])('of a server on %s, public URL %s: %s is foreign: %s (R410)', (host, publicUrl, asked, isForeign) => {
    const hosts = knownHosts({ host, publicUrl });
    hosts.listensOn(4599);
    expect(hosts.isForeign(asked)).toBe(isForeign);
  });
});
