import { useSyncExternalStore } from 'react';
import { CallFailure } from './call-failure.ts';

/** Whether the server answered when it was last asked anything. */
let isReachable = true;
const listeners = new Set<() => void>();

/** To be told of the outcome of every request. */
export function noteAnswer(error: unknown): void {
  const isNow = !(error instanceof CallFailure && error.kind === 'unreachable');
  if (isNow === isReachable) return;
  isReachable = isNow;
  for (const listener of listeners) listener();
}

export function useIsReachable(): boolean {
  return useSyncExternalStore(subscribe, () => isReachable);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
