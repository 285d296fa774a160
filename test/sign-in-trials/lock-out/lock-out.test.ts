import { expect, it } from 'vitest';
import { describeWithPostgres } from '../../postgres-server.ts';
import { describeWithS3 } from '../../s3-server.ts';
import { attackTwoNodes } from './attack-two-nodes.ts';
import { moveThroughLockOuts } from './move-through-lock-outs.ts';

describeWithPostgres('two nodes on PostgreSQL', () => {
  describeWithS3('and a bucket', () => {
    it('lock out together while clients at both try wrong passwords, and let the right one in afterwards (S18)', async () => {
      const { attempts, faults } = await attackTwoNodes({ attempts: 100, failures: 7, bursts: 20 });
      expect(faults).toEqual([]);
      expect(attempts.length).toBeGreaterThanOrEqual(100);
    });
  });
});

it('locks out for a second, then twice as long each time, up to 15 minutes, and forgets after 15 quiet ones (S18)', async () => {
  const { lockOuts, faults } = await moveThroughLockOuts();
  expect(faults).toEqual([]);
  expect(lockOuts.map(({ lockOutMs }) => lockOutMs / 1_000)).toEqual([...[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]]);
});
