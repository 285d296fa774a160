import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { randomIds } from '../src/base/ids.ts';
import { silentLogger } from '../src/base/logger.ts';
import type { ImportJobId } from '../src/domain/import-job.ts';
import type { Verdict } from '../src/domain/record-outcome.ts';
import type { NewUser } from '../src/domain/user.ts';
import { fixtureSchema, fixtureSettings } from '../src/domain/user-pool.fixture.ts';
import type { AccountId, UserPoolId } from '../src/domain/user-pool.ts';
import { openSqliteStore, type SqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import { type Figure, percentile, type Trial } from './trial.ts';

const USERS = 500_000;
const RECORDS_PER_BATCH = 1_500;
const SCOPE = { account: '000000000000' as AccountId, region: 'us-east-1' };
const NOW_MS = 1_800_000_000_000;

/** The store alone: batches that were judged before go in one after the other, as from the jobs thread. */
export const storeCommit: Trial = {
  name: 'store-commit',
  about: `${USERS.toLocaleString('en')} users of a default pool through commitBatch, ${RECORDS_PER_BATCH} a batch`,
  runs: 3,
  async run() {
    const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
    try {
      const databaseFile = join(directory, 'muster.db');
      const store = await openSqliteStore({ databaseFile, logger: silentLogger });
      const figures = await measureCommits(store);
      await store.close();
      return [...figures, { name: 'size', value: statSync(databaseFile).size / USERS, unit: 'bytes/user' }];
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
};

async function measureCommits(store: SqliteStore): Promise<readonly Figure[]> {
  const pool = await store.createUserPool({
    ...SCOPE,
    id: 'us-east-1_Bench0001' as UserPoolId,
    name: 'bench',
    createdAt: NOW_MS,
    modifiedAt: NOW_MS,
    settings: fixtureSettings(),
    schema: fixtureSchema(),
  });
  const leaseToken = await beginJob(store, pool.id);
  const held: number[] = [];
  let elapsedMs = 0;
  for (let first = 1; first <= USERS; first += RECORDS_PER_BATCH) {
    const count = Math.min(RECORDS_PER_BATCH, USERS - first + 1);
    const verdicts = Array.from({ length: count }, (_, index) => acceptedUser(first + index));
    const batch = {
      verdicts,
      firstRecordNumber: first,
      checkpoint: { byteOffset: first, lineNumber: first + count + 1, recordNumber: first + count },
      nowMs: NOW_MS,
    };
    const beganAt = performance.now();
    const commit = await store.commitBatch(leaseToken, batch);
    elapsedMs += performance.now() - beganAt;
    if (commit.kind === 'committed') held.push(commit.heldMs);
  }
  const found = await store.findUserPool(SCOPE, pool.id);
  if (found?.userCount !== USERS) throw new Error(`${found?.userCount} users, not ${USERS}`);
  const heldMs = held.reduce((sum, ms) => sum + ms, 0);
  return [
    { name: 'in the writer', value: (USERS / heldMs) * 1000, unit: 'users/s' },
    { name: 'with the way there and back', value: (USERS / elapsedMs) * 1000, unit: 'users/s' },
    { name: 'batch, 95th percentile', value: percentile(held, 95), unit: 'ms' },
    { name: 'longest batch', value: Math.max(...held), unit: 'ms' },
  ];
}

async function beginJob(store: SqliteStore, userPoolId: UserPoolId) {
  const pool = await store.findUserPool(SCOPE, userPoolId);
  if (!pool) throw new Error('the pool was made');
  const id = 'import-Bench00001' as ImportJobId;
  await store.createImportJob(
    {
      ...SCOPE,
      id,
      userPoolKey: pool.key,
      userPoolId,
      name: 'bench',
      roleArn: 'arn:aws:iam::000000000000:role/bench',
      preSignedUrl: 'http://localhost/',
      createdAt: NOW_MS,
    },
    { jobsPerPoolMax: 1 },
  );
  await store.attachUpload(SCOPE.account, userPoolId, id, { blobId: 'b', byteLength: 1, md5: '', sha256: '' });
  await store.startImportJob(SCOPE, userPoolId, id, { activeJobsMax: 1, nowMs: NOW_MS });
  const claimed = await store.claimImportJob([], NOW_MS);
  if (!claimed) throw new Error('the job can be claimed');
  const names = { logGroupName: '/aws/cognito/userpools/bench', logStreamName: 'bench' };
  const checkpoint = { byteOffset: 1, lineNumber: 2, recordNumber: 1 };
  await store.beginImport(claimed.leaseToken, { ...names, checkpoint, nowMs: NOW_MS });
  return claimed.leaseToken;
}

const GIVEN_NAMES = ['Ana', 'Bo', 'Chidi', 'Dora', 'Emil', 'Farah', 'Goran', 'Hana'];
const FAMILY_NAMES = ['Silva', 'Okafor', 'Novak', 'Haddad', 'Larsen', 'Moreau', 'Kovacs'];

function acceptedUser(number: number): Verdict {
  const given = GIVEN_NAMES[number % GIVEN_NAMES.length] ?? '';
  const family = FAMILY_NAMES[number % FAMILY_NAMES.length] ?? '';
  // Scattered, as names are in a file that somebody exported.
  const username = `${given}.${family}.${(number * 7_919) % 1_000_003}`.toLowerCase();
  const user: NewUser = {
    username,
    usernameKey: username,
    sub: randomIds.uuidOfTime(NOW_MS + number),
    status: 'RESET_REQUIRED',
    mfa: 'off',
    attributesJson: JSON.stringify({
      given_name: given,
      family_name: family,
      email: `${username}@example.com`,
      email_verified: 'true',
      phone_number: `+1202555${String(number % 10_000).padStart(4, '0')}`,
      phone_number_verified: 'false',
    }),
    emailKey: null,
    phoneKey: null,
    preferredUsernameKey: null,
  };
  return { kind: 'accepted', user };
}
