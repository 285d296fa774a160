import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { RandomSource } from '../../src/cli/generate/random-source.ts';
import { applyNameChange, type Change, type Disk, type DiskFile, type Entry } from './disk.ts';
import type { FileContent } from './file-content.ts';

/** What became of what was not synced. */
export const LOSSES = [
  /** All of it is lost. */
  'all',
  /** All of it had reached the disk. */
  'none',
  /** What came after a moment is lost; the last write before that is torn. */
  'late',
  /** Each change for itself is lost, torn or there, in whatever order. */
  'any',
  /** Names and lengths are there, the bytes are not. */
  'bytes',
  /** Bytes of files that had a name are there, no change of names is. */
  'names',
] as const;
export type Loss = (typeof LOSSES)[number];

/** Of disks and of file systems: what is written whole or not at all. */
const SECTOR_BYTES = [512, 4_096] as const;
/** Lives in memory that processes share: no file of it survives a power cut in any state that could be told. */
const SHARED_MEMORY = /-shm$/;
const SHARED_MEMORY_BYTES = 32_768;

/** Files by their path, and directories, as a power cut has left them. */
export type LeftState = ReadonlyMap<string, Buffer | 'directory'>;

/** One of the states in which the disk may be found. */
export function drawLeftState(disk: Disk, loss: Loss, random: RandomSource, root: string): LeftState {
  const keptPercent = random.pick([20, 50, 80]);
  const lastEnd = drawLastEnd(disk, random);
  const isKept = (end: number): boolean => {
    if (loss === 'any') return random.chance(keptPercent);
    return loss === 'late' ? end <= lastEnd : loss !== 'all';
  };
  const names = new Map<string, Entry>(disk.names);
  if (loss !== 'names') {
    for (const change of disk.pendingNames) if (isKept(change.end)) applyNameChange(names, change);
  }
  const state = new Map<string, Buffer | 'directory'>();
  for (const [path, entry] of names) {
    if (!isReachable(path, names, root)) continue;
    if (entry === 'directory') state.set(path, entry);
    else if (!SHARED_MEMORY.test(path)) state.set(path, drawContent(entry, { loss, isKept, lastEnd, random }).read());
    else if (random.chance(50)) state.set(path, drawBytes(SHARED_MEMORY_BYTES, random));
  }
  return state;
}

interface Drawing {
  readonly loss: Loss;
  readonly isKept: (end: number) => boolean;
  readonly lastEnd: number;
  readonly random: RandomSource;
}

function drawContent(file: DiskFile, { loss, isKept, lastEnd, random }: Drawing): FileContent {
  const content = file.durable.copy();
  for (const change of file.pending) {
    const isTorn = loss === 'late' ? change.end === lastEnd : loss === 'any' && random.chance(25);
    if (change.kind === 'write' && isTorn) applyTorn(content, change, random);
    else if (loss === 'bytes' && change.kind === 'write') lengthen(content, change, Buffer.alloc(change.bytes.length));
    else if (isKept(change.end)) content.apply(change);
    // What lay on the disk before may come to light where a length is ahead of its bytes.
    else if (loss === 'any' && change.kind === 'write' && random.chance(30)) {
      lengthen(content, change, drawBytes(change.bytes.length, random));
    }
  }
  return content;
}

/** Some of the sectors that a write touches, or the first ones. */
function applyTorn(content: FileContent, { offset, bytes }: Change & { kind: 'write' }, random: RandomSource): void {
  const sectorBytes = random.pick(SECTOR_BYTES);
  const isPrefix = random.chance(50);
  const prefixEnd = offset + random.below(bytes.length + 1);
  for (let at = offset; at < offset + bytes.length; ) {
    const next = Math.min(offset + bytes.length, (Math.floor(at / sectorBytes) + 1) * sectorBytes);
    const piece = { kind: 'write', offset: at, bytes: bytes.subarray(at - offset, next - offset) } as const;
    if (isPrefix ? next <= prefixEnd : random.chance(50)) content.apply(piece);
    at = next;
  }
}

/** The file is as long as after the write; `filling` stands where it was shorter. */
function lengthen(content: FileContent, { offset, bytes }: Change & { kind: 'write' }, filling: Buffer): void {
  const from = Math.max(offset, content.length);
  if (from < offset + bytes.length)
    content.apply({ kind: 'write', offset: from, bytes: filling.subarray(from - offset) });
}

/** One of the moments at which something was changed that is not synced. */
function drawLastEnd(disk: Disk, random: RandomSource): number {
  const files = new Set([
    ...disk.names.values(),
    ...disk.pendingNames.map((change) => ('entry' in change ? change.entry : 'directory')),
  ]);
  const ends = [...files].flatMap((entry) => (entry === 'directory' ? [] : entry.pending.map(({ end }) => end)));
  ends.push(...disk.pendingNames.map(({ end }) => end));
  return ends[random.below(ends.length)] ?? 0;
}

function drawBytes(length: number, random: RandomSource): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE(Math.floor(random.fraction() * 2 ** 32), at);
  return bytes;
}

function isReachable(path: string, names: ReadonlyMap<string, Entry>, root: string): boolean {
  const parent = dirname(path);
  return parent === root || (names.get(parent) === 'directory' && isReachable(parent, names, root));
}

/** Writes the state into a directory, which stands for the root. */
export function writeLeftState(state: LeftState, root: string, directory: string): void {
  const paths = [...state.keys()].sort();
  for (const path of paths) {
    const content = state.get(path);
    const target = join(directory, relative(root, path));
    if (content === 'directory') mkdirSync(target, { mode: 0o700 });
    else if (content !== undefined) writeFileSync(target, content, { mode: 0o600 });
  }
}
