import { expect, it } from 'vitest';
import { describeWithPostgres } from '../../postgres-server.ts';
import { describeWithS3 } from '../../s3-server.ts';
import { runNodeStorm } from './run-node-storm.ts';

const EVENTS = 5;
const SEED = 20_261_125;
/** Other tests keep the processors busy: what counts is that a job goes on while its node is away, not when. */
const TAKEN_OVER_MS_MAX = 120_000;

describeWithPostgres('four nodes on one database', () => {
  describeWithS3('and a bucket', () => {
    it('end every job as its oracle says, whoever of them is killed or paused (R66, R85, R297)', async () => {
      const { tally, journal, differences } = await runNodeStorm({
        events: EVENTS,
        seed: SEED,
        parallelRuns: 1,
        takenOverMsMax: TAKEN_OVER_MS_MAX,
      });
      expect(differences).toEqual([]);
      expect(tally.jobs).toBeGreaterThanOrEqual(40);
      expect(journal.takeoverMs.length).toBeGreaterThan(0);
    });
  });
});
