import { tabStorage } from '../base/browser-storage.ts';

/** The file of an import, for as long as the page is open: a reload forgets it, as browsers keep no files. */
export interface FileAtHand {
  readonly name: string;
  readonly blob: Blob;
  /** What a job for it needs to know. */
  readonly passwordHashingAlgorithm?: string | undefined;
  /** If it was made by a conversion. */
  readonly leftOut?: LeftOutBefore | undefined;
}

/** Whom a conversion left out, beside the users of its file. */
export interface LeftOutBefore {
  readonly users: number;
  readonly count: number;
  /** `left-out.csv`. */
  readonly list: Blob;
}

const files = new Map<string, FileAtHand>();
let offered: FileAtHand | undefined;

export function keepFileOfJob(jobId: string, file: FileAtHand): void {
  files.set(jobId, file);
  if (file.leftOut !== undefined) void keepLeftOut(jobId, file.leftOut);
}

export function fileOfJob(jobId: string): FileAtHand | undefined {
  return files.get(jobId);
}

/** Files and lists of people are of whoever is signed in. */
export function forgetFiles(): void {
  files.clear();
  offered = undefined;
  tabStorage.deleteAll(LEFT_OUT);
}

/** Hands a file to the page of a new import, which takes it when it opens. */
export function offerFile(file: FileAtHand): void {
  offered = file;
}

export function offeredFile(): FileAtHand | undefined {
  return offered;
}

export function withdrawOffer(): void {
  offered = undefined;
}

const LEFT_OUT = 'left-out.';
const leftOutKey = (jobId: string) => `${LEFT_OUT}${jobId}`;
/** Of a list that is kept for reloads: a browser keeps a few million characters in all. */
const LIST_BYTES_MAX = 500_000;

/** How many were left out is kept for reloads, and their list if it is short. */
async function keepLeftOut(jobId: string, { users, count, list }: LeftOutBefore): Promise<void> {
  const text = list.size > LIST_BYTES_MAX ? undefined : await list.text();
  tabStorage.write(leftOutKey(jobId), { users, count, text });
}

/** Whom a conversion left out before a job. Without `list` it was too long to be kept over a reload. */
export function leftOutOfJob(jobId: string): (Omit<LeftOutBefore, 'list'> & { readonly list?: Blob }) | undefined {
  const held = files.get(jobId)?.leftOut;
  if (held !== undefined) return held;
  const kept = tabStorage.read(leftOutKey(jobId));
  if (typeof kept !== 'object' || kept === null || !('users' in kept && 'count' in kept)) return undefined;
  const { users, count } = kept;
  if (typeof users !== 'number' || typeof count !== 'number') return undefined;
  const list =
    'text' in kept && typeof kept.text === 'string' ? new Blob([kept.text], { type: 'text/csv' }) : undefined;
  return { users, count, ...(list && { list }) };
}

const recordsKey = (jobId: string) => `records.${jobId}`;

/** How many records the file of a job has, which the API does not say. Kept for reloads. */
export function keepRecordCount(jobId: string, recordCount: number): void {
  tabStorage.write(recordsKey(jobId), recordCount);
}

export function recordCountOf(jobId: string): number | undefined {
  const kept = tabStorage.read(recordsKey(jobId));
  return typeof kept === 'number' && kept > 0 ? kept : undefined;
}
