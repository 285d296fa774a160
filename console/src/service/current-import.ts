import { useSyncExternalStore } from 'react';
import { tabStorage } from '../base/browser-storage.ts';
import { isAbort } from './call-failure.ts';
import type { Clients } from './clients.ts';
import { type ImportProgress, type ImportRequest, type JobPlace, runImport } from './run-import.ts';

/** The import of this tab. It goes on whatever page is shown. */
export interface CurrentImport {
  readonly fileName: string;
  readonly totalBytes: number;
  readonly progress: ImportProgress | undefined;
  /** Of the last job that was made for it. */
  readonly place: JobPlace | undefined;
  readonly isStarted: boolean;
  readonly error: unknown;
}

/** What a reload still knows of an import. */
export interface RememberedImport extends JobPlace {
  readonly fileName: string;
}

const STORED = 'import';
let current: CurrentImport | undefined;
let controller: AbortController | undefined;
const listeners = new Set<() => void>();

export function useCurrentImport(): CurrentImport | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Resolves with the started job; undefined if it was stopped or failed, which {@link useCurrentImport} shows. */
export async function beginImport(
  request: ImportRequest,
  clients: Clients,
  onPool: (poolId: string) => void,
): Promise<JobPlace | undefined> {
  controller?.abort();
  const own = new AbortController();
  controller = own;
  const { name, blob } = request.file;
  const change = (part: Partial<CurrentImport>): void => {
    if (controller === own && current !== undefined) update({ ...current, ...part });
  };
  update({
    fileName: name,
    totalBytes: blob.size,
    progress: undefined,
    place: undefined,
    isStarted: false,
    error: undefined,
  });
  try {
    const place = await runImport(
      request,
      clients,
      {
        onProgress: (progress) => change({ progress }),
        onPool,
        onJob: (made) => {
          tabStorage.write(STORED, { ...made, fileName: name } satisfies RememberedImport);
          change({ place: made });
        },
      },
      own.signal,
    );
    change({ isStarted: true, progress: undefined });
    return place;
  } catch (error) {
    if (isAbort(error)) {
      if (controller === own) update(undefined);
    } else change({ error, progress: undefined });
    return undefined;
  }
}

/** Stops an import that has not started. */
export function giveUpImport(): void {
  controller?.abort();
}

/** Forgets an import that has failed or started. */
export function dismissImport(): void {
  controller?.abort();
  update(undefined);
}

/** The last import of this tab, also of before a reload. */
export function rememberedImport(): RememberedImport | undefined {
  const kept = tabStorage.read(STORED);
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { poolId, jobId, fileName } = kept as Partial<RememberedImport>;
  if (typeof poolId !== 'string' || typeof jobId !== 'string' || typeof fileName !== 'string') return undefined;
  return { poolId, jobId, fileName };
}

export function forgetImport(): void {
  tabStorage.write(STORED, undefined);
}

function update(next: CurrentImport | undefined): void {
  current = next;
  for (const listener of listeners) listener();
}
