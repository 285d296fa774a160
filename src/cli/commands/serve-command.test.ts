import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MusterProcess, runMuster, startMusterProcess } from './muster-process.fixture.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-serve-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const LISTENING = /listening on (http:\/\/\S+)/;
const serve = (cwd: string, words: readonly string[] = [], env: NodeJS.ProcessEnv = {}): MusterProcess =>
  startMusterProcess(['serve', '--port', '0', ...words], { cwd, env });
const makeFolder = () => mkdtempSync(join(directory, 'cwd-'));

describe('muster serve', () => {
  it('says where it listens, who it is, and how to begin in a new directory; SIGTERM ends it with 0', async () => {
    const cwd = makeFolder();
    const server = serve(cwd);
    const url = String((await server.waitFor(LISTENING))[1]);
    expect((await fetch(new URL('/health', url))).status).toBe(200);
    server.child.kill('SIGTERM');
    server.child.kill('SIGTERM');
    const { exitCode, stdout } = await server.ended;
    expect(exitCode).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(`Muster is listening on ${url} (process ${server.child.pid})`);
    expect(stdout).toContain(`  data directory  ${join(cwd, '.muster')}\n`);
    expect(stdout).toContain('  account         123456789012\n');
    expect(stdout).toContain('  access key      test, with the default secret test (on this machine only)\n');
    expect(stdout).toContain(`  console         ${url}/console/\n`);
    expect(lines.slice(-4)).toEqual([
      '  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1',
      `  export AWS_ENDPOINT_URL=${url}`,
      expect.stringMatching(/^ {2}npx muster import \S*examples\/users\.csv --yes$/),
      '',
    ]);
  });

  it('gives no first steps in a directory that was used, and never a secret', async () => {
    const cwd = makeFolder();
    const env = { MUSTER_ROOT_CREDENTIALS: '111122223333:admin:a-long-secret' };
    const first = serve(cwd, [], env);
    await first.waitFor(/npx muster import/);
    first.child.kill('SIGINT');
    const second = await first.ended.then(() => serve(cwd, [], env));
    await second.waitFor(/public URL/);
    second.child.kill('SIGINT');
    const [{ stdout: before }, { stdout: after, stderr, exitCode }] = await Promise.all([first.ended, second.ended]);
    expect(exitCode).toBe(0);
    expect(before).toContain('AWS_SECRET_ACCESS_KEY=<its secret>');
    expect(after).toContain('  account         111122223333\n  access key      admin\n');
    expect(after).not.toContain('export');
    expect(before + after + stderr).not.toContain('a-long-secret');
  });

  it('refuses a directory that another server runs on, and gives its address', async () => {
    const cwd = makeFolder();
    const server = serve(cwd);
    const url = String((await server.waitFor(LISTENING))[1]);
    const second = await runMuster(['serve', '--port', '0'], { cwd });
    server.child.kill();
    await server.ended;
    expect(second).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `muster: another server runs on the data directory ${join(cwd, '.muster')}: it listens on ${url}\n`,
    });
  });

  it('refuses a port in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' ? `${address?.port}` : '';
    const ended = await runMuster(['serve', '--port', port], { cwd: makeFolder() });
    taken.close();
    expect(ended).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `muster: port ${port} of 127.0.0.1 is in use by another program; choose one with --port\n`,
    });
  });

  it('refuses to listen beyond this machine without credentials, and prints the line that sets them', async () => {
    const { exitCode, stdout, stderr } = await runMuster(['serve', '--host', '0.0.0.0'], { cwd: makeFolder() });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^muster: .*needs root credentials[^\n]*\n {2}export MUSTER_ROOT_CREDENTIALS=[^\n]*\n$/);
  });

  it('warns in its banner and its log of an issuer that no other machine reaches (R808)', async () => {
    const env = { MUSTER_ROOT_CREDENTIALS: '111122223333:admin:a-long-secret' };
    const warned = serve(makeFolder(), ['--host', '0.0.0.0'], env);
    await warned.waitFor(/"issuerProblem":"tokens name the issuer http:/);
    await warned.waitFor(/ {2}warning {9}tokens name the issuer \S+, which no other machine reaches: set --public-url/);
    const quiet = serve(makeFolder(), ['--host', '0.0.0.0', '--public-url', 'https://auth.example.com'], env);
    await quiet.waitFor(/npx muster import/);
    for (const server of [warned, quiet]) server.child.kill('SIGTERM');
    const { stdout, stderr } = await quiet.ended;
    await warned.ended;
    expect(stdout + stderr).not.toContain('issuer');
  });

  it('refuses a data directory that is a file', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, 'file'), '');
    mkdirSync(join(cwd, 'folder'));
    const ended = await runMuster(['serve', '--port', '0', '--data', 'file'], { cwd });
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^muster: \S+file is not a directory\n$/);
  });
});
