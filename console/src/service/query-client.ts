import { QueryClient } from '@tanstack/react-query';
import { CallFailure } from './call-failure.ts';

const RETRY_MS_MAX = 5_000;

/** A server that does not answer is asked until it does; every other failure is shown, as the SDK has tried again already. */
export function createQueryClient(): QueryClient {
  const retry = (_count: number, error: unknown) => error instanceof CallFailure && error.kind === 'unreachable';
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry,
        retryDelay: (count) => Math.min(500 * 2 ** count, RETRY_MS_MAX),
        // Each page that is opened asks again: a command beside it may just have made a pool.
        staleTime: 0,
        // A server on this machine answers without a network.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
