import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assert } from '../../base/assert.ts';
import type { NodeId } from '../../base/node.ts';
import type { ImportJobKey, LeaseToken } from '../../domain/imports/import-job.ts';
import type { LogEvent, LogPosition } from '../../domain/logs/log-event.ts';
import type { UserPool } from '../../domain/pools/user-pool.ts';
import {
  accepted,
  beginAt,
  commit,
  countUsers,
  LOG_GROUP,
  makePendingJob,
  makePool,
  NODE,
  NOW,
  type OpenStore,
  OTHER_NODE,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

const ROUNDS = 12;

/** Two jobs of one pool under way at once on two nodes, whose batches come at the same time. */
export function describeParallelJobs(openStore: OpenStore): void {
  describe('two jobs of a pool at once', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    let tokens: readonly LeaseToken[];
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001');
      await makePendingJob(engine.store, pool, 'a');
      await makePendingJob(engine.store, pool, 'b', NOW + 1);
      const first = await begin(NODE, 'a', []);
      tokens = [first.token, (await begin(OTHER_NODE, 'b', [first.key])).token];
    });
    afterEach(() => engine.close());

    async function begin(
      node: NodeId,
      name: string,
      exclude: readonly ImportJobKey[],
    ): Promise<{ readonly token: LeaseToken; readonly key: ImportJobKey }> {
      const claimed = await engine.store.claimImportJob(node, exclude);
      assert(claimed?.job.name === name, `job ${name} is claimed`);
      await engine.store.beginImport(claimed.leaseToken, beginAt(name));
      return { token: claimed.leaseToken, key: claimed.job.key };
    }

    /** A batch of each job, sent together; the clocks of their nodes are a second apart, and the later job is the one behind. */
    async function commitTogether(round: number): Promise<void> {
      const commits = await Promise.all(
        tokens.map((token, job) =>
          commit(engine.store, token, round + 1, [accepted(`u${round}`)], NOW + 10 * round - 1_000 * job),
        ),
      );
      expect(commits.map(({ kind }) => kind)).toEqual(['committed', 'committed']);
    }

    async function readFrom(from: LogPosition | undefined, limit: number): Promise<readonly LogEvent[]> {
      const page = await engine.store.readLogGroupEvents(SCOPE, LOG_GROUP, {
        direction: 'forward',
        limit,
        maxBytes: 1_048_576,
        nowMs: NOW,
        ...(from && { from }),
      });
      assert(page, 'the group is there');
      return page.events;
    }

    it('gives each user to one of them, and counts each record once', async () => {
      for (let round = 0; round < ROUNDS; round++) await commitTogether(round);
      const { items } = await engine.store.listImportJobs(pool.key, undefined, 10);
      expect(items.map(({ importedUsers, skippedUsers }) => importedUsers + skippedUsers)).toEqual([ROUNDS, ROUNDS]);
      expect(items.reduce((sum, { importedUsers }) => sum + importedUsers, 0)).toBe(ROUNDS);
      expect(await countUsers(engine.store, pool)).toBe(ROUNDS);
    });

    it('logs in the order of time, so that a reader who is under way misses nothing and sees nothing twice (N27)', async () => {
      const seen: LogEvent[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const written = commitTogether(round);
        // Reads also while the two are being written.
        seen.push(...(await readFrom(seen.at(-1)?.position, 3)));
        await written;
      }
      for (;;) {
        const more = await readFrom(seen.at(-1)?.position, 3);
        if (more.length === 0) break;
        seen.push(...more);
      }
      expect(seen).toHaveLength(2 * ROUNDS);
      expect(seen.map(({ timestamp }) => timestamp)).toEqual(
        seen.map(({ timestamp }) => timestamp).toSorted((one, other) => one - other),
      );
      expect(await readFrom(undefined, 10_000)).toEqual(seen);
    });
  });
}
