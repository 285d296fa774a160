import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { paths } from '../../../parts/paths.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { toVisible } from '../../../parts/value-text.tsx';
import { type CurrentImport, giveUpImport } from '../../../service/current-import.ts';
import type { ImportProgress } from '../../../service/run-import.ts';
import { type Texts, useTexts } from '../../../texts/texts.ts';

/** An import on its way to its start. */
export function ImportProgressPart({ current }: { readonly current: CurrentImport }) {
  const { newImport } = useTexts();
  const format = useFormat();
  const texts = newImport.progress;
  const { fileName, totalBytes, progress, place } = current;
  return (
    <Container header={<Header variant="h2">{texts.title(toVisible(fileName))}</Header>}>
      <SpaceBetween size="s">
        {progress?.kind === 'uploading' ? (
          <ProgressBar
            value={totalBytes === 0 ? 100 : (100 * progress.sent) / totalBytes}
            label={progress.attempt === 1 ? texts.uploading : texts.uploadingAgain(format.count(progress.attempt))}
            additionalInfo={texts.sent(format.bytes(progress.sent), format.bytes(totalBytes))}
          />
        ) : (
          <StatusIndicator type={isHindered(progress) ? 'warning' : 'in-progress'}>
            {sayProgress(progress, texts)}
          </StatusIndicator>
        )}
        {progress?.kind === 'upload-cut' && <Alert type="warning">{texts.cut}</Alert>}
        <SpaceBetween direction="horizontal" size="s">
          <Button onClick={giveUpImport}>{texts.giveUp}</Button>
          {place !== undefined && <Link href={paths.job(place.poolId, place.jobId)}>{texts.goToJob}</Link>}
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  );
}

function isHindered(progress: ImportProgress | undefined): boolean {
  return progress?.kind === 'signed-out' || progress?.kind === 'unreachable';
}

function sayProgress(progress: ImportProgress | undefined, texts: Texts['newImport']['progress']): string {
  switch (progress?.kind) {
    case 'creating-pool':
      return texts.creatingPool;
    case 'upload-expired':
      return texts.expired;
    case 'waiting':
      return texts.waiting(toVisible(progress.reason));
    case 'signed-out':
      return texts.signedOut;
    case 'unreachable':
      return texts.unreachable;
    case 'starting':
      return texts.starting;
    case 'uploading':
    case 'upload-cut':
      return texts.uploading;
    default:
      return texts.creatingJob;
  }
}
