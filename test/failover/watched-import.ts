import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../src/base/assert.ts';
import { clientOptions, createImportPool, uploadImport } from '../drive-import.ts';
import { compareImport } from '../oracle/compare-import.ts';
import { expectImport } from '../oracle/oracle.ts';
import { readImport } from '../oracle/read-import.ts';
import { generateFile } from '../oracle/run-oracle.ts';
import { judgeError } from './judge-error.ts';

const BAD_PERCENT = 10;
const POLL_MS = 10;
const PROGRESS_MS_MAX = 180_000;
const POOL_NAME = 'import';

/** An import of a generated file into a pool of its own, whose job is looked at again and again, whatever happens to the database. */
export class WatchedImport {
  readonly #client: CognitoIdentityProviderClient;
  readonly #url: string;
  readonly #path: string;
  readonly #userPoolId: string;
  readonly #jobId: string;
  readonly #differences: string[] = [];
  #records = 0;

  private constructor(
    url: string,
    client: CognitoIdentityProviderClient,
    path: string,
    userPoolId: string,
    jobId: string,
  ) {
    this.#url = url;
    this.#client = client;
    this.#path = path;
    this.#userPoolId = userPoolId;
    this.#jobId = jobId;
  }

  /** Makes the file at `path` and starts its job. */
  static async start(
    url: string,
    { path, records, seed, roleArn }: { path: string; records: number; seed: number; roleArn: string },
  ): Promise<WatchedImport> {
    await generateFile(path, { users: records, seed, badPercent: BAD_PERCENT, customAttributes: [] });
    const client = new CognitoIdentityProviderClient({ ...clientOptions(url), maxAttempts: 1 });
    const userPoolId = await createImportPool(client, POOL_NAME, []);
    const jobId = await uploadImport(client, userPoolId, roleArn, path);
    await client.send(new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId }));
    return new WatchedImport(url, client, path, userPoolId, jobId);
  }

  /** Resolves when more than so many records are done, or the job has ended. Returns how many are. */
  async waitForRecords(records: number): Promise<number> {
    await this.#poll((job) => countDone(job) > records || job.CompletionDate !== undefined);
    return this.#records;
  }

  /** Where the ended job and what it left differ from what the oracle computes, and whatever was wrongly said of it before. */
  async finish(): Promise<{ readonly job: UserImportJobType; readonly differences: readonly string[] }> {
    const job = await this.#poll(({ CompletionDate }) => CompletionDate !== undefined);
    const actual = await readImport(this.#url, { id: this.#userPoolId, name: POOL_NAME }, job);
    const differences = compareImport(expectImport(await readFile(this.#path, 'utf8')), actual);
    this.#client.destroy();
    return { job, differences: [...this.#differences, ...differences] };
  }

  async #poll(isThere: (job: UserImportJobType) => boolean): Promise<UserImportJobType> {
    const beganAtMs = performance.now();
    for (;;) {
      const job = await this.#describe();
      if (job) {
        // What was told of once is committed: no fail-over takes it back.
        if (countDone(job) < this.#records) {
          this.#differences.push(`${countDone(job)} records are done, after ${this.#records} were`);
        }
        this.#records = countDone(job);
        if (isThere(job)) return job;
      }
      if (performance.now() - beganAtMs > PROGRESS_MS_MAX)
        throw new Error(`the import stands still: ${JSON.stringify(job)}`);
      await wait(POLL_MS);
    }
  }

  async #describe(): Promise<UserImportJobType | undefined> {
    const describe = new DescribeUserImportJobCommand({ UserPoolId: this.#userPoolId, JobId: this.#jobId });
    try {
      return assertPresent((await this.#client.send(describe)).UserImportJob, 'a job was returned');
    } catch (error) {
      if (judgeError(error) === undefined) this.#differences.push(`DescribeUserImportJob was answered ${error}`);
      return undefined;
    }
  }
}

function countDone({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): number {
  return ImportedUsers + SkippedUsers + FailedUsers;
}
