import { dirname } from 'node:path';
import type { DiskEvent } from './disk-events.ts';
import { FileContent } from './file-content.ts';

/** What a write, or a change of the length, makes of a file. */
export type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer; readonly end: number }
  | { readonly kind: 'truncate'; readonly length: number; readonly end: number };

/** A file, under whatever name: what of it is durable, and what may be lost. */
export interface DiskFile {
  readonly durable: FileContent;
  readonly pending: Change[];
}

export type Entry = DiskFile | 'directory';

/** A change of the names in a directory that may be lost. */
export type NameChange = { readonly path: string; readonly end: number } & (
  | { readonly kind: 'link'; readonly entry: Entry }
  | { readonly kind: 'unlink' }
  | { readonly kind: 'rename'; readonly to: string; readonly entry: Entry }
);

/**
 * A disk as POSIX promises it and no more: what was written to a file is durable once the file was synced behind it, a name once its
 * directory was. Everything else may be lost, half there, or there before what came before it.
 */
export class Disk {
  /** Durable names. */
  readonly names = new Map<string, Entry>();
  readonly pendingNames: NameChange[] = [];
  /** The names as processes see them. */
  readonly #seen = new Map<string, Entry>();

  /** A disk that holds these files, all of it durable. */
  constructor(files: ReadonlyMap<string, Buffer | 'directory'> = new Map()) {
    for (const [path, content] of files) {
      const entry: Entry = content === 'directory' ? content : { durable: new FileContent(content), pending: [] };
      this.names.set(path, entry);
      this.#seen.set(path, entry);
    }
  }

  /** In the order in which the events ended. */
  apply(event: DiskEvent): void {
    switch (event.kind) {
      case 'create':
      case 'mkdir': {
        const entry: Entry = event.kind === 'mkdir' ? 'directory' : { durable: new FileContent(), pending: [] };
        this.#seen.set(event.path, entry);
        this.pendingNames.push({ kind: 'link', path: event.path, entry, end: event.end });
        break;
      }
      case 'unlink':
        this.#seen.delete(event.path);
        this.pendingNames.push({ kind: 'unlink', path: event.path, end: event.end });
        break;
      case 'rename': {
        const entry = this.#fileAt(event.path);
        this.#seen.delete(event.path);
        this.#seen.set(event.to, entry);
        this.pendingNames.push({ kind: 'rename', path: event.path, to: event.to, entry, end: event.end });
        break;
      }
      case 'write':
      case 'truncate':
        this.#fileAt(event.path).pending.push(event);
        break;
      case 'sync':
        this.#sync(event.path, event.begin);
        break;
      case 'copy':
        throw new Error(`what was copied into ${event.path} is not known`);
      case 'answer':
        break;
    }
  }

  /** The same disk with copies of its files, to be changed by itself. */
  fork(): Disk {
    const copies = new Map<DiskFile, DiskFile>();
    const copyOf = (entry: Entry): Entry => {
      if (entry === 'directory') return entry;
      const copy = copies.get(entry) ?? { durable: entry.durable.copy(), pending: [...entry.pending] };
      copies.set(entry, copy);
      return copy;
    };
    const fork = new Disk();
    for (const [path, entry] of this.names) fork.names.set(path, copyOf(entry));
    for (const [path, entry] of this.#seen) fork.#seen.set(path, copyOf(entry));
    for (const change of this.pendingNames)
      fork.pendingNames.push('entry' in change ? { ...change, entry: copyOf(change.entry) } : change);
    return fork;
  }

  /** What ended before the sync began is durable; what came beside it need not be. */
  #sync(path: string, begin: number): void {
    const entry = this.#seen.get(path);
    if (entry !== undefined && entry !== 'directory') {
      for (const change of take(entry.pending, ({ end }) => end < begin)) entry.durable.apply(change);
      return;
    }
    const isSynced = (change: NameChange) => dirname(change.path) === path && change.end < begin;
    for (const change of take(this.pendingNames, isSynced)) applyNameChange(this.names, change);
  }

  #fileAt(path: string): DiskFile {
    const entry = this.#seen.get(path);
    if (entry === undefined || entry === 'directory') throw new Error(`there is no file ${path}`);
    return entry;
  }
}

export function applyNameChange(names: Map<string, Entry>, change: NameChange): void {
  if (change.kind === 'link') names.set(change.path, change.entry);
  else names.delete(change.path);
  if (change.kind === 'rename') names.set(change.to, change.entry);
}

/** Removes those items from the list and returns them. */
function take<Item>(items: Item[], isTaken: (item: Item) => boolean): Item[] {
  const taken = items.filter(isTaken);
  items.splice(0, items.length, ...items.filter((item) => !isTaken(item)));
  return taken;
}
