import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assert } from '../base/assert.ts';
import { silentLogger } from '../base/logger.ts';
import type { NodeId } from '../base/node.ts';
import type { ImportJob, ImportJobId, LeaseToken } from '../domain/imports/import-job.ts';
import {
  accepted,
  beginAt,
  failed,
  makePendingJob,
  newPool,
  newUser,
} from '../store/contract/stored-things.fixture.ts';
import { openSqliteStore, type SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { OneJobStore } from './one-job-store.fixture.ts';

const NODE = 'node' as NodeId;

/** What a worker and the API do to a job. `token`: how many claims ago it was given, 0 for the last. */
type Action =
  | { readonly kind: 'claim' | 'stop' }
  | { readonly kind: 'renew' | 'release' | 'begin'; readonly token: number }
  | {
      readonly kind: 'commit';
      readonly token: number;
      readonly usernames: readonly string[];
      readonly failures: number;
    }
  | { readonly kind: 'end'; readonly token: number; readonly event: 'succeed' | 'fail' | 'halt' };

const token = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 2) });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'claim' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'stop' as const }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('renew' as const, 'release' as const), token }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('begin' as const), token }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      token,
      usernames: fc.array(fc.constantFrom('ana', 'bob', 'eve'), { maxLength: 3 }),
      failures: fc.nat(2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      token,
      event: fc.constantFrom('succeed' as const, 'fail' as const, 'halt' as const),
    }),
  },
);

/** One job behind either store. */
interface Subject {
  readonly store: Pick<
    SqliteStore,
    'claimImportJob' | 'renewImportLease' | 'releaseImportJob' | 'beginImport' | 'commitBatch' | 'endImportJob'
  >;
  stop(): Promise<unknown>;
  findJob(): Promise<ImportJob | undefined>;
  readonly tokens: LeaseToken[];
}

/** The answer, as far as a worker decides by it, or that the call was rejected. */
async function act({ store, tokens, stop, findJob }: Subject, done: Action): Promise<unknown> {
  const held = 'token' in done ? tokens.at(-1 - done.token) : undefined;
  if ('token' in done && held === undefined) return 'no such token';
  const leaseToken = held ?? ('' as LeaseToken);
  switch (done.kind) {
    case 'claim': {
      const claimed = await store.claimImportJob(NODE, []);
      if (claimed) tokens.push(claimed.leaseToken);
      return claimed !== undefined;
    }
    case 'stop':
      await stop();
      return undefined;
    case 'renew':
      return store.renewImportLease(leaseToken);
    case 'release':
      return store.releaseImportJob(leaseToken);
    case 'begin':
      return (await store.beginImport(leaseToken, beginAt('stream'))).kind;
    case 'commit': {
      const { recordNumber } = (await findJob())?.checkpoint ?? { recordNumber: 1 };
      const verdicts = [
        ...done.usernames.map((name) => accepted(newUser(name))),
        ...Array.from({ length: done.failures }, () => failed('email-malformed')),
      ];
      const next = recordNumber + verdicts.length;
      const checkpoint = { byteOffset: 100 * next, lineNumber: next + 1, recordNumber: next };
      const batch = { verdicts, firstRecordNumber: recordNumber, checkpoint, nowMs: 1_000 };
      const answer = await store.commitBatch(leaseToken, batch);
      return answer.kind === 'committed' ? { status: answer.status, ...answer.counters } : answer.kind;
    }
    case 'end': {
      const end = { event: done.event, completionMessage: 'the end', nowMs: 2_000 };
      return store.endImportJob(leaseToken, end).then(
        ({ kind }) => kind,
        () => 'rejected',
      );
    }
  }
}

function seen(job: ImportJob | undefined) {
  assert(job, 'the job is there');
  const { status, attempts, checkpoint, importedUsers, skippedUsers, failedUsers } = job;
  return { status, attempts, checkpoint, importedUsers, skippedUsers, failedUsers };
}

describe('the store of the tests of jobs', () => {
  let directory: string;
  let sqlite: SqliteStore;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-one-job-'));
    sqlite = await openSqliteStore({ databaseFile: join(directory, 'muster.db'), logger: silentLogger });
  });
  afterAll(async () => {
    await sqlite.close();
    rmSync(directory, { recursive: true });
  });

  let pools = 0;
  async function openSqliteJob(): Promise<Subject> {
    pools += 1;
    const pool = await sqlite.createUserPool(newPool(`Pool${String(pools).padStart(5, '0')}`));
    const id: ImportJobId = await makePendingJob(sqlite, pool, 'job');
    return {
      store: sqlite,
      stop: () => sqlite.stopImportJob(pool, pool.id, id, { completionMessage: 'stopped', nowMs: 2_000 }),
      findJob: () => sqlite.findImportJob(pool, pool.id, id),
      tokens: [],
    };
  }

  /** A claim in the next run is to find the job of that run. */
  async function endWhatIsLeft(): Promise<void> {
    const left = await sqlite.claimImportJob(NODE, []);
    if (left) await sqlite.endImportJob(left.leaseToken, { event: 'fail', completionMessage: '', nowMs: 3_000 });
  }

  function openOneJob(): Subject {
    const store = new OneJobStore({ blobId: 'blob', byteLength: 10 });
    return { store, stop: async () => store.stop(), findJob: () => store.findImportJob(), tokens: [] };
  }

  it('answers and keeps the job as SQLite does, whatever is done to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const [fake, real] = [openOneJob(), await openSqliteJob()];
        try {
          for (const [index, done] of actions.entries()) {
            const where = `action ${index}: ${JSON.stringify(done)}`;
            expect(await act(fake, done), where).toEqual(await act(real, done));
            expect(seen(await fake.findJob()), where).toEqual(seen(await real.findJob()));
          }
        } finally {
          await endWhatIsLeft();
        }
      }),
      { numRuns: 60 },
    );
  });
});
