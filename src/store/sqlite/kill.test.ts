import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { siblingModule } from '../../base/threads/sibling-module.ts';
import { logLine } from '../../domain/texts/log-line.ts';
import {
  countUsers,
  listUsernames,
  makePool,
  makeRunningJob,
  readMessages,
  SCOPE,
} from '../contract/stored-things.fixture.ts';
import { verdictOf } from './commit-forever.fixture.ts';
import { openSqliteStore } from './sqlite-store.ts';

describe('a process that is killed while it commits', () => {
  it('loses nothing it was told is there, and leaves no half of a batch (R66)', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'muster-kill-'));
    const databaseFile = join(directory, 'muster.db');
    const first = await openSqliteStore({ databaseFile, logger: silentLogger });
    const pool = await makePool(first, 'Pool00001');
    const { id, token } = await makeRunningJob(first, pool, 'a');
    await first.releaseImportJob(token);
    await first.close();

    for (const commitsBefore of [1, 4, 9]) {
      const acknowledged = await killAfter(databaseFile, commitsBefore);
      const store = await openSqliteStore({ databaseFile, logger: silentLogger });
      const job = await store.findImportJob(SCOPE, pool.id, id);
      const done = (job?.checkpoint.recordNumber ?? 1) - 1;
      expect(done).toBeGreaterThanOrEqual(acknowledged - 1);
      const { users, lines } = undisturbed(done);
      expect(await listUsernames(store, pool)).toEqual(users);
      expect(await countUsers(store, pool)).toBe(users.length);
      expect(await readMessages(store, 'a')).toEqual(lines);
      expect(job?.importedUsers).toBe(users.length);
      expect((job?.importedUsers ?? 0) + (job?.skippedUsers ?? 0) + (job?.failedUsers ?? 0)).toBe(done);
      await store.close();
    }
    rmSync(directory, { recursive: true });
  });
});

/** The next record number of the last commit that the process was told of. */
async function killAfter(databaseFile: string, commits: number): Promise<number> {
  const child = fork(siblingModule(import.meta.url, 'commit-forever.fixture'), [databaseFile]);
  let acknowledged = 1;
  let count = 0;
  child.on('message', (next: number) => {
    acknowledged = next;
    count += 1;
    if (count === commits) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  expect(count).toBeGreaterThanOrEqual(commits);
  return acknowledged;
}

function undisturbed(records: number): { readonly users: string[]; readonly lines: string[] } {
  const users = new Set<string>();
  const lines: string[] = [];
  for (let recordNumber = 1; recordNumber <= records; recordNumber++) {
    const verdict = verdictOf(recordNumber);
    if (verdict.kind === 'failed') {
      lines.push(logLine(verdict.reason, recordNumber));
    } else if (users.has(verdict.user.username)) {
      lines.push(logLine('skipped', recordNumber));
    } else {
      users.add(verdict.user.username);
      lines.push(logLine('imported', recordNumber));
    }
  }
  return { users: [...users], lines };
}
