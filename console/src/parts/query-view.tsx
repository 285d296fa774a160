import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts.ts';
import { FailureAlert } from './failure-alert.tsx';

/** The outcome of a query: words while it loads, why it failed, or what it found. Data that is there stays when a refresh fails. */
export function QueryView<Data>({
  query,
  what,
  children,
}: {
  readonly query: UseQueryResult<Data>;
  /** Ends the sentence "Loading …": `the user pool`. */
  readonly what: string;
  readonly children: (data: Data) => ReactNode;
}) {
  const { general } = useTexts();
  const { data, error, refetch } = query;
  if (data !== undefined) {
    return (
      <>
        {error && <FailureAlert error={error} onRetry={() => void refetch()} />}
        {children(data)}
      </>
    );
  }
  if (error) return <FailureAlert error={error} onRetry={() => void refetch()} />;
  return <StatusIndicator type="loading">{general.loading(what)}</StatusIndicator>;
}
