import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_CSV } from '../clients/sample-users.ts';
import { findFreePorts } from '../free-ports.ts';
import { describeWithTool } from '../required-tool.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';
import {
  type Certificate,
  commandsOf,
  makeCertificate,
  type ProxyKind,
  type RunningProxy,
  startProxy,
  writeCaddyfile,
  writeNginxConfig,
} from './start-proxy.ts';

const CREDENTIALS = { accessKeyId: 'AKIDPROXY', secretAccessKey: 'a-secret-behind-a-proxy' };
const ENVIRONMENT = {
  MUSTER_ROOT_CREDENTIALS: `123456789012:${CREDENTIALS.accessKeyId}:${CREDENTIALS.secretAccessKey}`,
};
const ROLE = 'arn:aws:iam::123456789012:role/import';

describe.each(['nginx', 'caddy'] as const)('%s of deploy/', (kind) => {
  describeWithTool(kind, `${kind} with TLS in front of Muster`, () => {
    describe.each(['kept', 'replaced'] as const)('Host is %s', (host) => seeClients(kind, host));
    seeMissingPublicUrl(kind);
  });
});

function seeClients(kind: ProxyKind, host: 'kept' | 'replaced'): void {
  let directory: string;
  let certificate: Certificate;
  let server: ServerProcess;
  let proxy: RunningProxy;
  let url: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-proxy-'));
    certificate = makeCertificate(directory);
    const [port = 0] = await findFreePorts(1);
    url = `https://localhost:${port}`;
    server = await startServerProcess({ flags: ['--public-url', url], environment: ENVIRONMENT });
    const upstreamPort = Number(new URL(server.url).port);
    proxy = await startProxy(kind, { directory, port, upstreamPort, host }, certificate);
  });
  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('an import by boto3 and curl succeeds (R125, R411)', async () => {
    const file = join(directory, 'users.csv');
    writeFileSync(file, SAMPLE_CSV);
    const script = join(import.meta.dirname, '../clients/import_with_boto3.py');
    const { accessKeyId, secretAccessKey } = CREDENTIALS;
    const words = [script, url, 'eu-west-1', file, accessKeyId, secretAccessKey];
    const { stdout } = await promisify(execFile)('/usr/bin/python3', words, {
      env: {
        PATH: process.env.PATH,
        AWS_CA_BUNDLE: certificate.certPath,
        CURL_CA_BUNDLE: certificate.certPath,
      },
    });
    expect(JSON.parse(stdout).ended).toMatchObject({ Status: 'Succeeded', ImportedUsers: 3, SkippedUsers: 1 });
  });

  it('the JS SDK makes a job whose URL is the public one and takes a file (R125, R411)', async () => {
    const ca = readFileSync(certificate.certPath);
    const client = new CognitoIdentityProviderClient({
      endpoint: url,
      region: 'eu-west-1',
      credentials: CREDENTIALS,
      requestHandler: { httpsAgent: { ca } },
    });
    const { UserPool } = await client.send(
      new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'] }),
    );
    const { UserImportJob } = await client.send(
      new CreateUserImportJobCommand({ UserPoolId: UserPool?.Id, JobName: 'first', CloudWatchLogsRoleArn: ROLE }),
    );
    client.destroy();
    expect(UserImportJob?.PreSignedUrl).toMatch(`${url}/`);
    expect(await put(UserImportJob?.PreSignedUrl ?? '', ca, 'x'.repeat(3_000_000))).toBe(200);
  });

  it('the metrics stay closed, and the health is open', async () => {
    const ca = readFileSync(certificate.certPath);
    // A proxy that shows itself by no header would have to close the path itself.
    expect(await get(`${url}/metrics`, ca)).toBe(403);
    expect(await get(`${url}/health`, ca)).toBe(200);
  });
}

function seeMissingPublicUrl(kind: ProxyKind): void {
  it('without a public URL, a replaced Host is refused and the log says what to set', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'muster-proxy-'));
    const certificate = makeCertificate(directory);
    const [port = 0] = await findFreePorts(1);
    const server = await startServerProcess({ environment: ENVIRONMENT });
    const upstreamPort = Number(new URL(server.url).port);
    let proxy: RunningProxy | undefined;
    try {
      proxy = await startProxy(kind, { directory, port, upstreamPort, host: 'replaced' }, certificate);
      const client = new CognitoIdentityProviderClient({
        endpoint: `https://localhost:${port}`,
        region: 'eu-west-1',
        credentials: CREDENTIALS,
        requestHandler: { httpsAgent: { ca: readFileSync(certificate.certPath) } },
      });
      const refused = await client.send(new CreateUserPoolCommand({ PoolName: 'people' })).catch((error) => error);
      client.destroy();
      expect(refused).toMatchObject({ name: 'InvalidSignatureException' });
      await expect.poll(() => server.output()).toContain('public URL');
      // Caddy says which host the client asked for; nginx says so only if it is told to.
      if (kind === 'caddy') expect(server.output()).toContain(`"signedFor":"localhost:${port}"`);
    } finally {
      await proxy?.stop();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it.each(['kept', 'replaced'] as const)('finds nothing to complain of in the example, Host %s', (host) => {
    const directory = mkdtempSync(join(tmpdir(), 'muster-proxy-'));
    const write = kind === 'nginx' ? writeNginxConfig : writeCaddyfile;
    const config = write({ directory, port: 21_100, upstreamPort: 21_101, host }, makeCertificate(directory));
    const [program = '', ...words] = commandsOf(kind, config, directory).check;
    expect(() => execFileSync(program, words, { stdio: 'pipe', env: { HOME: directory } })).not.toThrow();
    rmSync(directory, { recursive: true, force: true });
  });
}

function put(url: string, ca: Buffer, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-amz-server-side-encryption': 'aws:kms', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'PUT', ca, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

function get(url: string, ca: Buffer): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ca }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.once('error', reject);
    sent.end();
  });
}
