import { describe, expect, it } from 'vitest';
import { randomIds } from './ids.ts';

describe('uuidV7', () => {
  it('is a UUID of version 7 that begins with the time, also when the time changes between two', () => {
    for (let count = 0; count < 3_000; count++) {
      const nowMs = 1_800_000_000_000 + (count % 3);
      const uuid = randomIds.uuidV7(nowMs);
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16)).toBe(nowMs);
    }
  });

  it('never gives one twice', () => {
    expect(new Set(Array.from({ length: 5_000 }, () => randomIds.uuidV7(1))).size).toBe(5_000);
  });
});
