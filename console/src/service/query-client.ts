import { QueryClient } from '@tanstack/react-query';
import { CallFailure } from './call-failure.ts';

const RETRY_MS_MAX = 5_000;
const STALE_MS = 2_000;

/** A server that does not answer is asked until it does; every other failure is shown, as the SDK has tried again already. */
export function createQueryClient(): QueryClient {
  const retry = (_count: number, error: unknown) => error instanceof CallFailure && error.kind === 'unreachable';
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry,
        retryDelay: (count) => Math.min(500 * 2 ** count, RETRY_MS_MAX),
        staleTime: STALE_MS,
        // A server on this machine answers without a network.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
