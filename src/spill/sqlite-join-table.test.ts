import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { siblingModule } from '../base/threads/sibling-module.ts';
import { describeJoinTable } from '../convert/joins/join-table-contract.fixture.ts';
import { SqliteJoinTable } from './sqlite-join-table.ts';

/** 100 MB. */
const ROWS = 100_000;

describe('rows in a temporary file', () => describeJoinTable(() => new SqliteJoinTable()));
describe('rows whose keys all have one digest', () => describeJoinTable(() => new SqliteJoinTable(() => 0)));

interface OpenFile {
  readonly path: string;
  readonly mode: number;
  /** Links to it. */
  readonly names: number;
  readonly size: number;
}

/** Regular files that a process has open. */
function openFilesOf(pid: number | undefined): OpenFile[] {
  const descriptors = `/proc/${pid}/fd`;
  return readdirSync(descriptors).flatMap((descriptor) => {
    const link = join(descriptors, descriptor);
    const stat = statSync(link);
    if (!stat.isFile()) return [];
    return [{ path: readlinkSync(link), mode: stat.mode, names: stat.nlink, size: stat.size }];
  });
}

describe.skipIf(process.platform !== 'linux')('the temporary file', () => {
  let directory: string;
  let child: ChildProcess;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'muster-spill-'));
    const env = { ...process.env, SQLITE_TMPDIR: directory, TMPDIR: directory };
    child = fork(siblingModule(import.meta.url, 'fill-join-table.fixture'), [`${ROWS}`], { env });
  });

  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  it("is its owner's alone, has no name, and holds what memory does not; nothing is left of it after a kill (R759)", async () => {
    const [{ found, rssBytes }] = await once(child, 'message');
    expect(found).toBe(1);
    expect(rssBytes).toBeLessThan(250_000_000);
    const files = openFilesOf(child.pid).filter(({ path }) => path.startsWith(directory));
    expect(files.length).toBeGreaterThan(0);
    for (const { mode, names } of files) expect([mode & 0o777, names]).toEqual([0o600, 0]);
    expect(files.reduce((bytes, { size }) => bytes + size, 0)).toBeGreaterThan(90_000_000);
    expect(readdirSync(directory)).toEqual([]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readdirSync(directory)).toEqual([]);
  });
});
