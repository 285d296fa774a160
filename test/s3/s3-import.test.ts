import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CognitoIdentityProviderClient, CreateUserImportJobCommand } from '@aws-sdk/client-cognito-identity-provider';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { randomIds } from '../../src/base/ids.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { systemScheduler } from '../../src/base/scheduler.ts';
import { connectS3Blobs } from '../../src/blobs/s3-blobs.ts';
import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import { generateUsers } from '../../src/cli/generate/generate-users.ts';
import { type Muster, type MusterOptions, startMuster } from '../../src/index.ts';
import { backUpData, verifyData } from '../../src/service/entry.ts';
import { clientOptions, createImportPool, createLogRole, runImport } from '../drive-import.ts';
import { describeWithS3, type S3Server, startS3Server } from '../s3-server.ts';
import { startServerProcess } from '../server-process.ts';
import { type S3FaultProxy, startS3FaultProxy } from './s3-fault-proxy.ts';

const KMS = { 'x-amz-server-side-encryption': 'aws:kms' };
const MIB = 1024 * 1024;
/** More than one part. */
const MANY_USERS = 60_000;

describeWithS3('an import whose file lies in a bucket', () => {
  let server: S3Server;
  let proxy: S3FaultProxy;
  let s3: S3;
  let options: MusterOptions & { readonly uploads: string };
  let prefix = '';
  let prefixes = 0;

  beforeAll(async () => {
    server = await startS3Server();
    process.env.AWS_ACCESS_KEY_ID = server.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = server.secretAccessKey;
    s3 = new S3({ endpoint: server.endpoint, region: 'us-east-1', forcePathStyle: true });
  });
  afterAll(async () => {
    s3?.destroy();
    await server?.stop();
  });
  beforeEach(async () => {
    proxy = await startS3FaultProxy(server.endpoint);
    prefix = `imports/${++prefixes}`;
    options = { uploads: `s3://${server.bucket}/${prefix}`, s3Endpoint: proxy.endpoint, s3PathStyle: 'on' };
  });
  afterEach(() => proxy.stop());

  async function listKeys(): Promise<string[]> {
    const { Contents = [] } = await s3.listObjectsV2({ Bucket: server.bucket, Prefix: `${prefix}/` });
    return Contents.map(({ Key = '' }) => Key).filter((key) => !key.endsWith('/muster-owner'));
  }

  async function listUnfinished(): Promise<string[]> {
    const { Uploads = [] } = await s3.listMultipartUploads({ Bucket: server.bucket, Prefix: `${prefix}/` });
    return Uploads.map(({ Key = '' }) => Key);
  }

  const csvOf = (users: number) =>
    Buffer.from([...generateUsers({ users, seed: 3, badPercent: 0, columns: DEFAULT_CSV_HEADER })].join(''));

  const put = (url: string, body: Buffer) => fetch(url, { method: 'PUT', headers: KMS, body: new Uint8Array(body) });

  async function createJob(cognito: CognitoIdentityProviderClient, url: string) {
    const userPoolId = await createImportPool(cognito, 'people', []);
    const input = { UserPoolId: userPoolId, JobName: 'import', CloudWatchLogsRoleArn: await createLogRole(url) };
    const { UserImportJob } = await cognito.send(new CreateUserImportJobCommand(input));
    return {
      userPoolId,
      jobId: assertPresent(UserImportJob?.JobId, 'it has an id'),
      uploadUrl: assertPresent(UserImportJob?.PreSignedUrl, 'and a URL'),
    };
  }

  async function withMuster(run: (muster: Muster, cognito: CognitoIdentityProviderClient) => Promise<void>) {
    const muster = await startMuster(options);
    const cognito = new CognitoIdentityProviderClient({ ...clientOptions(muster.url), maxAttempts: 1 });
    try {
      await run(muster, cognito);
    } finally {
      cognito.destroy();
      await muster.stop();
    }
  }

  it('makes every user, although the bucket is busy, and deletes the file after (R93, R297)', async () => {
    await withMuster(async (muster, cognito) => {
      const { userPoolId, jobId, uploadUrl } = await createJob(cognito, muster.url);
      const csv = csvOf(MANY_USERS);
      expect(csv.length).toBeGreaterThan(8 * MIB);
      proxy.choose = ({ number }) =>
        number % 3 === 0 ? { kind: 'refuse', statusCode: 503, code: 'SlowDown' } : undefined;
      const answer = await put(uploadUrl, csv);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('etag')).toBe(`"${createHash('md5').update(csv).digest('hex')}"`);
      expect(await listKeys()).toHaveLength(1);
      proxy.choose = ({ method, number }) => {
        if (method !== 'GET') return undefined;
        return number % 3 === 0
          ? { kind: 'refuse', statusCode: 500, code: 'InternalError' }
          : { kind: 'cut', afterBytes: 2 * MIB };
      };
      expect(await runImport(cognito, userPoolId, jobId)).toMatchObject({
        Status: 'Succeeded',
        ImportedUsers: MANY_USERS,
        SkippedUsers: 0,
        FailedUsers: 0,
      });
      await waitUntil(async () => (await listKeys()).length === 0);
    });
  });

  it('fails its job when the object was written over after the upload (R291, R298)', async () => {
    await withMuster(async (muster, cognito) => {
      const { userPoolId, jobId, uploadUrl } = await createJob(cognito, muster.url);
      const csv = csvOf(10);
      expect((await put(uploadUrl, csv)).status).toBe(200);
      const [Key] = await listKeys();
      await s3.putObject({ Bucket: server.bucket, Key, Body: csv.toString().replaceAll('example.com', 'example.org') });
      expect(await runImport(cognito, userPoolId, jobId)).toMatchObject({
        Status: 'Failed',
        CompletionMessage: 'The uploaded CSV file could not be found.',
        ImportedUsers: 0,
      });
    });
  });

  it('is refused its upload with InternalError while the bucket fails, and takes the next (R149)', async () => {
    await withMuster(async (muster, cognito) => {
      const { userPoolId, jobId, uploadUrl } = await createJob(cognito, muster.url);
      proxy.choose = ({ method }) =>
        method === 'PUT' ? { kind: 'refuse', statusCode: 503, code: 'SlowDown' } : undefined;
      const refused = await put(uploadUrl, csvOf(10));
      expect(refused.status).toBe(500);
      expect(await refused.text()).toContain('<Code>InternalError</Code>');
      expect(await listKeys()).toEqual([]);
      proxy.choose = () => undefined;
      expect((await put(uploadUrl, csvOf(10))).status).toBe(200);
      expect(await runImport(cognito, userPoolId, jobId)).toMatchObject({ Status: 'Succeeded', ImportedUsers: 10 });
    });
  });

  it('leaves the young files of other nodes alone when a server starts', async () => {
    await withMuster(async () => {
      await s3.putObject({ Bucket: server.bucket, Key: `${prefix}/${'a'.repeat(32)}`, Body: 'x' });
    });
    const keys = await listKeys();
    expect(keys).toHaveLength(1);
    await s3.deleteObject({ Bucket: server.bucket, Key: `${prefix}/muster-owner` });
    await withMuster(async () => expect(await listKeys()).toEqual(keys));
  });

  it('stays in the bucket when the data directory is backed up, and the backup imports it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'muster-bucket-backup-'));
    try {
      const [data, copy] = [join(directory, 'data'), join(directory, 'copy')];
      options = { ...options, data };
      let job: { userPoolId: string; jobId: string } | undefined;
      await withMuster(async (muster, cognito) => {
        const { uploadUrl, ...made } = await createJob(cognito, muster.url);
        job = made;
        expect((await put(uploadUrl, csvOf(10))).status).toBe(200);
      });
      expect(await backUpData(data, copy)).toMatchObject({ uploadCount: 0, bucketUploadCount: 1 });
      const faults: string[] = [];
      expect(await verifyData(copy, (fault) => faults.push(fault))).toMatchObject({
        bucketUploadCount: 1,
        faultCount: 0,
      });
      options = { ...options, data: copy };
      await withMuster(async (_, cognito) => {
        const { userPoolId, jobId } = assertPresent(job, 'a job was made');
        expect(await runImport(cognito, userPoolId, jobId)).toMatchObject({ Status: 'Succeeded', ImportedUsers: 10 });
      });
      expect(faults).toEqual([]);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('leaves nothing of an upload under way at a SIGKILL that the sweep does not remove', async () => {
    const flags = ['--uploads', options.uploads, '--s3-endpoint', server.endpoint, '--s3-path-style', 'on'];
    const muster = await startServerProcess({ flags });
    const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
    const { uploadUrl } = await createJob(cognito, muster.url);
    const upload = request(uploadUrl, { method: 'PUT', headers: { ...KMS, 'content-length': 100 * MIB } });
    upload.on('error', () => {});
    upload.write(Buffer.alloc(20 * MIB));
    await waitUntil(async () => (await listUnfinished()).length === 1);
    await muster.kill();
    upload.destroy();
    cognito.destroy();
    expect(await listKeys()).toEqual([]);
    const blobs = await connectS3Blobs({
      location: {
        kind: 's3',
        bucket: server.bucket,
        prefix,
        endpoint: server.endpoint,
        region: undefined,
        isPathStyle: true,
        encryption: 'none',
      },
      ids: randomIds,
      scheduler: systemScheduler,
      logger: silentLogger,
    });
    expect(await blobs.dropUnfinished(Number.POSITIVE_INFINITY)).toBe(1);
    expect(await listUnfinished()).toEqual([]);
    blobs.close();
  });

  describe('a server', () => {
    it('does not start with a wrong key, and says what the bucket answered', async () => {
      process.env.AWS_SECRET_ACCESS_KEY = 'wrong';
      try {
        await expect(startMuster(options)).rejects.toMatchObject({
          name: 'ConfigError',
          setting: 'uploads',
          message: `--uploads: cannot list the bucket (s3:ListBucket) of ${options.uploads}: 403 SignatureDoesNotMatch`,
        });
      } finally {
        process.env.AWS_SECRET_ACCESS_KEY = server.secretAccessKey;
      }
    });

    it('says on one line of the terminal why it does not start', async () => {
      const flags = ['--uploads', 's3://nobodys/x', '--s3-endpoint', server.endpoint, '--s3-path-style', 'on'];
      await expect(startServerProcess({ flags })).rejects.toThrow(
        /muster: --uploads: cannot list the bucket \(s3:ListBucket\) of s3:\/\/nobodys\/x: 404 NoSuchBucket\n/,
      );
    });

    it('does not start on the prefix of a server with another key', async () => {
      await (await startMuster(options)).stop();
      await expect(startMuster(options)).rejects.toThrow('holds the uploads of another Muster');
    });
  });
});

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(50);
}
