import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  DescribeUserPoolCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOptions, createImportPool, createLogRole, uploadImport } from '../../../test/drive-import.ts';
import { startMuster } from '../../service/entry.ts';
import { runMuster } from './muster-process.fixture.ts';

const RECORDS = 30_000;

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-backup-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const run = (...words: string[]) => runMuster(words, { cwd });

describe('muster backup', () => {
  it('copies a directory while a job runs in it, and the copy imports the rest', async () => {
    const csv = join(cwd, 'users.csv');
    expect(await run('generate', '--users', String(RECORDS), '--out', csv)).toMatchObject({ exitCode: 0 });
    const data = join(cwd, 'data');
    const copy = join(cwd, 'copy');
    const muster = await startMuster({ data });
    const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
    const UserPoolId = await createImportPool(cognito, 'people', []);
    const JobId = await uploadImport(cognito, UserPoolId, await createLogRole(muster.url), csv);
    await cognito.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
    await until(async () => (await describeJob(cognito, { UserPoolId, JobId }))?.Status === 'InProgress');

    const backup = await run('backup', copy, '--data', data);
    expect(backup.stderr).toBe('');
    expect(backup.stdout).toMatch(
      /^backed up to .*copy: .* of database, [01] uploaded files?\nThe backup contains the server key/,
    );
    expect(backup.exitCode).toBe(0);
    await muster.stop();
    cognito.destroy();
    expect(readdirSync(copy).sort()).toEqual(['blobs', 'muster.db', 'server.key']);
    expect(statSync(copy).mode & 0o777).toBe(0o700);
    expect(statSync(join(copy, 'server.key')).mode & 0o777).toBe(0o600);

    const restored = await startMuster({ data: copy });
    const client = new CognitoIdentityProviderClient(clientOptions(restored.url));
    await until(async () => (await describeJob(client, { UserPoolId, JobId }))?.Status === 'Succeeded');
    const job = await describeJob(client, { UserPoolId, JobId });
    expect(job).toMatchObject({ ImportedUsers: RECORDS, SkippedUsers: 0, FailedUsers: 0 });
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool?.EstimatedNumberOfUsers).toBe(RECORDS);
    client.destroy();
    await restored.stop();
  });

  it('names the key that the server takes from the environment', async () => {
    const data = join(cwd, 'data');
    const muster = await startMuster({ data, serverKey: 'ab'.repeat(32) });
    const { stdout, exitCode } = await run('backup', 'copy', '--data', data);
    await muster.stop();
    expect(stdout).toMatch(/The backup opens only with the server key [0-9a-f]{16} in MUSTER_SERVER_KEY/);
    expect(exitCode).toBe(0);
    expect(existsSync(join(cwd, 'copy', 'server.key'))).toBe(false);
  });

  it.each([
    ['a directory that is no data directory', () => {}, 'is not a data directory: it has no muster.db'],
    ['a damaged database', (file: string) => writeFileSync(file, 'x'.repeat(10_000)), 'is damaged or no database'],
  ])('refuses %s, and leaves nothing', async (_name, prepare, text) => {
    const data = join(cwd, 'data');
    mkdirSync(data);
    prepare(join(data, 'muster.db'));
    const { stderr, exitCode } = await run('backup', 'copy', '--data', data);
    expect(stderr).toContain(text);
    expect(exitCode).toBe(2);
    expect(readdirSync(cwd).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  it('refuses a destination that is there, and does not touch it', async () => {
    const data = join(cwd, 'data');
    await (await startMuster({ data })).stop();
    const { stderr, exitCode } = await run('backup', data, '--data', data);
    expect(stderr).toContain('already exists');
    expect(exitCode).toBe(2);
    expect(existsSync(join(data, 'muster.db'))).toBe(true);
  });
});

async function describeJob(
  client: CognitoIdentityProviderClient,
  key: { readonly UserPoolId: string; readonly JobId: string },
) {
  return (await client.send(new DescribeUserImportJobCommand(key))).UserImportJob;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo()));
}
