import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CallFailure } from '../service/call-failure.ts';
import { useTexts } from '../texts/texts.ts';

/** What failed, what to do about it, and the id under which the server's log has it. */
export function FailureAlert({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}) {
  const { failures, general } = useTexts();
  const isCall = error instanceof CallFailure;
  return (
    <Alert
      type={isCall && error.kind === 'denied' ? 'warning' : 'error'}
      header={isCall ? failures.title[error.kind] : failures.unexpected}
      action={onRetry && <Button onClick={onRetry}>{general.actions.tryAgain}</Button>}
      data-testid="failure"
    >
      <SpaceBetween size="xs">
        {isCall && (
          <div>
            {failures.advice[error.kind]} {error.kind === 'denied' && <Box variant="code">{error.action}</Box>}
          </div>
        )}
        <div className="muster-break">{error instanceof Error ? error.message : String(error)}</div>
        {isCall && error.requestId !== undefined && (
          <Box variant="small">
            {failures.requestId}: <Box variant="code">{error.requestId}</Box>
          </Box>
        )}
      </SpaceBetween>
    </Alert>
  );
}
