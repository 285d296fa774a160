import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { type MusterProcess, runMuster, startMusterProcess } from '../commands/muster-process.fixture.ts';

const EXAMPLE = fileURLToPath(new URL('../../../examples/users.csv', import.meta.url));

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-target-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A new working directory, which is the home of the command too. */
function makeFolder(): string {
  return mkdtempSync(join(directory, 'cwd-'));
}

describe('where muster import sends the users', () => {
  let server: MusterProcess;
  let url: string;
  beforeAll(async () => {
    server = startMusterProcess(['serve', '--port', '0'], { cwd: makeFolder() });
    url = String((await server.waitFor(/listening on (http:\/\/\S+)/))[1]);
  });
  afterAll(async () => {
    server.child.kill();
    await server.ended;
  });

  /** A home with configuration files of AWS, in which the command runs. */
  function makeHome(config: string): string {
    const cwd = makeFolder();
    mkdirSync(join(cwd, '.aws'));
    writeFileSync(join(cwd, '.aws/config'), config);
    return cwd;
  }

  it('is no pool that --pool describes and that would not take the file: nothing is created (R1075)', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, 'pool.json'), '{"PoolName":"picky","AutoVerifiedAttributes":["email"]}');
    writeFileSync(join(cwd, 'few.csv'), 'cognito:username,email,email_verified\nann,ann@example.com,true\n');
    const words = ['import', 'few.csv', '--pool', 'pool.json', '--endpoint-url', url, '--yes', '--run', 'run'];
    const { exitCode, stdout, stderr } = await runMuster(words, { cwd });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('the header of few.csv does not fit the user pool');
    expect(stderr).not.toContain('Created');
    expect(existsSync(join(cwd, 'run'))).toBe(false);
  });

  it.each([
    ['AWS_ENDPOINT_URL', () => '', () => ({ AWS_ENDPOINT_URL: url }), []],
    [
      'the profile of --profile',
      () => `[profile people]\nendpoint_url = ${url}\naws_access_key_id = test\naws_secret_access_key = test\n`,
      () => ({}),
      ['--profile', 'people'],
    ],
  ])('is the endpoint of %s', async (_name, config, env, words) => {
    const cwd = makeHome(config());
    const { exitCode, stdout } = await runMuster(['import', EXAMPLE, '--yes', '--run', 'run', ...words], {
      cwd,
      env: env(),
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(` at ${url}; job `);
    expect(existsSync(join(cwd, '.muster'))).toBe(false);
  });

  it.each([
    ['--data', { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, ['--data', 'here']],
    ['MUSTER_ROLE=api, which the server of one command does not have,', { MUSTER_ROLE: 'api' }, []],
  ])('is a data directory with %s', async (_name, env, words) => {
    const { exitCode, stdout } = await runMuster(['import', EXAMPLE, '--yes', '--run', 'run', ...words], {
      cwd: makeFolder(),
      env,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/ at data directory (?:here|\.muster); job /);
  });

  it('is the same for check and header', async () => {
    const env = { AWS_ENDPOINT_URL: url };
    const made = await runMuster(['import', EXAMPLE, '--json', '--yes', '--run', 'run'], { cwd: makeFolder(), env });
    const { userPoolId, endpoint } = JSON.parse(made.stdout.trimEnd().split('\n').at(-1) ?? '');
    expect(endpoint).toBe(url);
    const words = ['check', EXAMPLE, '--user-pool-id', userPoolId];
    expect((await runMuster(words, { cwd: makeFolder(), env })).exitCode).toBe(0);
    const header = await runMuster(['header', '--user-pool-id', userPoolId], { cwd: makeFolder(), env });
    expect(header).toEqual({ exitCode: 0, stdout: `${DEFAULT_CSV_HEADER.join()}\n`, stderr: '' });
  });

  it('is not a pool of another region, and says so', async () => {
    const env = { AWS_ENDPOINT_URL: url, AWS_REGION: 'eu-west-1' };
    const words = ['import', EXAMPLE, '--user-pool-id', 'eu-west-2_AbCdEfGhI'];
    const { exitCode, stderr } = await runMuster(words, { cwd: makeFolder(), env });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'muster: user pool eu-west-2_AbCdEfGhI is in region eu-west-2, but AWS_REGION, AWS_DEFAULT_REGION or the profile says eu-west-1; use --region eu-west-2\n',
    });
  });

  it.each([
    [
      'a TLS endpoint of a server without TLS',
      ['import', EXAMPLE, '--endpoint-url'],
      'does not speak TLS; does its URL begin with http://?',
    ],
    [
      'the name of a role',
      ['import', EXAMPLE, '--role-arn', 'writer', '--endpoint-url'],
      'It must be the ARN of a role, such as arn:aws:iam::123456789012:role/NAME.',
    ],
    [
      'the name of a pool',
      ['import', EXAMPLE, '--user-pool-id', 'people', '--endpoint-url'],
      'It must be the ID of a user pool, such as us-east-1_AbCdEfGhI.',
    ],
    ['standard input', ['import', '-', '--endpoint-url'], 'it cannot read standard input; save it to a file'],
  ])('refuses %s in plain words', async (_name, words, text) => {
    const endpoint = url.replace('http:', 'https:');
    const { exitCode, stderr } = await runMuster([...words, endpoint, '--run', 'run'], { cwd: makeFolder() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/ssl|regular expression/i);
  });
});
