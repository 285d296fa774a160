import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { JOBS_PER_POOL_MAX } from '../../../src/domain/imports/user-import-limits.ts';
import { clientOptions, createLogRole, runImport, uploadImport } from '../../drive-import.ts';

const RECORDS_PER_JOB = 500_000;
const LINES_PER_CHUNK = 1_000;
const REQUESTS_AT_ONCE = 8;

/** Imports further users by the real path until the pool has `users`, and creates jobs until it has as many as a pool can have. */
export async function fillPool(url: string, poolId: string, users: number, directory: string): Promise<void> {
  const cognito = new CognitoIdentityProvider(clientOptions(url));
  try {
    const roleArn = await createLogRole(url);
    const { CSVHeader = [] } = await cognito.getCSVHeader({ UserPoolId: poolId });
    let jobs = (await cognito.listUserImportJobs({ UserPoolId: poolId, MaxResults: 60 })).UserImportJobs?.length ?? 0;
    for (;;) {
      const { UserPool } = await cognito.describeUserPool({ UserPoolId: poolId });
      const missing = users - (UserPool?.EstimatedNumberOfUsers ?? 0);
      if (missing <= 0) break;
      const path = join(directory, `further${jobs}.csv`);
      const count = Math.min(RECORDS_PER_JOB, missing);
      await pipeline(Readable.from(linesOf(CSVHeader, `further${jobs}n`, count)), createWriteStream(path));
      const job = await runImport(cognito, poolId, await uploadImport(cognito, poolId, roleArn, path));
      if (job.ImportedUsers !== count) throw new Error(`${job.ImportedUsers} of ${count} users were imported`);
      jobs += 1;
    }
    const input = { UserPoolId: poolId, JobName: 'waits', CloudWatchLogsRoleArn: roleArn };
    while (jobs < JOBS_PER_POOL_MAX) {
      const now = Math.min(REQUESTS_AT_ONCE, JOBS_PER_POOL_MAX - jobs);
      await Promise.all(Array.from({ length: now }, () => cognito.createUserImportJob(input)));
      jobs += now;
    }
  } finally {
    cognito.destroy();
  }
}

/** A file of so many good records, in pieces. */
export function* linesOf(
  columns: readonly string[],
  prefix: string,
  count: number,
  birthdateOf: (index: number) => string = () => '',
): Generator<string> {
  yield `${columns.join()}\n`;
  for (let index = 0; index < count; index += LINES_PER_CHUNK) {
    let chunk = '';
    for (let at = index; at < Math.min(count, index + LINES_PER_CHUNK); at++) {
      const values: Readonly<Record<string, string>> = {
        'cognito:username': `${prefix}${at}`,
        email: `${prefix}${at}@example.com`,
        email_verified: 'true',
        birthdate: birthdateOf(at),
      };
      chunk += `${columns.map((column) => values[column] ?? '').join()}\n`;
    }
    yield chunk;
  }
}
