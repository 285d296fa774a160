import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DeleteUserPoolCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { randomIds } from '../../src/base/ids.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { systemScheduler } from '../../src/base/scheduler.ts';
import { readAll } from '../../src/blobs/blobs-contract.fixture.ts';
import { connectS3Blobs } from '../../src/blobs/s3-blobs.ts';
import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import { runMuster } from '../../src/cli/commands/muster-process.fixture.ts';
import { generateUsers } from '../../src/cli/generate/generate-users.ts';
import { type Muster, type MusterOptions, startMuster } from '../../src/index.ts';
import { sweepBlobs } from '../../src/jobs/sweep.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { clientOptions, createImportPool, createLogRole, runImport, waitForEnd } from '../drive-import.ts';
import { describeWithPostgres, startPostgresServer } from '../postgres-server.ts';
import { describeWithS3, type S3Server, startS3Server } from '../s3-server.ts';
import { type S3FaultProxy, startS3FaultProxy } from './s3-fault-proxy.ts';

const SSE = 'x-amz-server-side-encryption';
const KMS = { [SSE]: 'aws:kms' };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Starts a server with the settings that it is given, and prints which packages that has loaded. */
const LIST_LOADED = `
  import { registerHooks } from 'node:module';
  const urls = [];
  registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) });
  const { startMuster } = await import('./src/index.ts');
  await (await startMuster(JSON.parse(process.argv[1]))).stop();
  const names = ['@aws-sdk/client-s3', '@aws-sdk/s3-request-presigner'];
  console.log(names.map((name) => name + ': ' + urls.some((url) => url.includes('/' + name + '/'))).join(', '));
`;
const execute = promisify(execFile);

interface Job {
  readonly userPoolId: string;
  readonly jobId: string;
  readonly url: string;
}

