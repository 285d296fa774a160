import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  DescribeUserPoolCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import { generateUsers } from '../../src/cli/generate/generate-users.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions, createImportPool, createLogRole } from '../drive-import.ts';
import { hasSmallDisks, openSmallDisk, type SmallDisk } from './small-disk.ts';

const DISK_MEGABYTES = 32;
const KMS = { 'x-amz-server-side-encryption': 'aws:kms' };

describe.skipIf(!hasSmallDisks)('a full disk', () => {
  let disk: SmallDisk;
  let muster: Muster;
  let cognito: CognitoIdentityProviderClient;
  let UserPoolId: string;
  let roleArn: string;
  beforeEach(async () => {
    disk = openSmallDisk(DISK_MEGABYTES) as SmallDisk;
    muster = await startMuster({ data: join(disk.path, 'data') });
    cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
    UserPoolId = await createImportPool(cognito, 'people', []);
    roleArn = await createLogRole(muster.url);
  });
  afterEach(async () => {
    cognito.destroy();
    await muster.stop();
    disk.remove();
  });

  const createJob = async () =>
    (
      await cognito.send(
        new CreateUserImportJobCommand({ UserPoolId, JobName: 'import', CloudWatchLogsRoleArn: roleArn }),
      )
    ).UserImportJob;
  const put = (url = '', body: Buffer) => fetch(url, { method: 'PUT', headers: KMS, body: new Uint8Array(body) });
  const isHealthy = async () => (await fetch(`${muster.url}/health`)).status === 200;
  const blobs = () => readdirSync(join(disk.path, 'data', 'blobs'));

  it('refuses an upload that does not fit, keeps nothing of it, and takes a smaller one (R149)', async () => {
    const job = await createJob();
    const refused = await put(job?.PreSignedUrl, Buffer.alloc(DISK_MEGABYTES * 1024 * 1024, 'a'));
    expect(refused.status).toBe(500);
    expect(await refused.text()).toContain('<Code>InternalError</Code>');
    expect(blobs()).toEqual([]);
    expect((await put(job?.PreSignedUrl, Buffer.from('cognito:username\n'))).status).toBe(200);
    expect(blobs()).toHaveLength(1);
    expect(await isHealthy()).toBe(true);
  });

  it('blames no record while users cannot be written, and goes on when there is room again (R273, R299)', async () => {
    const records = 12_000;
    const job = await createJob();
    const csv = Buffer.from(
      [...generateUsers({ users: records, seed: 7, badPercent: 0, columns: DEFAULT_CSV_HEADER })].join(''),
    );
    expect((await put(job?.PreSignedUrl, csv)).status).toBe(200);
    // What is left holds a part of the users.
    disk.fill(3_500_000);
    await cognito.send(new StartUserImportJobCommand({ UserPoolId, JobId: job?.JobId }));
    const describeJob = async () =>
      (await cognito.send(new DescribeUserImportJobCommand({ UserPoolId, JobId: job?.JobId }))).UserImportJob;
    let stuck = await describeJob();
    for (let before: number | undefined; !stuck?.ImportedUsers || stuck.ImportedUsers !== before; ) {
      before = stuck?.ImportedUsers;
      await wait(500);
      stuck = await describeJob();
    }
    expect(stuck).toMatchObject({ Status: 'InProgress', FailedUsers: 0, SkippedUsers: 0 });
    expect(stuck?.ImportedUsers).toBeLessThan(records);

    disk.empty();
    let ended = await describeJob();
    while (ended?.Status === 'InProgress') {
      await wait(50);
      ended = await describeJob();
    }
    expect(ended).toMatchObject({ Status: 'Succeeded', ImportedUsers: records, FailedUsers: 0, SkippedUsers: 0 });
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool?.EstimatedNumberOfUsers).toBe(records);
    expect(await isHealthy()).toBe(true);
  });
});

describe.skipIf(!hasSmallDisks)('a read-only disk', () => {
  it('is refused in one line', async () => {
    const disk = openSmallDisk(1) as SmallDisk;
    try {
      disk.makeReadOnly();
      await expect(startMuster({ data: join(disk.path, 'data') })).rejects.toThrow(
        /cannot write to the data directory .*EROFS/,
      );
    } finally {
      disk.remove();
    }
  });
});
