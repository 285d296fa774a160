import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CognitoIdentityProviderClient, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientOptions } from '../../test/drive-import.ts';
import { givenValuesOf, resolveConfig } from '../config/resolve-config.ts';
import { ConfigError } from '../index.ts';
import { DataDirectoryInUseError, type MusterOptions, requireNode, startMuster } from './entry.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-service-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const isServed = (url: string) =>
  fetch(`${url}/health`).then(
    ({ status }) => status === 200,
    () => false,
  );

const ROOT = { account: '111122223333', accessKeyId: 'AKIDROOT', secretAccessKey: 'a-secret-of-this-test' };

describe('startMuster', () => {
  it('serves from a temporary directory on a free port, and leaves neither behind', async () => {
    const muster = await startMuster();
    expect(muster.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(muster).toMatchObject({
      account: '123456789012',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    expect(await isServed(muster.url)).toBe(true);
    expect(existsSync(muster.dataDirectory ?? '')).toBe(true);
    await Promise.all([muster.stop(), muster.stop()]);
    expect(await isServed(muster.url)).toBe(false);
    expect(existsSync(muster.dataDirectory ?? '')).toBe(false);
  });

  it.each<[string, MusterOptions]>([
    ['with defaults', {}],
    [
      'with one region and root credentials',
      { region: ['eu-central-1'], account: '111122223333', rootCredentials: [ROOT] },
    ],
  ])('prepares a role for imports, once: %s (R284, R285)', async (_name, options) => {
    const muster = await startMuster(options);
    try {
      const arn = `arn:aws:iam::${muster.account}:role/muster-import`;
      expect([await muster.prepareImportRole(), await muster.prepareImportRole()]).toEqual([arn, arn]);
    } finally {
      await muster.stop();
    }
  });

  it('runs several servers at once that know nothing of each other', async () => {
    const both = await Promise.all([startMuster(), startMuster()]);
    expect(new Set(both.map(({ url }) => url)).size).toBe(2);
    expect(new Set(both.map(({ dataDirectory }) => dataDirectory)).size).toBe(2);
    await both[0].stop();
    expect(await isServed(both[1].url)).toBe(true);
    await both[1].stop();
  });

  it.each<[string, string, MusterOptions, number]>([
    ['a page from loopback', 'http://localhost:3000', {}, 200],
    ['any other page', 'https://admin.example', {}, 403],
    ['a page that the setting names', 'https://admin.example', { allowedOrigins: ['https://admin.example'] }, 200],
    ['a page beside the named one', 'https://evil.example', { allowedOrigins: ['https://admin.example'] }, 403],
    ['any page once there are root credentials', 'https://evil.example', { rootCredentials: [ROOT] }, 200],
  ])(
    'answers %s at both endpoints alike, and has refusals in the audit log: %s (R138, R503)',
    async (_page, origin, options, status) => {
      const auditLog = join(directory, 'audit.log');
      const muster = await startMuster({ ...options, auditLog });
      const ask = (path: string) => fetch(`${muster.url}${path}`, { method: 'OPTIONS', headers: { origin } });
      try {
        expect((await ask('/')).status).toBe(status);
        expect((await ask('/123456789012/us-east-1_abc/import-abc')).status).toBe(status);
      } finally {
        await muster.stop();
      }
      expect(readFileSync(auditLog, 'utf8').match(/"outcome":"refused"/g) ?? []).toHaveLength(status === 403 ? 2 : 0);
    },
  );

  describe('the account of the default credentials', () => {
    const FORMER = '000000000000';
    const DEFAULT = '123456789012';
    /** Starts as the command line does, whose settings were resolved before. */
    async function start(data: string, account?: string): Promise<string> {
      const flags = { data, port: '0', logLevel: 'silent', ...(account && { account }) };
      const muster = await startMuster(givenValuesOf(resolveConfig(flags, {})));
      const { Account } = await new STSClient(clientOptions(muster.url)).send(new GetCallerIdentityCommand({}));
      expect(Account).toBe(muster.account);
      const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
      await cognito.send(new CreateUserPoolCommand({ PoolName: 'people' }));
      await muster.stop();
      return muster.account;
    }

    it('is that of the things in a directory that an older version filled (R466)', async () => {
      const data = join(directory, 'old');
      expect(await start(data, FORMER)).toBe(FORMER);
      expect(await start(data)).toBe(FORMER);
      expect(await start(data, DEFAULT)).toBe(DEFAULT);
      expect(await start(data)).toBe(FORMER);
    });

    it('is that of the examples of AWS elsewhere, and stays so (R466)', async () => {
      const data = join(directory, 'new');
      expect(await start(data)).toBe(DEFAULT);
      expect(await start(data, FORMER)).toBe(FORMER);
      expect(await start(data)).toBe(DEFAULT);
    });
  });

  it('keeps a directory that it was given, and refuses it while another server holds it, naming that one', async () => {
    const data = join(directory, 'data');
    const first = await startMuster({ data });
    const refused = await startMuster({ data }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DataDirectoryInUseError);
    expect(refused).toMatchObject({ url: first.url });
    expect(await isServed(first.url)).toBe(true);
    await first.stop();
    expect(existsSync(data)).toBe(true);
    const second = await startMuster({ data });
    await second.stop();
  });

  it('refuses a directory that was made with another server key', async () => {
    const data = join(directory, 'data');
    await (await startMuster({ data, serverKey: 'a'.repeat(64) })).stop();
    await expect(startMuster({ data, serverKey: 'b'.repeat(64) })).rejects.toThrow('another server key');
    await (await startMuster({ data, serverKey: 'a'.repeat(64) })).stop();
  });

  it('refuses a directory whose server key is missing, and leaves no other in its place', async () => {
    const data = join(directory, 'data');
    await (await startMuster({ data, serverKey: 'a'.repeat(64) })).stop();
    const refused = startMuster({ data });
    await expect(refused).rejects.toThrow('has no server key: set MUSTER_SERVER_KEY to the one it was created with');
    expect(existsSync(join(data, 'server.key'))).toBe(false);
    await (await startMuster({ data, serverKey: 'a'.repeat(64) })).stop();
  });

  it.each<[string, MusterOptions, string]>([
    ['a bad port', { port: 70_000 }, 'port'],
    [
      'an option that is none',
      { prot: 4599 } as MusterOptions,
      'startMuster has no option prot; its options are host, port, ',
    ],
    ['the default credentials beyond loopback', { host: '0.0.0.0' }, 'needs root credentials'],
  ])('refuses %s before it makes a data directory', async (_name, options, message) => {
    const data = join(directory, 'data');
    await expect(startMuster({ ...options, data })).rejects.toThrow(message);
    expect(existsSync(data)).toBe(false);
  });

  it('gives everything back when the port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const data = join(directory, 'data');
    await expect(startMuster({ data, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => taken.close(resolve));
    const muster = await startMuster({ data, port });
    expect(muster.url).toBe(`http://127.0.0.1:${port}`);
    await muster.stop();
  });

  it('throws an error of its own class for a setting that cannot be used', async () => {
    const refused = await startMuster({ port: 70_000 }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigError);
    expect(refused).toMatchObject({ setting: 'port' });
  });

  it('acts with the credentials that it was given', async () => {
    const rootCredentials = [{ account: '111122223333', accessKeyId: 'admin', secretAccessKey: 'a-long-secret' }];
    const muster = await startMuster({ host: '0.0.0.0', rootCredentials });
    expect(muster).toMatchObject({
      account: '111122223333',
      credentials: { accessKeyId: 'admin', secretAccessKey: 'a-long-secret' },
    });
    await muster.stop();
  });

  it('lets its process end by itself after stop(), with no output and no file', async () => {
    const script = `import { startMuster } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)};
      const muster = await startMuster(); await fetch(muster.url + '/health'); await muster.stop();`;
    const ended = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 30_000,
      env: { ...process.env, TMPDIR: directory },
    });
    expect(ended).toEqual({ stdout: '', stderr: '' });
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each([
    ['ends by itself', '', 0],
    ['has had the server do work', "await fetch(muster.url + '/health');", 0],
    ['calls process.exit()', 'process.exit(3);', 3],
    ['fails', "throw new Error('a fault of the program');", 1],
    ['starts several', 'await startMuster(); await startMuster();', 0],
  ])('is stopped with a program that forgets to and %s, and leaves nothing behind', async (_, work, exitCode) => {
    const script = `import { startMuster } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)};
      const muster = await startMuster(); ${work}`;
    const ended = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 30_000,
      env: { ...process.env, TMPDIR: directory },
    }).then(
      () => 0,
      (error: { code: number }) => error.code,
    );
    expect(ended).toBe(exitCode);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('gives a data directory back in good order where its program forgets to', async () => {
    const data = join(directory, 'data');
    const script = `import { startMuster } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)};
      await startMuster({ data: ${JSON.stringify(data)} });`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { timeout: 30_000 });
    expect(readdirSync(data).filter((name) => name.endsWith('-wal'))).toEqual([]);
    await (await startMuster({ data })).stop();
  });

  it('stops where it goes out of scope', async () => {
    const muster = await startMuster();
    await muster[Symbol.asyncDispose]();
    expect(await isServed(muster.url)).toBe(false);
  });

  it('lets its process end when the modules of the server do not load, though the writer has begun to load its own', async () => {
    const script = `import { registerHooks } from 'node:module';
      registerHooks({ load(url, context, next) {
        if (url.includes('/better-sqlite3/')) throw new Error('no binding for this machine');
        return next(url, context);
      } });
      const { startMuster } = await import(${JSON.stringify(new URL('../index.ts', import.meta.url).href)});
      await startMuster().catch((error) => console.log(error.message));`;
    const ended = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      timeout: 30_000,
    });
    expect(ended).toEqual({ stdout: 'no binding for this machine\n', stderr: '' });
  });
});

describe('requireNode', () => {
  it.each(['22.18.0', '22.21.1', '24.0.0', '25.1.0'])('accepts %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.19.5', '22.17.1', '21.7.3'])('refuses %s in one line', (version) => {
    expect(() => requireNode(version)).toThrow(`Muster needs Node 22.18 or newer, but this is Node ${version}`);
  });
});