describeWithS3('an import whose file the client puts into the bucket itself', () => {
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
    // A bucket of AWS has a key of KMS for whoever names none; Ceph wants one named.
    const named: Record<string, string> = { [`${SSE}-aws-kms-key-id`]: server.kmsKeyId };
    proxy.add = ({ headers }) => (headers[SSE] === 'aws:kms' ? named : {});
    prefix = `direct/${++prefixes}`;
    options = {
      uploads: `s3://${server.bucket}/${prefix}`,
      s3Endpoint: proxy.endpoint,
      s3PathStyle: 'on',
      directUpload: 'on',
    };
  });
  afterEach(() => proxy.stop());

  const csvOf = (users: number, seed = 3) =>
    Buffer.from([...generateUsers({ users, seed, badPercent: 0, columns: DEFAULT_CSV_HEADER })].join(''));

  const put = (url: string, body: Buffer, headers: Record<string, string> = KMS) =>
    fetch(url, { method: 'PUT', headers, body: new Uint8Array(body) });

  async function listKeys(): Promise<string[]> {
    const { Contents = [] } = await s3.listObjectsV2({ Bucket: server.bucket, Prefix: `${prefix}/` });
    return Contents.map(({ Key = '' }) => Key).filter((key) => !key.endsWith('/muster-owner'));
  }

  const cognitoOf = (muster: Muster) =>
    new CognitoIdentityProviderClient({ ...clientOptions(muster.url), maxAttempts: 1 });

  async function createJob(cognito: CognitoIdentityProviderClient, musterUrl: string): Promise<Job> {
    const userPoolId = await createImportPool(cognito, 'people', []);
    const input = { UserPoolId: userPoolId, JobName: 'import', CloudWatchLogsRoleArn: await createLogRole(musterUrl) };
    const { UserImportJob } = await cognito.send(new CreateUserImportJobCommand(input));
    return {
      userPoolId,
      jobId: assertPresent(UserImportJob?.JobId, 'it has an id'),
      url: assertPresent(UserImportJob?.PreSignedUrl, 'and a URL'),
    };
  }

  const start = (cognito: CognitoIdentityProviderClient, { userPoolId, jobId }: Job) =>
    cognito.send(new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId }));

  async function withMuster(run: (cognito: CognitoIdentityProviderClient, muster: Muster) => Promise<void>) {
    const muster = await startMuster(options);
    const cognito = cognitoOf(muster);
    try {
      await run(cognito, muster);
    } finally {
      cognito.destroy();
      await muster.stop();
    }
  }

  const withJob = (run: (job: Job, cognito: CognitoIdentityProviderClient, muster: Muster) => Promise<void>) =>
    withMuster(async (cognito, muster) => run(await createJob(cognito, muster.url), cognito, muster));

  it('makes every user, and the object goes after (R93, R124, R128, R297)', async () => {
    await withJob(async (job, cognito) => {
      const url = new URL(job.url);
      expect(`${url.origin}${url.pathname}`).toMatch(`${proxy.endpoint}/${server.bucket}/${prefix}/`);
      expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe(`host;${SSE}`);
      expect((await put(job.url, csvOf(2_000))).status).toBe(200);
      const [Key] = await listKeys();
      expect(await s3.headObject({ Bucket: server.bucket, Key })).toMatchObject({ ServerSideEncryption: 'aws:kms' });
      expect(await runImport(cognito, job.userPoolId, job.jobId)).toMatchObject({
        Status: 'Succeeded',
        ImportedUsers: 2_000,
        SkippedUsers: 0,
        FailedUsers: 0,
      });
      await waitUntil(async () => (await listKeys()).length === 0);
    });
  });

  it('is put there by the command too, and makes every user', async () => {
    await withMuster(async (_, { url, credentials }) => {
      const file = fileURLToPath(new URL('../../examples/users.csv', import.meta.url));
      const env = {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      };
      const directory = await mkdtemp(join(tmpdir(), 'muster-run-'));
      const words = ['import', file, '--endpoint-url', url, '--yes', '--json', '--run', join(directory, 'run')];
      const { stdout, stderr } = await runMuster(words, { cwd: ROOT, env });
      await rm(directory, { recursive: true });
      expect(stderr + stdout).toContain('"jobStatus":"Succeeded"');
      expect(proxy.requests.filter(({ headers }) => headers.expect === '100-continue')).toHaveLength(1);
    });
  });

  it.each<[string, Record<string, string>]>([
    ['no header', {}],
    ['another encryption', { [SSE]: 'AES256' }],
  ])('is refused by the bucket with %s, and then cannot be started (R117, R131, R142)', async (_, headers) => {
    await withJob(async (job, cognito) => {
      const answer = await put(job.url, csvOf(3), headers);
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
      await expect(start(cognito, job)).rejects.toMatchObject({
        name: 'PreconditionNotMetException',
        message: `No csv file was uploaded for ${job.jobId}`,
      });
      expect((await put(job.url, csvOf(3))).status).toBe(200);
      expect(await runImport(cognito, job.userPoolId, job.jobId)).toMatchObject({ ImportedUsers: 3 });
    });
  });

  it('takes the last of several uploads before the start (R134)', async () => {
    await withJob(async (job, cognito) => {
      for (const users of [50, 7]) expect((await put(job.url, csvOf(users))).status).toBe(200);
      expect(await runImport(cognito, job.userPoolId, job.jobId)).toMatchObject({
        Status: 'Succeeded',
        ImportedUsers: 7,
      });
    });
  });

  it('fails when it is written over after the start (R291, R298)', async () => {
    await withJob(async (job, cognito) => {
      expect((await put(job.url, csvOf(10))).status).toBe(200);
      let isOver = false;
      // The worker asks for the content that it knows, the start did not.
      proxy.choose = ({ headers }) =>
        headers['if-match'] === undefined || isOver ? undefined : { kind: 'refuse', statusCode: 503, code: 'SlowDown' };
      await start(cognito, job);
      expect((await put(job.url, csvOf(10, 4))).status).toBe(200);
      isOver = true;
      expect(await waitForEnd(cognito, job.userPoolId, job.jobId)).toMatchObject({
        Status: 'Failed',
        CompletionMessage: 'The uploaded CSV file could not be found.',
        ImportedUsers: 0,
      });
      await waitUntil(async () => (await listKeys()).length === 0);
    });
  });

  it('fails when it is too large, which the bucket did not know (R152, R184)', async () => {
    options = { ...options, csvBytesMax: 1_000, uploadBytesMax: 1_000 };
    await withJob(async (job, cognito) => {
      expect((await put(job.url, csvOf(100))).status).toBe(200);
      expect(await runImport(cognito, job.userPoolId, job.jobId)).toMatchObject({
        Status: 'Failed',
        CompletionMessage: 'The CSV file is larger than 1000 bytes.',
      });
      await waitUntil(async () => (await listKeys()).length === 0);
    });
  });

  it('is not started while it is more than the account may have waiting', async () => {
    options = { ...options, waitingUploadBytesMax: 1_000 };
    await withJob(async (job, cognito) => {
      expect((await put(job.url, csvOf(100))).status).toBe(200);
      await expect(start(cognito, job)).rejects.toMatchObject({ name: 'PreconditionNotMetException' });
      expect((await put(job.url, csvOf(1))).status).toBe(200);
      expect(await runImport(cognito, job.userPoolId, job.jobId)).toMatchObject({ ImportedUsers: 1 });
    });
  });

  it('cannot be started while the bucket fails, and can after (R117)', async () => {
    await withJob(async (job, cognito) => {
      expect((await put(job.url, csvOf(3))).status).toBe(200);
      proxy.choose = () => ({ kind: 'refuse', statusCode: 503, code: 'SlowDown' });
      await expect(start(cognito, job)).rejects.toMatchObject({ name: 'InternalErrorException' });
      proxy.choose = () => undefined;
      expect(await runImport(cognito, job.userPoolId, job.jobId)).toMatchObject({ ImportedUsers: 3 });
    });
  });

  it('goes with its user pool (R76)', async () => {
    await withJob(async (job, cognito) => {
      expect((await put(job.url, csvOf(3))).status).toBe(200);
      expect(await listKeys()).toHaveLength(1);
      await cognito.send(new DeleteUserPoolCommand({ UserPoolId: job.userPoolId }));
      expect(await listKeys()).toEqual([]);
    });
  });

  it('is swept from the bucket when its job does not await it any more, and not before (R64, R93)', async () => {
    await withJob(async (job) => {
      expect((await put(job.url, csvOf(3))).status).toBe(200);
      const keys = await listKeys();
      const awaitedBlobId = keys[0]?.slice(`${prefix}/`.length) ?? '';
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
      const arrived = assertPresent(await blobs.findArrived(awaitedBlobId), 'it is there');
      expect(await readAll(await blobs.read(arrived.blobId, 0))).toEqual(csvOf(3));
      expect(await blobs.findArrived('b'.repeat(32))).toBeUndefined();
      const inUse = [awaitedBlobId];
      const store = {
        listBlobsInUse: async () => inUse,
        expireImportJobs: async () => 0,
        expireLogEvents: async () => 0,
        purgeSignIns: async () => 0,
      };
      await sweepBlobs({ store, blobs, logger: silentLogger }, Number.POSITIVE_INFINITY);
      expect(await listKeys()).toEqual(keys);
      inUse.pop();
      await sweepBlobs({ store, blobs, logger: silentLogger }, Number.POSITIVE_INFINITY);
      expect(await listKeys()).toEqual([]);
      blobs.close();
    });
  });

  describe('by a server', () => {
    it.each<[string, MusterOptions]>([
      ['by default', { directUpload: undefined }],
      ['when it is off', { directUpload: 'off' }],
    ])('is put at its own endpoint %s (R125)', async (_, change) => {
      options = { ...options, ...change };
      await withJob(async ({ url }, __, muster) => {
        expect(url).toContain(`${muster.url}/${muster.account}/`);
        expect(proxy.requests.some(({ headers }) => headers[SSE] !== undefined)).toBe(false);
      });
    });

    it('is found also when new jobs get no URL of the bucket any more', async () => {
      const data = await mkdtemp(join(tmpdir(), 'muster-direct-'));
      try {
        options = { ...options, data };
        let made: Job | undefined;
        await withJob(async (job) => {
          made = job;
        });
        options = { ...options, directUpload: 'off' };
        await withMuster(async (cognito) => {
          const job = assertPresent(made, 'a job was made');
          expect((await put(job.url, csvOf(3))).status).toBe(200);
          expect(await runImport(cognito, job.userPoolId, job.jobId)).toMatchObject({ ImportedUsers: 3 });
        });
      } finally {
        await rm(data, { recursive: true });
      }
    });

    it('needs the presigner of the SDK for the first URL, and not to start', async () => {
      // A process of its own, in which nothing was loaded before.
      const { stdout } = await execute(
        process.execPath,
        ['--input-type=module', '--eval', LIST_LOADED, JSON.stringify(options)],
        { cwd: ROOT },
      );
      expect(stdout).toBe('@aws-sdk/client-s3: true, @aws-sdk/s3-request-presigner: false\n');
    });

    it('is not offered where the bucket would not take it: that one does not start', async () => {
      options = { ...options, s3Endpoint: server.endpoint };
      await expect(startMuster(options)).rejects.toThrow(
        `cannot put an object with x-amz-server-side-encryption: aws:kms, as clients will, of ${options.uploads}: 400 InvalidArgument`,
      );
      expect(await listKeys()).toEqual([]);
    });
  });

  describeWithPostgres('on PostgreSQL', () => {
    it('is offered by one node, found by a second and imported by a third (R117)', async () => {
      const postgres = await startPostgresServer();
      const nodes: Muster[] = [];
      try {
        await migrateDatabase(postgres.url);
        options = { ...options, database: postgres.url, serverKey: randomBytes(32).toString('hex') };
        for (const role of ['api', 'api', 'worker'] as const) nodes.push(await startMuster({ ...options, role }));
        const [first, second] = nodes as [Muster, Muster];
        const [offering, starting] = [cognitoOf(first), cognitoOf(second)];
        const job = await createJob(offering, first.url);
        expect((await put(job.url, csvOf(500))).status).toBe(200);
        expect(await runImport(starting, job.userPoolId, job.jobId)).toMatchObject({
          Status: 'Succeeded',
          ImportedUsers: 500,
        });
        await waitUntil(async () => (await listKeys()).length === 0);
        offering.destroy();
        starting.destroy();
      } finally {
        for (const node of nodes) await node.stop();
        await postgres.stop();
      }
    });
  });
});

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(50);
}
