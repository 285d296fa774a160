import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Sha256 } from '../src/aws/sha256.fixture.ts';
import { type Muster, startMuster } from '../src/index.ts';
import { SAMPLE_CSV } from './clients/sample-users.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from './drive-import.ts';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

let muster: Muster;
let client: CognitoIdentityProviderClient;

beforeAll(async () => {
  muster = await startMuster();
  client = new CognitoIdentityProviderClient(clientOptions(muster.url));
});

afterAll(async () => {
  client?.destroy();
  await muster?.stop();
});

function send(url: string, method: string, headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
    });
    call.on('error', reject).end(body);
  });
}

describe('a request whose signature does not hold', () => {
  const body = JSON.stringify({ PoolName: 'must not be made' });

  async function signed(options: {
    accessKeyId?: string;
    secret?: string;
    date?: Date;
  }): Promise<Record<string, string>> {
    const url = new URL(muster.url);
    const signer = new SignatureV4({
      service: 'cognito-idp',
      region: 'us-east-1',
      credentials: { accessKeyId: options.accessKeyId ?? 'test', secretAccessKey: options.secret ?? 'test' },
      sha256: Sha256,
    });
    const { headers } = await signer.sign(
      {
        method: 'POST',
        protocol: 'http:',
        hostname: url.hostname,
        port: Number(url.port),
        path: '/',
        query: {},
        headers: {
          host: url.host,
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AWSCognitoIdentityProviderService.CreateUserPool',
        },
        body,
      },
      { signingDate: options.date ?? new Date() },
    );
    return headers;
  }

  const minutes = (count: number) => new Date(Date.now() + count * 60_000);

  it.each([
    [
      'a wrong secret (R29)',
      { secret: 'wrong' },
      body,
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided.',
    ],
    [
      'an unknown access key (R28)',
      { accessKeyId: 'AKIAUNKNOWN' },
      body,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    ['an old date (R30)', { date: minutes(-6) }, body, 'InvalidSignatureException', 'Signature expired: '],
    ['a date to come (R30)', { date: minutes(6) }, body, 'InvalidSignatureException', 'Signature not yet current: '],
    [
      'a changed body (R29)',
      {},
      body.replace('must', 'mvst'),
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided.',
    ],
  ])('is refused and changes nothing: %s', async (_name, options, sent, type, message) => {
    const answer = await send(muster.url, 'POST', await signed(options), sent);
    expect(answer.status).toBe(400);
    const error = JSON.parse(answer.body);
    expect(error.__type).toBe(type);
    expect(error.message).toContain(message);
    expect(answer.headers['x-amzn-errortype']).toBe(`${type}:`);
    const { UserPools } = await client.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    expect(UserPools).toEqual([]);
  });
});

describe('a PUT that the upload URL does not permit', () => {
  const KMS = { 'x-amz-server-side-encryption': 'aws:kms' };
  let userPoolId: string;
  let roleArn: string;
  let url: string;

  beforeAll(async () => {
    userPoolId = await createImportPool(client, 'refusals', []);
    roleArn = await createLogRole(muster.url);
  });

  beforeEach(async () => {
    const job = await client.send(
      new CreateUserImportJobCommand({ UserPoolId: userPoolId, JobName: 'refused', CloudWatchLogsRoleArn: roleArn }),
    );
    url = job.UserImportJob?.PreSignedUrl ?? '';
  });

  it.each([
    ['without the KMS header (R142)', 'PUT', {}, (given: string) => given, 'SignatureDoesNotMatch'],
    [
      'with another encryption (R142)',
      'PUT',
      { 'x-amz-server-side-encryption': 'AES256' },
      (given: string) => given,
      'SignatureDoesNotMatch',
    ],
    ['with one character of the signature changed (R142)', 'PUT', KMS, changeSignature, 'SignatureDoesNotMatch'],
    [
      'with one character of the date changed (R142)',
      'PUT',
      KMS,
      (given: string) => given.replace('Z&', 'A&'),
      undefined,
    ],
    ['by GET (R142)', 'GET', KMS, (given: string) => given, 'SignatureDoesNotMatch'],
    ['by POST (R142)', 'POST', KMS, (given: string) => given, 'SignatureDoesNotMatch'],
    ['without any signature (R139)', 'PUT', KMS, (given: string) => given.replace(/\?.*/, ''), 'AccessDenied'],
    [
      'with a further header that is not signed (R143)',
      'PUT',
      { ...KMS, 'x-amz-acl': 'private' },
      (given: string) => given,
      'AccessDenied',
    ],
  ])('is refused %s', async (_name, method, headers, change, code) => {
    const answer = await send(change(url), method, { ...headers, 'content-length': '0' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers['content-type']).toBe('application/xml');
    if (code !== undefined) expect(answer.body).toContain(`<Error><Code>${code}</Code>`);
  });

  it('takes the last complete file of several, and none once the job was started (R134, R144)', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'muster-refusals-'));
    const file = join(directory, 'users.csv');
    await writeFile(file, SAMPLE_CSV);
    try {
      const jobId = await uploadImport(client, userPoolId, roleArn, file);
      const headers = { ...KMS, 'content-length': '5' };
      const first = await send(url, 'PUT', headers, 'other');
      expect([first.status, first.body, first.headers.etag]).toEqual([200, '', '"795f3202b17cb6bc3d4b771d8c6c9eaf"']);
      expect(await runImport(client, userPoolId, jobId)).toMatchObject({ Status: 'Succeeded', ImportedUsers: 3 });
      const other = url.split('/').at(-1)?.split('?')[0] ?? '';
      await runImport(client, userPoolId, other);
      const late = await send(url, 'PUT', headers, 'other');
      expect([late.status, late.body]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

function changeSignature(url: string): string {
  return url.replace(/(X-Amz-Signature=)(.)/, (_found, name, digit) => `${name}${digit === '0' ? '1' : '0'}`);
}
