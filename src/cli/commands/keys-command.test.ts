import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOptions } from '../../../test/drive-import.ts';
import { SIGNING_KEYS_MAX } from '../../domain/sign-in/signing-key-life.ts';
import { type Muster, startMuster } from '../../index.ts';
import { runMuster } from './muster-process.fixture.ts';

describe('muster keys rotate', () => {
  let directory: string;
  let muster: Muster;
  let client: CognitoIdentityProviderClient;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-keys-'));
    muster = await startMuster({ data: join(directory, '.muster') });
    client = new CognitoIdentityProviderClient(clientOptions(muster.url));
  });
  afterAll(async () => {
    client.destroy();
    await muster.stop();
    rmSync(directory, { recursive: true });
  });

  const rotate = (...words: string[]) => runMuster(['keys', 'rotate', ...words], { cwd: directory });

  async function createPool(): Promise<string> {
    const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'people' }));
    return UserPool?.Id ?? '';
  }

  async function kidsOf(pool: string): Promise<string[]> {
    const answer = await fetch(`${muster.url}/${pool}/.well-known/jwks.json`);
    const { keys } = (await answer.json()) as { readonly keys: readonly { readonly kid: string }[] };
    return keys.map(({ kid }) => kid);
  }

  it('rotates the keys of a pool at the server of the directory, and prints from when and until when (R800)', async () => {
    const pool = await createPool();
    const before = await kidsOf(pool);
    const { exitCode, stdout } = await rotate('--user-pool-id', pool);
    expect(exitCode).toBe(0);
    const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
    expect(stdout).toMatch(
      new RegExp(`^${pool} signs with new keys from ${time}; older keys stay published until ${time}\n$`),
    );
    expect(await kidsOf(pool)).toEqual([expect.any(String), expect.any(String), ...before]);
  });

  it.each([
    ['one pool', ['--user-pool-id', 'us-east-1_AbCdEfGhI']],
    ['all pools', ['--all']],
  ])('of %s creates no data directory where there is none', async (_name, words) => {
    const missing = join(directory, 'missing');
    const { exitCode, stderr } = await rotate(...words, '--data', missing);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`there is no data directory ${missing}`)]);
    expect(existsSync(missing)).toBe(false);
  });

  it('rotates those of all pools that have keys, and prints JSON for programs (R801, R806)', async () => {
    const [pool, unused] = [await createPool(), await createPool()];
    await kidsOf(pool);
    const { exitCode, stdout } = await rotate('--all', '--json', '--delay', '60', '--endpoint-url', muster.url);
    expect(exitCode).toBe(0);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ UserPoolId }) => UserPoolId)).toContain(pool);
    expect(lines.map(({ UserPoolId }) => UserPoolId)).not.toContain(unused);
    const line = lines.find(({ UserPoolId }) => UserPoolId === pool);
    expect(line).toMatchObject({ PublishedKeys: 4, SigningFrom: expect.stringMatching(/Z$/) });
    expect(await kidsOf(pool)).toEqual(expect.arrayContaining([line.IdTokenKeyId, line.AccessTokenKeyId]));
  });

  it('says in its help how many keys a pool may have (R804)', async () => {
    const { stdout } = await rotate('--help');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`A user pool has ${SIGNING_KEYS_MAX} signing keys at most`);
  });

  it.each([
    ['neither a pool nor --all', [], /give either --user-pool-id ID or --all/],
    ['both', ['--all', '--user-pool-id', 'us-east-1_AbCdEfGhI'], /give either/],
    ['a delay that is no number', ['--all', '--delay', '1h'], /whole number of seconds/],
    ['a pool that is not there', ['--user-pool-id', 'us-east-1_Nothing12'], /us-east-1_Nothing12 does not exist/],
    ['Cognito', ['--all', '--endpoint-url', 'https://cognito-idp.us-east-1.amazonaws.com'], /is Amazon Cognito/],
  ])('does nothing with %s, and says why', async (_, words, text) => {
    const { exitCode, stdout, stderr } = await rotate(...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(text);
  });
});
