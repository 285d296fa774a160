import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DeleteUserPoolCommand,
  DescribeUserImportJobCommand,
  StartUserImportJobCommand,
  StopUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Pool } from 'pg';
import { assertPresent } from '../../../src/base/assert.ts';
import type { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { type ClientCredentials, clientOptions, createImportPool, createLogRole } from '../../drive-import.ts';
import { readLog, readUsers } from '../../oracle/read-import.ts';
import { isAway } from '../storm/stormy-server.ts';
import { checkTables } from './check-tables.ts';
import { expectStopped, type ImportFile, type ImportFiles, RECORDS } from './import-files.ts';
import { judgePool } from './judge-pool.ts';
import { readStoredUsers } from './read-stored-users.ts';

export const JOBS_PER_RUN = 40;
const POOL_NAME = 'storm';
const STOPPED_PERCENT = 15;
const AT_ONCE = 4;
/** Pools whose users are read through the API, of 100; those of the others are read from the tables. */
const LISTED_PERCENT = 10;
const RETRY_MS = 20;
const POLL_MS = 100;
/** No run of forty jobs takes so long, whatever becomes of the nodes. */
const RUN_MS_MAX = 5 * 60_000;
/** A node in trouble may say so now and then; one that says it for so long is broken. */
const SERVER_ERRORS_MAX = 50;

export interface Account {
  readonly client: CognitoIdentityProviderClient;
  readonly credentials: ClientCredentials;
  readonly roleArn: string;
}

export interface RunsTally {
  runs: number;
  jobs: number;
  records: number;
  stopped: number;
  /** Have been started, the one under way too. */
  begun: number;
  /** Created, uploaded and left. */
  waiting: number;
  /** Calls that were made again, by what went wrong. */
  readonly repeats: { away: number; serverErrors: number };
}

interface StartedJob {
  readonly key: { readonly UserPoolId: string; readonly JobId: string };
  readonly file: ImportFile;
  readonly stopAt: number | undefined;
}

interface StartedPool {
  readonly account: Account;
  readonly userPoolId: string;
  readonly jobs: readonly StartedJob[];
}

export interface ImportRunsOptions {
  /** Of the balancer. */
  readonly url: string;
  readonly accounts: readonly Account[];
  readonly files: ImportFiles;
  readonly database: Pool;
  readonly random: RandomSource;
  readonly tally: RunsTally;
  readonly report: (difference: string) => void;
  readonly onProgress: (line: string) => void;
  readonly isOver: () => boolean;
}

/** One with a role for the logs of its jobs. */
export async function openAccount(url: string, credentials: ClientCredentials): Promise<Account> {
  const client = new CognitoIdentityProviderClient({ ...clientOptions(url, credentials), maxAttempts: 1 });
  return { client, credentials, roleArn: await createLogRole(url, credentials) };
}

/** Runs of forty jobs, one after the other until the storm is over, each through whichever node lives and compared with the oracle. */
export class ImportRuns {
  readonly #options: ImportRunsOptions;

  constructor(options: ImportRunsOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { isOver, tally, onProgress } = this.#options;
    do {
      const pools = await this.#startRun();
      tally.begun += 1;
      onProgress('a run of forty jobs was started');
      await this.#untilEnded(pools);
      onProgress('all forty have ended');
      await this.#judgeRun(pools);
      tally.runs += 1;
      onProgress(`run ${tally.runs} was compared`);
    } while (!isOver());
  }

  async #judgeRun(pools: readonly StartedPool[]): Promise<void> {
    const { database, report } = this.#options;
    await atOnce(pools, (pool) => this.#judge(pool));
    const ids = pools.map(({ userPoolId }) => userPoolId);
    (await checkTables(database, ids)).forEach(report);
    await atOnce(pools, async ({ account, userPoolId: UserPoolId }) => {
      await this.#persist(() => account.client.send(new DeleteUserPoolCommand({ UserPoolId }))).catch(unlessGone);
    });
  }

  async #startRun(): Promise<StartedPool[]> {
    const { random, files, accounts, tally } = this.#options;
    const inSets = files.sets.flat().length;
    const singles = Array.from({ length: JOBS_PER_RUN - inSets }, () => [
      files.singles[random.below(files.singles.length)],
    ]);
    const plans = [...files.sets, ...singles].map((set) => set.map((file) => assertPresent(file, 'there are files')));
    const pools: StartedPool[] = [];
    await atOnce([...plans.entries()], async ([index, plan]) => {
      const account = assertPresent(accounts[index % accounts.length], 'there are accounts');
      const userPoolId = await this.#persist(() => createImportPool(account.client, POOL_NAME, []));
      const jobs: StartedJob[] = [];
      for (const file of plan) {
        const isStopped = plan.length === 1 && random.chance(STOPPED_PERCENT);
        const key = await this.#prepareJob(account, userPoolId, file);
        jobs.push({ key, file, stopAt: isStopped ? random.below(RECORDS) : undefined });
      }
      pools.push({ account, userPoolId, jobs });
    });
    await atOnce(pools, async ({ account, jobs }) => {
      for (const { key } of jobs) {
        // A start or stop whose answer was lost may have happened: then it is refused the second time.
        await this.#persist(() => account.client.send(new StartUserImportJobCommand(key))).catch(unlessRefused);
      }
    });
    const [account, file] = [
      assertPresent(accounts[0], 'there are accounts'),
      assertPresent(files.singles[0], 'and files'),
    ];
    await this.#prepareJob(account, await this.#persist(() => createImportPool(account.client, 'waiting', [])), file);
    tally.waiting += 1;
    return pools;
  }

  async #prepareJob({ client, roleArn }: Account, UserPoolId: string, file: ImportFile): Promise<StartedJob['key']> {
    const create = new CreateUserImportJobCommand({ UserPoolId, JobName: 'import', CloudWatchLogsRoleArn: roleArn });
    const { UserImportJob: job } = await this.#persist(() => client.send(create));
    const url = assertPresent(job?.PreSignedUrl, 'a job has an upload URL');
    const headers = { 'x-amz-server-side-encryption': 'aws:kms' };
    await this.#persist(async () => {
      const response = await fetch(url, { method: 'PUT', headers, body: file.text });
      const text = await response.text();
      if (response.status !== 200) throw new AnswerError(response.status, `an upload was answered: ${text}`);
    });
    return { UserPoolId, JobId: assertPresent(job?.JobId, 'a job has an id') };
  }

  /** Looks at the tables, where nobody is asked anything, and asks the API to stop those that have come far enough. */
  async #untilEnded(pools: readonly StartedPool[]): Promise<void> {
    const { database } = this.#options;
    const toStop = new Map(
      pools.flatMap(({ account, jobs }) =>
        jobs.flatMap(({ key, stopAt }) =>
          stopAt === undefined ? [] : [[key.JobId, { account, key, stopAt }] as const],
        ),
      ),
    );
    const sql = `SELECT id, record_number::integer AS record FROM import_jobs
      WHERE completed_at IS NULL AND id = ANY($1)`;
    // Not all jobs of the pools: one whose making was never answered is there and waits for nobody.
    const ids = pools.flatMap(({ jobs }) => jobs.map(({ key }) => key.JobId));
    const deadline = Date.now() + RUN_MS_MAX;
    for (;;) {
      const { rows } = await database.query<{ id: string; record: number }>(sql, [ids]);
      if (rows.length === 0) return;
      if (Date.now() > deadline) throw new Error(`${rows.length} jobs have not ended: ${rows.map(({ id }) => id)}`);
      for (const { id, record } of rows) {
        const stop = toStop.get(id);
        if (!stop || record <= stop.stopAt) continue;
        toStop.delete(id);
        const { account, key } = stop;
        await this.#persist(() => account.client.send(new StopUserImportJobCommand(key))).catch(unlessRefused);
      }
      await wait(POLL_MS);
    }
  }

  async #judge({ account, userPoolId, jobs }: StartedPool): Promise<void> {
    const { url, database, random, tally, report } = this.#options;
    const { client, credentials } = account;
    const judged = [];
    for (const { key, file } of jobs) {
      const { UserImportJob } = await this.#persist(() => client.send(new DescribeUserImportJobCommand(key)));
      const job = assertPresent(UserImportJob, 'no job was returned');
      const isStopped = job.Status === 'Stopped';
      const done = countDone(job);
      const pool = { id: userPoolId, name: POOL_NAME };
      const log = await this.#persist(() => readLog(url, pool, job, credentials)).catch((error: unknown) => {
        // A job that was stopped while it waited has none.
        if (done > 0) throw error;
        unlessGone(error);
        return [];
      });
      judged.push({ alone: isStopped ? expectStopped(file, done) : file.alone, job, log });
      tally.jobs += 1;
      tally.records += done;
      if (isStopped) tally.stopped += 1;
    }
    const users = random.chance(LISTED_PERCENT)
      ? await this.#persist(() => readUsers(url, userPoolId, credentials))
      : await readStoredUsers(database, userPoolId);
    judgePool(judged, users).forEach(report);
  }

  /** Repeats a call while the node that has it is away, or says that it is in trouble; any other error is thrown. */
  async #persist<Value>(call: () => Promise<Value>): Promise<Value> {
    const { repeats } = this.#options.tally;
    for (let serverErrors = 0; ; ) {
      try {
        return await call();
      } catch (error) {
        if (isAway(error)) repeats.away += 1;
        else if (statusOf(error) >= 500 && serverErrors++ < SERVER_ERRORS_MAX) repeats.serverErrors += 1;
        else throw error;
        await wait(RETRY_MS);
      }
    }
  }
}

/** Works on some of them side by side: there are four nodes to ask. */
async function atOnce<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const workOff = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOff));
}

class AnswerError extends Error {
  override name = 'AnswerError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

function statusOf(error: unknown): number {
  if (error instanceof AnswerError) return error.status;
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode ?? 0;
}

function countDone({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): number {
  return ImportedUsers + SkippedUsers + FailedUsers;
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'PreconditionNotMetException') throw error;
}

function unlessGone(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
}
