import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../src/base/assert.ts';
import { DEFAULT_CSV_HEADER } from '../src/check/default-csv-header.ts';
import { runMuster } from '../src/cli/commands/muster-process.fixture.ts';
import { generateUsers } from '../src/cli/generate/generate-users.ts';
import { clientOptions, createImportPool, createLogRole, uploadImport } from './drive-import.ts';
import { describeWithTool } from './required-tool.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const SECRET = 'a-secret-that-only-the-server-knows';
const SERVER_KEY = 'ab'.repeat(32);
const CREDENTIALS = { accessKeyId: 'admin', secretAccessKey: SECRET };
const CSV = [...generateUsers({ users: 40, seed: 5, badPercent: 25, columns: DEFAULT_CSV_HEADER })].join('');

/** A server that holds something of each kind on the disk, in a directory that everybody may enter. */
interface Place {
  readonly path: string;
  readonly server: ServerProcess;
  /** Closes the connection of an upload that is half sent. */
  endUpload(): void;
}

async function openPlace(umask: number, environment: Record<string, string> = {}): Promise<Place> {
  const path = mkdtempSync(join(tmpdir(), 'muster-local-user-'));
  // Nothing but what Muster does keeps others out.
  chmodSync(path, 0o755);
  const before = process.umask(umask);
  try {
    const server = await startServerProcess({
      directory: path,
      flags: ['--audit-log', join(path, 'audit.log')],
      environment: { MUSTER_ROOT_CREDENTIALS: `123456789012:admin:${SECRET}`, ...environment },
    });
    const client = new CognitoIdentityProviderClient(clientOptions(server.url, CREDENTIALS));
    const userPoolId = await createImportPool(client, 'people', []);
    const roleArn = await createLogRole(server.url, CREDENTIALS);
    const file = join(path, 'users.csv');
    writeFileSync(file, CSV, { mode: 0o600 });
    await uploadImport(client, userPoolId, roleArn, file);
    const { UserImportJob } = await client.send(
      new CreateUserImportJobCommand({ UserPoolId: userPoolId, JobName: 'half', CloudWatchLogsRoleArn: roleArn }),
    );
    client.destroy();
    const endUpload = await beginUpload(UserImportJob, join(path, 'data/blobs'));
    await runCommands(path, server.url, userPoolId);
    return { path, server, endUpload };
  } finally {
    process.umask(before);
  }
}

/** An upload of which half is sent: resolves when there is a temporary file. */
async function beginUpload(job: UserImportJobType | undefined, blobsPath: string): Promise<() => void> {
  const url = assertPresent(job?.PreSignedUrl, 'the job has no upload URL');
  const headers = { 'x-amz-server-side-encryption': 'aws:kms', 'content-length': 2 * CSV.length };
  const put = request(url, { method: 'PUT', headers }).on('error', () => {});
  put.write(CSV);
  while (!readdirSync(blobsPath).some((name) => name.endsWith('.part'))) await wait(5);
  return () => put.destroy();
}

/** A backup, and an import that writes the files of its failures. */
async function runCommands(cwd: string, url: string, userPoolId: string): Promise<void> {
  const env = { AWS_ACCESS_KEY_ID: 'admin', AWS_SECRET_ACCESS_KEY: SECRET, AWS_REGION: 'us-east-1' };
  const words = ['import', 'users.csv', '--endpoint-url', url, '--user-pool-id', userPoolId, '--yes', '--run', 'run'];
  const imported = await runMuster(words, { cwd, env });
  if (!imported.stdout.includes('failed.csv'))
    throw new Error(`no failed records: ${imported.stdout}${imported.stderr}`);
  const backedUp = await runMuster(['backup', 'backup', '--data', 'data'], { cwd, env });
  if (backedUp.exitCode !== 0) throw new Error(`no backup: ${backedUp.stderr}`);
}

async function closePlace({ path, server, endUpload }: Place): Promise<void> {
  endUpload();
  await server.stop();
  rmSync(path, { recursive: true });
}

/** Each file and directory below the place, by its path from there. */
function listModes(path: string): [name: string, isDirectory: boolean, mode: string][] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const stats = statSync(join(path, name));
      return [name, stats.isDirectory(), (stats.mode & 0o777).toString(8)];
    });
}

describe.skipIf(process.platform === 'win32')('what a server and its commands write', () => {
  it.each([
    ['000', 0o000],
    ['022', 0o022],
    ['077', 0o077],
  ])("is its owner's alone under umask %s (R560)", async (_name, umask) => {
    const place = await openPlace(umask);
    try {
      const modes = listModes(place.path);
      expect(modes.filter(([, isDirectory, mode]) => mode !== (isDirectory ? '700' : '600'))).toEqual([]);
      const names = modes.map(([name]) => name.replace(/[0-9A-Za-z]{32}/, 'BLOB'));
      expect(names).toEqual(
        expect.arrayContaining([
          'audit.log',
          'backup/blobs/BLOB',
          'backup/muster.db',
          'backup/server.key',
          'data/blobs/BLOB',
          'data/blobs/BLOB.part',
          'data/lock.db',
          'data/muster.db',
          'data/muster.db-shm',
          'data/muster.db-wal',
          'data/server.json',
          'data/server.key',
          'run/failed.csv',
          'run/failed.reasons.csv',
          'run/journal.jsonl',
          'run/lock.db',
          'run/plan.json',
          'run/report.json',
          'run/skipped.csv',
        ]),
      );
    } finally {
      await closePlace(place);
    }
  });
});

