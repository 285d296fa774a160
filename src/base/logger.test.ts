import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';

describe("the server's own log", () => {
  it.each([
    ['a field', { password: 'Secret-1' }, { password: '[redacted]' }],
    [
      'a field of a field',
      { request: { body: 'Secret-1', operation: 'X' } },
      { request: { body: '[redacted]', operation: 'X' } },
    ],
    ['a field that holds more', { attributes: { email: 'Secret-1' } }, { attributes: '[redacted]' }],
    ['no other field', { status: 200, user: 'ann' }, { status: 200, user: 'ann' }],
  ])('writes [redacted] for what must never be written: %s', (_what, fields, written) => {
    const lines: string[] = [];
    createLogger('info', { write: (line) => lines.push(line) }).info(fields, 'request');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ ...written, msg: 'request' });
    expect(lines[0]).not.toContain('Secret-1');
  });

  it('shows what went wrong of an error, and where', () => {
    const lines: string[] = [];
    createLogger('info', { write: (line) => lines.push(line) }).error({ err: new TypeError('no such file') }, 'failed');
    expect(JSON.parse(lines[0] ?? '').err).toMatchObject({ type: 'TypeError', message: 'no such file' });
  });
});
