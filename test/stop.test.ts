import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  DescribeUserPoolCommand,
  GetCSVHeaderCommand,
  paginateListUsers,
  StartUserImportJobCommand,
  StopUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { generateUsers } from '../src/cli/generate/generate-users.ts';
import { startMuster } from '../src/index.ts';
import { clientOptions, createImportPool, createLogRole, uploadImport } from './drive-import.ts';

async function countLogLines(logs: CloudWatchLogsClient, group: string, stream: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let nextToken: string | undefined;
  for (;;) {
    const page = await logs.send(
      new GetLogEventsCommand({ logGroupName: group, logStreamName: stream, startFromHead: true, nextToken }),
    );
    for (const { message = '' } of page.events ?? []) {
      const kind = message.slice(0, message.indexOf(' '));
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    if (page.nextForwardToken === nextToken) return counts;
    nextToken = page.nextForwardToken;
  }
}

it('agrees on a job stopped in mid-run: counters, pool, users and log (R85, R86, R92, R280)', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-test-'));
  const muster = await startMuster();
  const client = new CognitoIdentityProviderClient(clientOptions(muster.url));
  const logs = new CloudWatchLogsClient(clientOptions(muster.url));
  try {
    const poolId = await createImportPool(client, 'stopped', []);
    const { CSVHeader = [] } = await client.send(new GetCSVHeaderCommand({ UserPoolId: poolId }));
    const path = join(directory, 'many.csv');
    await writeFile(path, [...generateUsers({ users: 100_000, seed: 5, badPercent: 2, columns: CSVHeader })].join(''));
    const jobId = await uploadImport(client, poolId, await createLogRole(muster.url), path);
    const key = { UserPoolId: poolId, JobId: jobId };
    const describeJob = async () => (await client.send(new DescribeUserImportJobCommand(key))).UserImportJob;
    await client.send(new StartUserImportJobCommand(key));
    while (!(await describeJob())?.ImportedUsers) await wait(5);
    let job = (await client.send(new StopUserImportJobCommand(key))).UserImportJob;
    expect(['Stopping', 'Stopped']).toContain(job?.Status);
    while (job?.Status === 'Stopping') {
      await wait(5);
      job = await describeJob();
    }
    expect(job?.Status).toBe('Stopped');
    const imported = job?.ImportedUsers ?? 0;
    expect(imported).toBeGreaterThan(0);
    expect(imported).toBeLessThan(95_000);

    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: poolId }));
    expect(UserPool?.EstimatedNumberOfUsers).toBe(imported);
    const names = new Set<string | undefined>();
    for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId: poolId, Limit: 60 })) {
      for (const { Username } of Users) names.add(Username);
    }
    expect(names.size).toBe(imported);
    const lines = await countLogLines(logs, `/aws/cognito/userpools/${poolId}/stopped`, `${jobId}/import`);
    expect([lines.get('[SUCCEEDED]') ?? 0, lines.get('[SKIPPED]') ?? 0, lines.get('[FAILED]') ?? 0]).toEqual([
      imported,
      job?.SkippedUsers,
      job?.FailedUsers,
    ]);
  } finally {
    client.destroy();
    logs.destroy();
    await muster.stop();
    await rm(directory, { recursive: true });
  }
});
