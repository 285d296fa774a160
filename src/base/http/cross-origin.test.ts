import { describe, expect, it } from 'vitest';
import { isAllowedOrigin } from './cross-origin.ts';

describe('isAllowedOrigin', () => {
  it.each([
    [undefined, true],
    ['http://localhost:5173', true],
    ['https://127.0.0.1', true],
    ['http://[::1]:80', true],
    ['https://named.example', true],
    ['https://named.example:8443', false],
    ['https://evil.example', false],
    ['http://localhost.evil.example', false],
    ['http://localhost@evil.example', false],
    ['null', false],
    ['', false],
    ['file://localhost', false],
  ])('while foreign origins are not allowed, judges %s: %s (R138)', (origin, expected) => {
    const options = { allowForeignOrigins: false, allowedOrigins: ['https://named.example'] };
    expect(isAllowedOrigin(origin, options)).toBe(expected);
    expect(isAllowedOrigin(origin, { allowForeignOrigins: true })).toBe(true);
  });
});
