import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { DownloadButton } from '../../parts/download-button.tsx';
import { paths } from '../../parts/paths.ts';
import { useFormat } from '../../parts/use-format.ts';
import { toVisible } from '../../parts/value-text.tsx';
import { leftOutOfJob } from '../../service/files-at-hand.ts';
import { countDone, endedUnharmed, hasUsers, type JobDetails } from '../../service/job-details.ts';
import { useTexts } from '../../texts/texts.ts';

/**
 * What came of a job whose records are done, in a sentence, above the service's own message; whom its conversion left out; and the way to
 * the users.
 */
export function JobResult({ job }: { readonly job: JobDetails }) {
  const { job: jobTexts } = useTexts();
  const format = useFormat();
  const texts = jobTexts.result;
  const { imported, skipped, failed, status, completionMessage } = job;
  const leftOut = leftOutOfJob(job.jobId);
  if ((status !== 'Succeeded' && status !== 'Failed') || countDone(job) === 0) return null;
  const header = texts.counts(
    format.counted(imported, texts.importedUnits),
    format.count(skipped),
    format.count(failed),
  );
  return (
    <Alert
      type={typeOf(job, leftOut !== undefined)}
      header={header}
      action={hasUsers(job) && <Button href={paths.users(job.poolId)}>{jobTexts.seeUsers}</Button>}
      data-testid="job-result"
    >
      <SpaceBetween size="xs">
        {failed > 0 && <div>{texts.failed}</div>}
        {skipped > 0 && <div>{texts.skipped}</div>}
        {endedUnharmed(job) && <div>{texts.tooManySkipped}</div>}
        {leftOut !== undefined && (
          <>
            <div>
              {texts.leftOut(
                format.count(imported),
                format.count(leftOut.users + leftOut.count),
                format.counted(leftOut.count, texts.leftOutUnits),
              )}
            </div>
            <LeftOutList list={leftOut.list} />
          </>
        )}
        {completionMessage !== undefined && (
          <div className="muster-break">{texts.message(toVisible(completionMessage))}</div>
        )}
      </SpaceBetween>
    </Alert>
  );
}

function LeftOutList({ list }: { readonly list: Blob | undefined }) {
  const { job } = useTexts();
  if (list === undefined) return <div>{job.result.listGone}</div>;
  return (
    <div>
      <DownloadButton text={job.result.download} fileName="left-out.csv" make={() => list} />
    </div>
  );
}

function typeOf(job: JobDetails, hasLeftOut: boolean): AlertProps.Type {
  if (job.status === 'Failed' && !endedUnharmed(job)) return 'error';
  if (job.failed > 0) return 'warning';
  return hasLeftOut || job.skipped > 0 ? 'info' : 'success';
}
