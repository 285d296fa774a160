import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { ServiceError } from '../../src/model/service-error.ts';
import { createUserPool } from '../../src/operations/cognito-idp/pools/create-user-pool.ts';
import { adminCreateUser } from '../../src/operations/cognito-idp/users/admin-create-user.ts';
import { listUsers } from '../../src/operations/cognito-idp/users/list-users.ts';
import { ACCOUNT, OperationsFixture, REGION } from '../../src/operations/operations.fixture.ts';
import { clientOptions, createLogRole, runImport, uploadImport } from '../drive-import.ts';
import { csvOfUsers } from './csv-of-users.ts';
import { type ListedUser, readUsers } from './listed-user.ts';
import { POOL_KINDS, type PoolInput, poolOfKind } from './pool-kinds.ts';
import { type RandomUser, userOfPool } from './random-user.ts';
import { findRuleAgainstImport } from './rule-against-import.ts';

const USERS = 10_000;
/** More than shall come back: some are refused by the API, and some by a rule of the import. */
const USERS_PER_POOL = Math.ceil((1.4 * USERS) / POOL_KINDS.length);
const CALLS_AT_ONCE = 16;
const SEED = 20_261_130;

/** A pool whose users were made by the API, and another one of the same settings for those of them whom a file can bring. */
interface Trip {
  readonly isNamed: boolean;
  readonly to: string;
  readonly written: readonly ListedUser[];
  readonly csvPath: string;
  readonly refusedByApi: number;
  readonly rulesAgainst: readonly string[];
}

let directory: string;
let muster: Muster;
let client: CognitoIdentityProvider;
let roleArn: string;
/** By seed. */
const trips = new Map<number, Trip>();
let same = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-round-trip-'));
  // The operations themselves, without HTTP and signatures, make the users six times as fast; the import takes the whole service.
  const fixture = await OperationsFixture.open(directory);
  for (const [index, kind] of POOL_KINDS.entries())
    trips.set(SEED + index, await beginTrip(fixture, kind, SEED + index));
  await fixture.close();
  const root = { account: ACCOUNT, accessKeyId: 'root', secretAccessKey: 'root-secret' };
  muster = await startMuster({ data: directory, account: ACCOUNT, region: [REGION], rootCredentials: [root] });
  client = new CognitoIdentityProvider({ ...clientOptions(muster.url, root), region: REGION });
  roleArn = await createLogRole(muster.url, root);
});

afterAll(async () => {
  client?.destroy();
  await muster?.stop();
  await rm(directory, { recursive: true, force: true });
});

describe('users go from the API to ListUsers, a CSV file, an import and ListUsers again', () => {
  it.each(POOL_KINDS.map((kind, index) => [JSON.stringify(kind), SEED + index] as const))(
    'and stay the same in pools of %s, unless a rule forbids it (R483; seed %i)',
    async (_, seed) => {
      const { to, written, csvPath, isNamed, refusedByApi } = assertPresent(trips.get(seed), 'the trip has begun');
      expect(refusedByApi).toBeLessThan(USERS_PER_POOL / 4);
      const job = await runImport(client, to, await uploadImport(client, to, roleArn, csvPath));
      expect(job).toMatchObject({ ImportedUsers: written.length, SkippedUsers: 0, FailedUsers: 0 });
      const imported = await readUsers((page) => client.listUsers({ UserPoolId: to, ...page }));
      expect(imported.map((user) => whatStays(user, isNamed))).toEqual(written.map((user) => whatStays(user, isNamed)));
      same += written.length;
    },
  );

  it('10,000 times, and each rule that forbids it is met', () => {
    expect(same).toBeGreaterThanOrEqual(USERS);
    const rules = new Set([...trips.values()].flatMap(({ rulesAgainst }) => rulesAgainst));
    expect([...rules].sort()).toEqual(['R176', 'R178', 'R204', 'R234', 'R235']);
  });
});

async function beginTrip(fixture: OperationsFixture, kind: PoolInput, seed: number): Promise<Trip> {
  const users = { minLength: USERS_PER_POOL, maxLength: USERS_PER_POOL };
  const made = poolOfKind(kind).chain((pool) => fc.tuple(fc.constant(pool), fc.array(userOfPool(pool), users)));
  const [[pool, wanted]] = fc.sample(made, { seed, numRuns: 1 }) as [[PoolInput, RandomUser[]]];
  const [from, to] = [await createPool(fixture, pool), await createPool(fixture, pool)];
  const refusedByApi = await createUsers(fixture, from, wanted);
  const listed = await readUsers((page) => listUsers.run({ UserPoolId: from, ...page }, fixture.context()));
  const rules = listed.map(({ attributes }) => findRuleAgainstImport(pool, attributes));
  const written = listed.filter((_, index) => rules[index] === undefined);
  const csvPath = join(directory, `${to}.csv`);
  await writeFile(csvPath, csvOfUsers(pool, written));
  return {
    isNamed: (pool.UsernameAttributes ?? []).length === 0,
    to,
    written,
    csvPath,
    refusedByApi,
    rulesAgainst: rules.filter((rule) => rule !== undefined),
  };
}

async function createPool(fixture: OperationsFixture, pool: PoolInput): Promise<string> {
  const { UserPool } = await createUserPool.run({ PoolName: 'round-trip', ...pool }, fixture.context());
  return assertPresent(UserPool?.Id, 'CreateUserPool answers with an id');
}

/** Leaves out those that the API refuses: a name or alias that another one has, a text that is too short. Returns how many. */
async function createUsers(
  fixture: OperationsFixture,
  UserPoolId: string,
  users: readonly RandomUser[],
): Promise<number> {
  const waiting = [...users];
  let refused = 0;
  const createWaiting = async () => {
    for (let user = waiting.pop(); user !== undefined; user = waiting.pop()) {
      const UserAttributes = Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value }));
      const input = { UserPoolId, Username: user.username, UserAttributes };
      await adminCreateUser.run(input, fixture.context()).catch((error: unknown) => {
        if (!(error instanceof ServiceError)) throw error;
        refused++;
      });
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, createWaiting));
  return refused;
}

/** Where addresses and numbers are user names, the stored name is the `sub`, which is new (R217, R219). */
function whatStays({ username, attributes }: ListedUser, isNamed: boolean): object {
  return { ...(isNamed && { username }), attributes };
}
