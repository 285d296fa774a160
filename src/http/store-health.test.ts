import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { StoreHealth } from './store-health.ts';

function setUp(healthMs = 60_000) {
  const checks: { answer(): void; refuse(): void }[] = [];
  const checkHealth = () =>
    new Promise<void>((resolve, reject) => {
      checks.push({ answer: resolve, refuse: () => reject(new Error('disk I/O error')) });
    });
  return { checks, health: new StoreHealth({ checkHealth, logger: silentLogger }, { healthMs }) };
}

describe('StoreHealth', () => {
  it('asks once for all who want to know at the same time, and again for who comes later', async () => {
    const { checks, health } = setUp();
    const together = [health.isHealthy(), health.isHealthy(), health.isHealthy()];
    expect(checks).toHaveLength(1);
    checks[0]?.answer();
    expect(await Promise.all(together)).toEqual([true, true, true]);
    const later = health.isHealthy();
    expect(checks).toHaveLength(2);
    checks[1]?.refuse();
    expect(await later).toBe(false);
    const recovered = health.isHealthy();
    checks[2]?.answer();
    expect(await recovered).toBe(true);
  });

  it('does not wait for ever for a store that does not answer, and sees it when it is back', async () => {
    const { checks, health } = setUp(1);
    expect(await health.isHealthy()).toBe(false);
    const again = health.isHealthy();
    expect(checks).toHaveLength(2);
    checks[1]?.answer();
    expect(await again).toBe(true);
  });
});
