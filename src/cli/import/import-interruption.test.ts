import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMusterProcess } from '../commands/muster-process.fixture.ts';
import { openFolders, run, summaryOf, writeManyUsers } from './import-files.fixture.ts';

let folders: ReturnType<typeof openFolders>;
beforeAll(() => {
  folders = openFolders();
});
afterAll(() => folders.remove());
const makeFolder = () => folders.make();

describe('Ctrl-C', () => {
  const USERS = 300_000;

  // SIGTERM stops without the second in which a person may press Ctrl-C again.
  it('stops the job and tells how far it came, and muster resume imports the rest (R960)', async () => {
    const cwd = makeFolder();
    const path = writeManyUsers(cwd, USERS);
    const { child, ended, waitFor } = startMusterProcess(['import', path, '--run', 'run'], { cwd });
    await waitFor(/Started job/);
    child.kill('SIGTERM');
    const { exitCode, stdout, stderr } = await ended;
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^Up to now: [\d,]+ imported, 0 skipped, 0 failed in /);
    expect(stderr).toContain('interrupted. What is done is kept. Go on with: muster resume run');

    // Whom the stopped job imported, the next one finds there: they are counted as imported.
    const next = await run(cwd, 'resume', 'run', '--json');
    expect(summaryOf(next)).toMatchObject({ status: 'Finished', importedUsers: USERS, skippedUsers: 0, exitCode: 0 });
  });

  it('twice leaves the job, and muster resume follows it (R960)', async () => {
    const cwd = makeFolder();
    const path = writeManyUsers(cwd, USERS);
    const { child, ended, waitFor } = startMusterProcess(['import', path, '--run', 'run'], { cwd });
    await waitFor(/Started job/);
    child.kill('SIGINT');
    await waitFor(/Press Ctrl-C again to let it go on without this command/);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ exitCode: 130, stdout: '' });

    const next = await run(cwd, 'resume', 'run', '--json');
    expect(next.stderr).toMatch(/Job import-\w{10} was created before \(\w+, .*\); following it/);
    expect(next.stderr).not.toContain('Started job');
    expect(next.exitCode).toBe(0);
    expect(summaryOf(next)).toMatchObject({
      status: 'Finished',
      jobs: [{ jobStatus: 'Succeeded' }],
      importedUsers: USERS,
      skippedUsers: 0,
    });
  });
});

describe('a server that goes away during muster import', () => {
  it('is waited for, and the job goes on', async () => {
    const cwd = makeFolder();
    const path = writeManyUsers(cwd, 100_000);
    const server = startMusterProcess(['serve', '--port', '0'], { cwd });
    const [, url = ''] = await server.waitFor(/listening on (http:\/\/\S+)/);
    const command = startMusterProcess(['import', path, '--endpoint-url', url, '--yes', '--run', 'run'], { cwd });
    await command.waitFor(/Started job/);
    server.child.kill('SIGKILL');
    await command.waitFor(
      /The server does not answer: (?:connection refused|the connection was cut)\. Trying again for up to 12 hours/,
    );
    const again = startMusterProcess(['serve', '--port', new URL(url).port], { cwd });
    const { exitCode, stdout, stderr } = await command.ended;
    again.child.kill();
    await again.ended;
    expect(stderr).toContain('The server answers again.');
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^100,000 imported, 0 skipped/),
    });
  });
});
