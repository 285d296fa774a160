import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { assert, assertPresent } from '../../src/base/assert.ts';
import { type Muster, startMuster } from '../../src/index.ts';

export interface FuzzAccount {
  readonly account: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A user pool whose every answer holds a word that no request holds. */
export interface MarkedPool {
  readonly owner: FuzzAccount;
  readonly region: string;
  readonly userPoolId: string;
  readonly mark: string;
  /** The jobs it had at the start, to be named by requests; none of them has a file. */
  readonly jobIds: readonly string[];
  /** Of one more job, which no request names. */
  readonly uploadUrl: string;
}

/** A role that the account may pass. */
export function roleArnOf({ account }: FuzzAccount): string {
  return `arn:aws:iam::${account}:role/import`;
}

const ACCOUNTS: readonly FuzzAccount[] = ['1', '2'].map((digit) => ({
  account: digit.repeat(12),
  accessKeyId: `AKIA${digit}`,
  secretAccessKey: `secret-of-${digit}`,
}));
/** Account and region of each pool: two in one place, one in another region, one of another account. */
const PLACES = [
  [0, 'us-east-1'],
  [0, 'us-east-1'],
  [0, 'eu-west-1'],
  [1, 'us-east-1'],
] as const;
const JOBS_PER_POOL = 3;

/** A server with two accounts and four pools, and what it holds. */
export class FuzzWorld {
  readonly pools: readonly MarkedPool[];
  readonly #muster: Muster;
  readonly #untouched: string;
  /** Of jobs that requests were told they made, by pool. */
  readonly #madeJobIds = new Map<string, Set<string>>();

  static async open(): Promise<FuzzWorld> {
    const muster = await startMuster({ rootCredentials: ACCOUNTS, account: ACCOUNTS[0]?.account });
    try {
      const pools: MarkedPool[] = [];
      for (const [index, [accountIndex, region]] of PLACES.entries()) {
        const owner = assertPresent(ACCOUNTS[accountIndex], 'the account is there');
        pools.push(await makePool(muster.url, owner, region, `mark${'abcd'.charAt(index)}z`));
      }
      return new FuzzWorld(muster, pools, await describeWorld(muster.url, pools, new Map()));
    } catch (error) {
      await muster.stop();
      throw error;
    }
  }

  private constructor(muster: Muster, pools: readonly MarkedPool[], untouched: string) {
    this.#muster = muster;
    this.pools = pools;
    this.#untouched = untouched;
  }

  get url(): string {
    return this.#muster.url;
  }

  get uploadUrls(): readonly string[] {
    return this.pools.map(({ uploadUrl }) => uploadUrl);
  }

  /** A request was told that it made this job. */
  expectJob(userPoolId: string, jobId: string): void {
    const jobIds = this.#madeJobIds.get(userPoolId) ?? new Set();
    assert(!jobIds.has(jobId), 'no job is made twice');
    this.#madeJobIds.set(userPoolId, jobIds.add(jobId));
  }

  /** Throws unless everything is as at the start but for the jobs that requests were told they made, and the server is healthy. */
  async check(): Promise<void> {
    const now = await describeWorld(this.#muster.url, this.pools, this.#madeJobIds);
    assert(now === this.#untouched, `nothing changed but what was answered with 200: ${this.#untouched} became ${now}`);
    const health = await fetch(`${this.#muster.url}/health`);
    assert(health.status === 200, 'the server is healthy');
  }

  close(): Promise<void> {
    return this.#muster.stop();
  }
}

function openClient(endpoint: string, credentials: FuzzAccount, region: string): CognitoIdentityProvider {
  return new CognitoIdentityProvider({ endpoint, credentials, region, maxAttempts: 1 });
}

async function makePool(url: string, owner: FuzzAccount, region: string, mark: string): Promise<MarkedPool> {
  const client = openClient(url, owner, region);
  const { UserPool } = await client.createUserPool({
    PoolName: mark,
    AutoVerifiedAttributes: ['email'],
    Schema: [{ Name: mark, AttributeDataType: 'String', Mutable: true }],
  });
  const UserPoolId = assertPresent(UserPool?.Id, 'the pool has an id');
  const jobIds: string[] = [];
  let uploadUrl = '';
  for (let count = 0; count <= JOBS_PER_POOL; count++) {
    const { UserImportJob } = await client.createUserImportJob({
      UserPoolId,
      JobName: mark,
      CloudWatchLogsRoleArn: roleArnOf(owner),
    });
    if (count < JOBS_PER_POOL) jobIds.push(assertPresent(UserImportJob?.JobId, 'the job has an id'));
    else uploadUrl = assertPresent(UserImportJob?.PreSignedUrl, 'the job has a URL');
  }
  client.destroy();
  return { owner, region, userPoolId: UserPoolId, mark, jobIds, uploadUrl };
}

/** Everything that an API call can see, as text, without the jobs in `leftOut`; throws if one of those is not there. */
async function describeWorld(
  url: string,
  pools: readonly MarkedPool[],
  leftOut: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string> {
  const seen: unknown[] = [];
  for (const { owner, region, userPoolId } of pools) {
    const client = openClient(url, owner, region);
    const { UserPools } = await client.listUserPools({ MaxResults: 60 });
    const { UserPool } = await client.describeUserPool({ UserPoolId: userPoolId });
    const { Users } = await client.listUsers({ UserPoolId: userPoolId });
    const jobs = await listJobs(client, userPoolId);
    client.destroy();
    const made = leftOut.get(userPoolId) ?? new Set<string>();
    const found = jobs.filter(({ JobId = '' }) => made.has(JobId));
    assert(found.length === made.size, 'every job that was answered with 200 is there');
    assert(
      found.every(({ Status }) => Status === 'Created'),
      'no job without a file was started',
    );
    seen.push(
      UserPools,
      UserPool,
      Users,
      jobs.filter(({ JobId = '' }) => !made.has(JobId)),
    );
  }
  return JSON.stringify(seen);
}

async function listJobs(client: CognitoIdentityProvider, UserPoolId: string) {
  const jobs = [];
  let PaginationToken: string | undefined;
  do {
    const page = await client.listUserImportJobs({ UserPoolId, MaxResults: 60, PaginationToken });
    jobs.push(...(page.UserImportJobs ?? []));
    PaginationToken = page.PaginationToken;
  } while (PaginationToken !== undefined);
  return jobs;
}
