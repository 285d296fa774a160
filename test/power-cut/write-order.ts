import { dirname, join } from 'node:path';
import type { DiskEvent } from './disk-events.ts';

/** A recorded server, and what is to be looked for in its trace. */
export interface OrderedRun {
  /** The disk; the data directory is `data` below it, the backup `backup`. */
  readonly root: string;
  readonly events: readonly DiskEvent[];
  readonly backupEvents: readonly DiskEvent[];
  /** Request ids of the answers, and what each transaction before its answer holds. */
  readonly userRequestId: string;
  readonly username: string;
  readonly uploadRequestId: string;
  readonly jobId: string;
}

type NamedEvent = DiskEvent & { readonly path: string };

/** The orders in which things must reach the disk, each with its name. {@link judgeOrder} says what is not so. */
const ORDERS: Readonly<Record<string, (run: OrderedRun) => string[]>> = {
  'new directory': ({ root, events }) => {
    const data = join(root, 'data');
    const listening = answerWith(events, 'listening on');
    return ['data', 'data/blobs']
      .flatMap((name) => {
        const made = find(events, (event) => event.kind === 'mkdir' && event.path === join(root, name));
        const parent = dirname(join(root, name));
        return syncedBetween(events, parent, ['its directory', made], ['the server listens', listening]);
      })
      .concat(
        syncedBetween(
          events,
          data,
          ['the database', find(events, isCreated(join(data, 'muster.db')))],
          ['the server listens', listening],
        ),
      );
  },
  'key file': ({ root, events }) => {
    const data = join(root, 'data');
    const part = join(data, 'server.key.new');
    const renamed = find(events, (event) => event.kind === 'rename' && event.path === part);
    const used = find(events, (event) => isWriteTo(event, join(data, 'muster.db-wal')));
    return [
      ...syncedBetween(
        events,
        part,
        ['the key', findLast(events, (event) => isWriteTo(event, part))],
        ['it is renamed', renamed],
      ),
      ...syncedBetween(events, data, ['the name of the key', renamed], ['the database is written', used]),
    ];
  },
  transaction: ({ root, events }) => {
    const wal = join(root, 'data/muster.db-wal');
    const faults = transactionsOf(events, wal).flatMap(({ last, next }, index) =>
      next === undefined ? [] : syncedBetween(events, wal, [`transaction ${index + 1}`, last], ['the next one', next]),
    );
    return faults.slice(0, 1);
  },
  user: ({ root, events, userRequestId, username }) =>
    committedBefore(
      events,
      join(root, 'data/muster.db-wal'),
      [username],
      ['the answer', answerWith(events, userRequestId)],
    ),
  upload: (run) => {
    const { root, events, uploadRequestId } = run;
    const blobs = join(root, 'data/blobs');
    const renamed = findUpload(run);
    const part = renamed?.path ?? join(blobs, 'an upload');
    const blobId = part.slice(blobs.length + 1, -'.part'.length);
    const written = findLast(events, (event) => isWriteTo(event, part));
    const wal = join(root, 'data/muster.db-wal');
    const named = find(events, (event) => isWriteTo(event, wal) && event.bytes.includes(blobId));
    const answer = answerWith(events, uploadRequestId);
    return [
      ...syncedBetween(events, part, ['the uploaded file', written], ['it is renamed', renamed]),
      ...syncedBetween(events, blobs, ['the name of the uploaded file', renamed], ['the database names it', named]),
      ...committedBefore(events, wal, [blobId], ['the answer', answer]),
    ];
  },
  'job end': (run) => {
    const { root, events, jobId } = run;
    const file = findUpload(run)?.to;
    const deleted = find(events, (event) => event.kind === 'unlink' && event.path === file);
    return committedBefore(
      events,
      join(root, 'data/muster.db-wal'),
      [jobId, 'Succeeded'],
      ['the file is deleted', deleted],
    );
  },
  backup: ({ root, backupEvents: events }) => {
    const part = join(root, 'backup.part');
    const isInside = (path: string) => path.startsWith(`${part}/`);
    const renamed = find(events, (event) => event.kind === 'rename' && event.path === part);
    const isKept = (path: string) => !/-(?:wal|shm|journal)$/.test(path);
    const files = new Set(
      events.flatMap((event) => (isContent(event) && isInside(event.path) && isKept(event.path) ? [event.path] : [])),
    );
    const faults = files.size < 3 ? [`the backup has ${files.size} files`] : [];
    for (const file of files) {
      const written = findLast(events, (event) => isContent(event) && event.path === file);
      faults.push(
        ...syncedBetween(events, file, [file.slice(part.length + 1), written], ['the backup gets its name', renamed]),
      );
    }
    for (const directory of [part, join(part, 'blobs')]) {
      const isName = (event: DiskEvent) =>
        'path' in event &&
        dirname(event.path) === directory &&
        ['create', 'rename'].includes(event.kind) &&
        (isKept(event.path) || event.kind === 'rename');
      faults.push(
        ...syncedBetween(
          events,
          directory,
          [`the names in ${directory.slice(root.length + 1)}`, findLast(events, isName)],
          ['the backup gets its name', renamed],
        ),
      );
    }
    return [
      ...faults,
      ...syncedBetween(
        events,
        root,
        ['the name of the backup', renamed],
        ['the command says that it is done', answerWith(events, 'backed up to')],
      ),
    ];
  },
};

