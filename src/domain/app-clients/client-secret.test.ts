import { describe, expect, it } from 'vitest';
import { openClientSecret, sealClientSecret } from './client-secret.ts';

const KEY = Buffer.alloc(32, 1);

describe('the sealed secret of a client', () => {
  const sealed = sealClientSecret(KEY, 'client-a', 'the-secret-of-client-a');

  it('opens for its client by the key of the server', () => {
    expect(openClientSecret(KEY, 'client-a', sealed)).toBe('the-secret-of-client-a');
    expect(Buffer.from(sealed).includes('the-secret')).toBe(false);
  });

  it.each([
    ['another client', KEY, 'client-b'],
    ['another key', Buffer.alloc(32, 2), 'client-a'],
  ])('does not open for %s', (_, key, clientId) => {
    expect(openClientSecret(key, clientId, sealed)).toBeUndefined();
  });
});
