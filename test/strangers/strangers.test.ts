import { describe, expect, it } from 'vitest';
import { startServerProcess } from '../server-process.ts';
import { attack } from './attack.ts';
import { WORST_BODIES } from './worst-bodies.ts';

const MEMORY_BYTES_MAX = 400 * 1_048_576;

describe('strangers with the worst bodies', () => {
  it('keep a server within 400 MiB, and keep nobody out whose requests are signed (R540 to R545)', async () => {
    const server = await startServerProcess({ logLevel: 'error' });
    try {
      const { signedAnswered, signedSent, memoryBytesMax, requests } = await attack(server, {
        connections: 6 * WORST_BODIES.length,
        seconds: 5,
        seed: 1,
      });
      // All of them came to it.
      expect(requests).toBeGreaterThanOrEqual(WORST_BODIES.length);
      expect(memoryBytesMax).toBeLessThanOrEqual(MEMORY_BYTES_MAX);
      expect(signedSent).toBeGreaterThan(0);
      expect(signedAnswered).toBe(signedSent);
    } finally {
      await server.stop();
    }
  });
});