describeWithTool('util-linux', 'another user of the machine', () => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace(0o000, { MUSTER_SERVER_KEY: SERVER_KEY });
  });
  afterAll(() => closePlace(place));

  /** Exit status of a command that the user `nobody` runs, and what it printed. */
  function asNobody(...words: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(
      'setpriv',
      ['--reuid=65534', '--regid=65534', '--clear-groups', ...words],
      { encoding: 'utf8' },
    );
    return { isDone: status === 0, stdout, stderr };
  }

  function isHealthy(): Promise<boolean> {
    return fetch(`${place.server.url}/health`).then(({ ok }) => ok);
  }

  it('could read, lock and signal what is not protected', () => {
    const file = join(place.path, 'open');
    writeFileSync(file, 'for all', { mode: 0o644 });
    expect(asNobody('cat', file)).toMatchObject({ isDone: true, stdout: 'for all' });
    expect(asNobody('flock', '--nonblock', '--shared', file, 'true').isDone).toBe(true);
    expect(asNobody('sh', '-c', 'sleep 60 & kill -TERM $!').isDone).toBe(true);
    rmSync(file);
  });

  it.each([
    ['as they are', 0o700],
    ['also where somebody has opened the directories', 0o755],
  ])('reads and locks no file of the server, %s (R560, R562)', async (_name, mode) => {
    const directories = ['data', 'data/blobs', 'backup', 'backup/blobs'].map((name) => join(place.path, name));
    for (const directory of directories) chmodSync(directory, mode);
    const files = listModes(place.path)
      .filter(([, isDirectory]) => !isDirectory)
      .map(([name]) => join(place.path, name));
    expect(files.length).toBeGreaterThan(12);
    for (const file of files) {
      expect([file, asNobody('cat', file)]).toEqual([file, expect.objectContaining({ isDone: false, stdout: '' })]);
      expect([file, asNobody('flock', '--nonblock', '--shared', file, 'true').isDone]).toEqual([file, false]);
      expect([file, asNobody('sh', '-c', ': >> "$0"', file).isDone]).toEqual([file, false]);
    }
    for (const directory of directories) {
      expect([directory, asNobody('touch', join(directory, 'new')).isDone]).toEqual([directory, false]);
      if (mode === 0o700) expect([directory, asNobody('ls', directory).isDone]).toEqual([directory, false]);
    }
    for (const directory of directories) chmodSync(directory, 0o700);
    expect(await isHealthy()).toBe(true);
  });

  it('sees no secret in the process (R562)', () => {
    const process = `/proc/${place.server.pid}`;
    for (const name of ['environ', 'mem', 'maps', 'auxv', 'io', 'syscall']) {
      expect([name, asNobody('cat', `${process}/${name}`)]).toMatchObject([name, { isDone: false, stdout: '' }]);
    }
    for (const name of ['fd', 'map_files', 'cwd/']) {
      expect([name, asNobody('ls', `${process}/${name}`)]).toMatchObject([name, { isDone: false, stdout: '' }]);
    }
    const shown = asNobody('cat', `${process}/cmdline`).stdout;
    expect(shown).toContain('serve');
    for (const secret of [SECRET, SERVER_KEY]) {
      expect(shown).not.toContain(secret);
      expect(readFileSync(`${process}/environ`, 'utf8')).toContain(secret);
    }
  });

  it('can neither stop nor suspend the server (R562)', async () => {
    for (const signal of ['TERM', 'KILL', 'STOP', 'HUP', 'INT', 'USR1']) {
      const { isDone, stderr } = asNobody('sh', '-c', `kill -${signal} ${place.server.pid}`);
      expect([signal, isDone, stderr]).toEqual([signal, false, expect.stringMatching(/not permitted/i)]);
    }
    expect(await isHealthy()).toBe(true);
  });

  it('leaves the lock to the next server of its owner (R562)', async () => {
    const { isDone } = asNobody('sh', '-c', 'test -w "$0/lock.db" || test -r "$0/lock.db"', join(place.path, 'data'));
    expect(isDone).toBe(false);
    await place.server.stop();
    const again = await startServerProcess({
      directory: place.path,
      environment: { MUSTER_ROOT_CREDENTIALS: `123456789012:admin:${SECRET}`, MUSTER_SERVER_KEY: SERVER_KEY },
    });
    place = { ...place, server: again };
    expect(await isHealthy()).toBe(true);
  });
});
