import { describe, expect, it } from 'vitest';
import { judgeError } from './failover/judge-error.ts';
import { runFailover } from './failover/run-failover.ts';
import { tellEnd, tellReport } from './failover/tell-failover.ts';
import { describeWithPatroni } from './patroni-cluster.ts';
import { describeWithS3 } from './s3-server.ts';

/** Enough that the primary dies in the middle of them. */
const RECORDS = 60_000;
/** The cluster takes 8 to 10 s; a machine that is busy takes longer. */
const PROMOTED_MS_MAX = 40_000;
/**
 * From the new primary to the first user that every node makes, and to the next batch: pauses of Muster that have grown meanwhile. On an idle
 * machine 5 and 20 s would do.
 */
const ANSWERED_MS_MAX = 30_000;
const WENT_ON_MS_MAX = 60_000;

describeWithPatroni('a cluster of PostgreSQL servers', () => {
  describeWithS3('and a bucket', () => {
    it('lose the primary in the middle of an import, which ends as if nothing had happened (R66, R273)', async () => {
      const run = await runFailover({ kills: 1, records: RECORDS, seed: 21 });
      process.stdout.write(`${[...run.failovers.map(tellReport), ...tellEnd(run)].join('\n')}\n`);
      expect(run.differences).toEqual([]);
      const [failover] = run.failovers;
      expect(failover?.promoted).not.toBe(failover?.killed);
      expect(failover?.recordsBefore).toBeLessThan(RECORDS);
      const { promotedMs = Number.NaN, answeredMs, wentOnMs } = failover ?? {};
      expect(promotedMs).toBeLessThan(PROMOTED_MS_MAX);
      expect(answeredMs).toBeLessThan(promotedMs + ANSWERED_MS_MAX);
      expect(wentOnMs).toBeLessThan(promotedMs + WENT_ON_MS_MAX);
      for (const { acknowledged, errors, longestMs } of run.journals) {
        expect(acknowledged).toBeGreaterThan(20);
        // The call that met the death was answered an error, or waited for the new primary.
        expect(errors.size > 0 || longestMs > promotedMs / 2).toBe(true);
      }
    });
  });
});

describe('an error of the SDK', () => {
  const modelled = (name: string, httpStatusCode: number) =>
    Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

  it.each([
    ['InternalErrorException (500)', modelled('InternalErrorException', 500)],
    ['closed connection', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
    [undefined, modelled('UserNotFoundException', 400)],
    [undefined, modelled('InternalErrorException', 400)],
    [undefined, modelled('UnknownError', 500)],
    [undefined, new TypeError('x is undefined')],
  ])('is %s', (name, error) => {
    expect(judgeError(error)).toBe(name);
  });
});
