import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient, DescribeUserImportJobCommand } from '@aws-sdk/client-cognito-identity-provider';
import { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { verifyData } from '../../../src/service/entry.ts';
import { clientOptions, createImportPool, createLogRole } from '../../drive-import.ts';
import { type ImportTally, importThroughStorm } from './import-actor.ts';
import { StormyServer } from './stormy-server.ts';
import { changeUsersThroughStorm, type UserTally } from './user-actor.ts';

const NO_IMPORTS: ImportTally = { imports: 0, stops: 0, records: 0, forgotten: [] };
const NO_CHANGES: UserTally = { acknowledged: 0, unanswered: 0 };

export interface Storm {
  readonly kills: number;
  readonly imports: ImportTally;
  readonly users: UserTally;
  readonly expired: number;
  /** Whatever is not as the oracle, the journal or `muster verify` say. */
  readonly differences: readonly string[];
  /** Removed if there are no differences. */
  readonly directory: string;
}

export interface StormOptions {
  readonly kills: number;
  /** Draws files and moments. */
  readonly seed: number;
  /** The command; that of the clone if none is given. */
  readonly bin?: string;
  /** No more kills once an import is not as the oracle says. */
  readonly endsAtDifference?: boolean;
}

/**
 * Kills the server so many times, at any moment of its life, while files are imported, jobs stopped and forgotten, pools deleted and
 * users changed; then compares everything.
 */
export async function runStorm({ kills, seed, bin, endsAtDifference = false }: StormOptions): Promise<Storm> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-storm-'));
  const differences: string[] = [];
  let roleArn = '';
  let apiPoolId = '';
  const server = await StormyServer.open({ directory, random: new RandomSource(seed), bin }, async (url) => {
    roleArn = await createLogRole(url);
    const client = new CognitoIdentityProviderClient(clientOptions(url));
    apiPoolId = await createImportPool(client, 'api', []);
    client.destroy();
  });
  const storming = (offset: number) => ({
    server,
    random: new RandomSource(seed + offset),
    roleArn,
    report: (difference: string) => void differences.push(difference),
  });
  /** Whoever meets an answer that cannot be goes no further; the storm does, and so its server is stopped in the end. */
  const reportEnd = (error: unknown): void => {
    differences.push(`kill ${server.kills}: nothing more was tried after ${error}`);
  };
  const [stop, imports = NO_IMPORTS, users = NO_CHANGES] = await Promise.all([
    server.rage(kills, () => endsAtDifference && differences.length > 0),
    importThroughStorm(storming(1)).catch(reportEnd),
    changeUsersThroughStorm(storming(2), apiPoolId).catch(reportEnd),
  ]);
  const expired = await countExpired(server.url, imports.forgotten);
  if ((await stop()) !== 0) differences.push('the last server did not end with 0');
  const data = join(directory, 'data');
  const { uploadCount } = await verifyData(data, (fault) => differences.push(`verify: ${fault}`));
  const blobs = await readdir(join(data, 'blobs'));
  if (blobs.length !== uploadCount)
    differences.push(`${blobs.length} uploaded files are left, jobs need ${uploadCount}`);
  if (differences.length === 0) await rm(directory, { recursive: true });
  return { kills: server.kills, imports, users, expired, differences, directory };
}

async function countExpired(url: string, jobs: ImportTally['forgotten']): Promise<number> {
  const client = new CognitoIdentityProviderClient(clientOptions(url));
  let expired = 0;
  for (const { userPoolId: UserPoolId, jobId: JobId } of jobs) {
    const { UserImportJob } = await client.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }));
    if (UserImportJob?.Status === 'Expired') expired += 1;
  }
  client.destroy();
  return expired;
}