/** A line for each order that the run did not keep. */
export function judgeOrder(run: OrderedRun): string[] {
  return Object.entries(ORDERS).flatMap(([name, judge]) => judge(run).map((fault) => `${name}: ${fault}`));
}

type Named = readonly [what: string, event: DiskEvent | undefined];

/** Between the two, the path must be synced; both must be there, in that order. */
function syncedBetween(
  events: readonly DiskEvent[],
  path: string,
  [what, first]: Named,
  [then, second]: Named,
): string[] {
  if (!first) return [`${what} was not seen`];
  if (!second) return [`it was not seen that ${then}`];
  if (second.begin <= first.end) return [`${then} before ${what} is written`];
  const isSynced = events.some(
    (event) => event.kind === 'sync' && event.path === path && event.begin > first.end && event.end < second.begin,
  );
  return isSynced ? [] : [`${what} must be synced before ${then}`];
}

/** The first transaction with a page that holds all these texts must be synced before the event. */
function committedBefore(events: readonly DiskEvent[], wal: string, texts: readonly string[], then: Named): string[] {
  const holding = transactionsOf(events, wal).find(({ writes }) =>
    writes.some(({ bytes }) => texts.every((text) => bytes.includes(text))),
  );
  return syncedBetween(events, wal, [`the transaction with ${texts.join(' and ')}`, holding?.last], then);
}

type Write = DiskEvent & { readonly kind: 'write' };

interface Transaction {
  readonly writes: readonly Write[];
  readonly last: Write;
  /** The first write of the one behind it in the same log. */
  readonly next: Write | undefined;
}

const FRAME_HEADER_BYTES = 24;

/** The transactions of a write-ahead log: the header of the last frame of each has the size of the database, other ones 0. */
function transactionsOf(events: readonly DiskEvent[], wal: string): Transaction[] {
  const all: Write[][] = [];
  let current: Write[] = [];
  let isLastFrame = false;
  for (const event of events) {
    if (!isWriteTo(event, wal) || event.offset === 0) continue;
    current.push(event);
    if (event.bytes.length === FRAME_HEADER_BYTES) {
      isLastFrame = event.bytes.readUInt32BE(4) !== 0;
    } else if (isLastFrame) {
      all.push(current);
      current = [];
      isLastFrame = false;
    }
  }
  return all.flatMap((writes, index) => {
    const last = writes.at(-1);
    return last ? [{ writes, last, next: all[index + 1]?.[0] }] : [];
  });
}

/** The rename that gave the file of the job its name: the first of an upload. */
function findUpload({ root, events }: OrderedRun) {
  const isUpload = (event: DiskEvent) => event.kind === 'rename' && dirname(event.to) === join(root, 'data/blobs');
  const event = find(events, isUpload);
  return event?.kind === 'rename' ? event : undefined;
}

function answerWith(events: readonly DiskEvent[], text: string): DiskEvent | undefined {
  return find(events, (event) => event.kind === 'answer' && event.text.includes(text));
}

function isCreated(path: string) {
  return (event: DiskEvent) => event.kind === 'create' && event.path === path;
}

function isWriteTo(event: DiskEvent, path: string): event is Write {
  return event.kind === 'write' && event.path === path;
}

function isContent(event: DiskEvent): event is NamedEvent {
  return event.kind === 'write' || event.kind === 'copy' || event.kind === 'truncate';
}

function find(events: readonly DiskEvent[], is: (event: DiskEvent) => boolean): DiskEvent | undefined {
  return events.find(is);
}

function findLast(events: readonly DiskEvent[], is: (event: DiskEvent) => boolean): DiskEvent | undefined {
  return events.findLast(is);
}
