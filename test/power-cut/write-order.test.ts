import { beforeAll, expect, it } from 'vitest';
import { describeWithTool } from '../required-tool.ts';
import { copyWithFault, PLANTED_FAULTS } from './planted-faults.ts';
import { recordOrder } from './record-order.ts';
import { judgeOrder, type OrderedRun } from './write-order.ts';

describeWithTool('strace', 'the order in which things reach the disk', () => {
  let run: OrderedRun;
  beforeAll(async () => {
    run = await recordOrder();
  });

  it('is: bytes, name, transaction, answer; end of a job, then its file; whole backup, then its name (R563)', () => {
    expect(judgeOrder(run)).toEqual([]);
  });

  /** The run as it would have been without the syncs of these paths. */
  function without(pattern: RegExp): OrderedRun {
    const isLeft = (event: OrderedRun['events'][number]) => event.kind !== 'sync' || !pattern.test(event.path);
    const less = { ...run, events: run.events.filter(isLeft), backupEvents: run.backupEvents.filter(isLeft) };
    const count = run.events.length + run.backupEvents.length - less.events.length - less.backupEvents.length;
    expect(count).toBeGreaterThan(0);
    return less;
  }

  it.each([
    [
      'an uploaded file',
      /\/data\/blobs\/\w+\.part$/,
      /^upload: the uploaded file must be synced before it is renamed$/,
    ],
    [
      'the directory of uploads',
      /\/data\/blobs$/,
      /^upload: the name of the uploaded file must be synced before the database names it$/,
    ],
    ['the write-ahead log', /\/muster\.db-wal$/, /^transaction: transaction 1 must be synced before the next one$/],
    [
      'the write-ahead log',
      /\/muster\.db-wal$/,
      /^user: the transaction with a-user-of-the-order must be synced before the answer$/,
    ],
    ['the write-ahead log', /\/muster\.db-wal$/, /^upload: the transaction with \w+ must be synced before the answer$/],
    [
      'the write-ahead log',
      /\/muster\.db-wal$/,
      /^job end: the transaction with \S+ and Succeeded must be synced before the file is deleted$/,
    ],
    ['the key file', /\/server\.key\.new$/, /^key file: the key must be synced before it is renamed$/],
    ['the data directory', /\/data$/, /^key file: the name of the key must be synced before the database is written$/],
    ['the data directory', /\/data$/, /^new directory: the database must be synced before the server listens$/],
    ['the directory above it', /\/disk$/, /^new directory: its directory must be synced before the server listens$/],
    [
      'the directory above it',
      /\/disk$/,
      /^backup: the name of the backup must be synced before the command says that it is done$/,
    ],
    [
      'the database of the backup',
      /\.part\/muster\.db$/,
      /^backup: muster\.db must be synced before the backup gets its name$/,
    ],
    [
      'the key of the backup',
      /\.part\/server\.key\.new$/,
      /^backup: server\.key\.new must be synced before the backup gets its name$/,
    ],
    [
      'an uploaded file of the backup',
      /\.part\/blobs\/\w+$/,
      /^backup: blobs\/\w+ must be synced before the backup gets its name$/,
    ],
    [
      'the directories of the backup',
      /\.part\/blobs$/,
      /^backup: the names in backup\.part\/blobs must be synced before the backup gets its name$/,
    ],
    [
      'the backup itself',
      /\.part$/,
      /^backup: the names in backup\.part must be synced before the backup gets its name$/,
    ],
  ])('is not kept without the syncs of %s', (_name, paths, fault) => {
    expect(judgeOrder(without(paths))).toContainEqual(expect.stringMatching(fault));
  });

  it.each([
    ['upload-file', 'upload: the uploaded file must be synced before it is renamed'],
    ['synchronous-normal', 'transaction: transaction 2 must be synced before the next one'],
    ['new-directory', 'new directory: its directory must be synced before the server listens'],
    ['key-file', 'key file: the key must be synced before it is renamed'],
    ['backup-name', 'backup: the name of the backup must be synced before the command says that it is done'],
  ])('is not kept by a program with the planted fault %s', async (name, fault) => {
    const planted = PLANTED_FAULTS[name];
    if (!planted) throw new Error(`there is no planted fault ${name}`);
    const { bin, remove } = copyWithFault(planted);
    try {
      expect(judgeOrder(await recordOrder(bin))).toContainEqual(fault);
    } finally {
      remove();
    }
  });
});
