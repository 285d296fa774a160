import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isLoopbackHost, unmapAddress } from './loopback.ts';

describe('isLoopbackHost', () => {
  it.each([
    ['localhost', true],
    ['LOCALHOST', true],
    ['app.localhost', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['[::1]', true],
    ['[::ffff:127.0.0.1]', true],
    ['127.999.0.1', false],
    ['127.0.0.1.example.com', false],
    ['localhost.example.com', false],
    ['0.0.0.0', false],
    ['10.0.0.1', false],
    ['', false],
  ])('judges %s', (host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected);
  });
});

describe('isLoopbackAddress', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.255.255.255', true],
    ['::1', true],
    ['0:0:0:0:0:0:0:1', true],
    ['::ffff:127.0.0.1', true],
    ['::FFFF:127.0.0.1', true],
    ['::ffff:7f00:1', true],
    ['::ffff:10.0.0.7', false],
    ['10.0.0.7', false],
    ['128.0.0.1', false],
    ['2001:db8::1', false],
    ['localhost', false],
    ['', false],
  ])('judges %s: %s', (address, expected) => {
    expect(isLoopbackAddress(address)).toBe(expected);
  });
});

describe('unmapAddress', () => {
  it.each([
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['::1', '::1'],
  ])('writes %s as %s', (address, expected) => {
    expect(unmapAddress(address)).toBe(expected);
  });
});
