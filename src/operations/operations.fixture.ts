import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { rootPrincipal } from '../domain/iam/principal.ts';
import type { AccountId } from '../domain/pools/user-pool.ts';
import { runHashingTask } from '../hashing/hashing-tasks.ts';
import { createOpensslPowers } from '../hashing/openssl-powers.ts';
import { emptyTables } from '../store/sqlite/empty-tables.fixture.ts';
import { openSqliteStore, type SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { SigningKeys } from '../tokens/signing-keys.ts';
import { Tokens } from '../tokens/tokens.ts';
import { keepIdleStore, type OwnStore, takeIdleStore } from './idle-stores.fixture.ts';
import type { OperationContext } from './operation.ts';
import { fixtureOutbox } from './outbox.fixture.ts';
import type { SignInServices } from './sign-in-services.ts';

export const NOW_MS = Date.UTC(2026, 10, 22, 10, 4, 0, 965);
export const ACCOUNT = '111122223333' as AccountId;
export const REGION = 'eu-central-1';
const DATABASE = 'muster.db';

/** A real store in a directory of its own, a clock that stands still, and contexts for operations run against them. */
export class OperationsFixture {
  readonly clock = new ManualClock(NOW_MS);
  readonly store: SqliteStore;
  /** Hints that were given to the workers. */
  wakeUps = 0;
  /** Files that were deleted. */
  readonly deletedUploads: string[] = [];
  readonly outbox = fixtureOutbox(this.clock);
  /** Real, but on this thread. */
  readonly signIn: SignInServices;
  readonly #own: OwnStore | undefined;

  private constructor(store: SqliteStore, own: OwnStore | undefined) {
    this.store = store;
    this.#own = own;
    this.signIn = signInHere(store, this.clock);
  }

  /** In a directory of its own unless one is given, which `close` leaves to the caller. */
  static async open(given?: string): Promise<OperationsFixture> {
    if (given !== undefined) return new OperationsFixture(await openStoreIn(given), undefined);
    const own = takeIdleStore() ?? (await openOwnStore());
    return new OperationsFixture(own.store, own);
  }

  context(change: Partial<OperationContext> = {}): OperationContext {
    return {
      store: this.store,
      clock: this.clock,
      testControls: undefined,
      ids: randomIds,
      logger: silentLogger,
      limits: { jobsPerPoolMax: 3, activeJobsMax: 1, waitingUploadBytesMax: 1_000 },
      iam: 'on',
      hashImport: true,
      signIn: this.signIn,
      pageTokenKey: Buffer.alloc(32, 7),
      credentialKeys: {
        accessKey: Buffer.alloc(32, 8),
        roleSession: Buffer.alloc(32, 9),
        clientSecret: Buffer.alloc(32, 10),
      },
      offerUpload: async ({ account, userPoolId, jobId, requestHost }) => ({
        url: `http://${requestHost}/${account}/${userPoolId}/${jobId}?signed`,
      }),
      findArrivedUpload: async () => undefined,
      describeServer: () => ({ version: '0.0.0', nodeId: 'host-one', startedAt: NOW_MS, settings: [], nodes: [] }),
      outbox: this.outbox,
      wakeWorkers: () => {
        this.wakeUps++;
      },
      deleteUploads: async (blobIds) => void this.deletedUploads.push(...blobIds),
      principal: rootPrincipal(ACCOUNT),
      region: REGION,
      requestId: '7e9c1e0e-4f1e-4a3f-8a51-0d1f2e3a4b5c',
      requestHost: 'localhost:4599',
      requestValues: {},
      noteUser() {},
      ...change,
    };
  }

  async close(): Promise<void> {
    if (this.#own === undefined) return this.store.close();
    emptyTables(join(this.#own.directory, DATABASE));
    keepIdleStore(this.#own);
  }
}

async function openOwnStore(): Promise<OwnStore> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-operations-'));
  return { store: await openStoreIn(directory), directory };
}

function openStoreIn(directory: string): Promise<SqliteStore> {
  return openSqliteStore({ databaseFile: join(directory, DATABASE), logger: silentLogger });
}

function signInHere(store: SqliteStore, clock: ManualClock): SignInServices {
  const powers = createOpensslPowers();
  const keys = new SigningKeys({ store, sealKey: Buffer.alloc(32, 10), clock });
  return {
    passwords: {
      checkHash: (task) => runHashingTask({ name: 'checkHash', task }, powers),
      checkVerifier: (task) => runHashingTask({ name: 'checkVerifier', task }, powers),
      makeVerifier: (task) => runHashingTask({ name: 'makeVerifier', task }, powers),
      exchangeKeys: (task) => runHashingTask({ name: 'exchangeKeys', task }, powers),
    },
    tokens: new Tokens({ keys, issuer: 'public-url', baseUrl: () => 'http://localhost:4599', clock }),
    keys: {
      password: Buffer.alloc(32, 11),
      challenge: Buffer.alloc(32, 12),
      refreshToken: Buffer.alloc(32, 13),
      simulatedUser: Buffer.alloc(32, 14),
      code: Buffer.alloc(32, 15),
      softwareToken: Buffer.alloc(32, 16),
      device: Buffer.alloc(32, 17),
    },
    countStep() {},
    secretBytes: randomBytes,
  };
}
