import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { FailureAlert } from '../../../parts/failure-alert.tsx';
import { paths } from '../../../parts/paths.ts';
import { type CurrentImport, dismissImport } from '../../../service/current-import.ts';
import { UploadFailure } from '../../../service/upload-file.ts';
import { useTexts } from '../../../texts/texts.ts';

/** Why an import did not start, and that nothing is lost. */
export function ImportFailureAlert({ current: { error, place } }: { readonly current: CurrentImport }) {
  const { newImport, failures } = useTexts();
  const texts = newImport.progress;
  if (!(error instanceof UploadFailure)) return <FailureAlert error={error} />;
  const { kind, message, requestId } = error;
  return (
    <Alert
      type="error"
      header={texts.uploadFailed}
      dismissible
      dismissAriaLabel={newImport.progress.giveUp}
      onDismiss={dismissImport}
    >
      <SpaceBetween size="xs">
        <div className="muster-break">{kind === 'cut' && message === '' ? texts.cutOften : message}</div>
        <div>{texts.tryAgain}</div>
        {requestId !== undefined && (
          <Box variant="small">
            {failures.requestId}: <Box variant="code">{requestId}</Box>
          </Box>
        )}
        {place !== undefined && <Link href={paths.job(place.poolId, place.jobId)}>{texts.goToJob}</Link>}
      </SpaceBetween>
    </Alert>
  );
}
