import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { LEASE_MS } from '../base/node.ts';
import type { ImportJob, LeaseToken } from '../domain/imports/import-job.ts';
import { RENEW_AGAIN_MS, RENEW_EVERY_MS, startLeaseHeartbeat } from './lease-heartbeat.ts';

/** Answers are taken in turn; the last one stays. */
function setUp(...answers: ('renewed' | 'lease-lost' | Error)[]) {
  const scheduler = new ManualScheduler();
  const renewed: LeaseToken[] = [];
  const lease = startLeaseHeartbeat(
    {
      scheduler,
      logger: silentLogger,
      store: {
        async renewImportLease(token) {
          renewed.push(token);
          const answer = answers.length > 1 ? answers.shift() : answers[0];
          if (answer instanceof Error) throw answer;
          return answer ?? 'renewed';
        },
      },
    },
    { job: { id: 'import-a' } as ImportJob, leaseToken: '1.1' as LeaseToken },
  );
  const pass = async (ms: number) => {
    scheduler.advance(ms);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return { lease, renewed, scheduler, pass };
}

describe('startLeaseHeartbeat', () => {
  it('renews again and again, so often that a lease outlives two that are lost', async () => {
    const { lease, renewed, pass } = setUp('renewed');
    for (let time = 1; time <= 3; time += 1) {
      await pass(RENEW_EVERY_MS);
      expect(renewed).toEqual(Array(time).fill('1.1'));
    }
    expect(3 * RENEW_EVERY_MS).toBeLessThan(LEASE_MS);
    expect(lease.isLost()).toBe(false);
  });

  it('says that the lease is lost, and asks no more', async () => {
    const { lease, renewed, scheduler, pass } = setUp('renewed', 'lease-lost');
    await pass(RENEW_EVERY_MS);
    expect(lease.isLost()).toBe(false);
    await pass(RENEW_EVERY_MS);
    expect(lease.isLost()).toBe(true);
    expect(renewed).toHaveLength(2);
    expect(scheduler.size).toBe(0);
  });

  it('asks a store that could not be asked again soon, and takes the lease for kept meanwhile', async () => {
    const { lease, renewed, pass } = setUp(new Error('no connection'), new Error('no connection'), 'renewed');
    await pass(RENEW_EVERY_MS);
    await pass(RENEW_AGAIN_MS);
    await pass(RENEW_AGAIN_MS);
    expect(renewed).toHaveLength(3);
    expect(lease.isLost()).toBe(false);
    await pass(RENEW_EVERY_MS - 1);
    expect(renewed).toHaveLength(3);
  });

  it('ends: no timer is left, and what is answered then counts no more', async () => {
    const { lease, scheduler, pass } = setUp('lease-lost');
    scheduler.advance(RENEW_EVERY_MS);
    lease.end();
    await pass(0);
    expect(lease.isLost()).toBe(false);
    expect(scheduler.size).toBe(0);
  });
});
