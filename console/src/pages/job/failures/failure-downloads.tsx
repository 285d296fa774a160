import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { DownloadButton } from '../../../parts/download-button.tsx';
import { FailureAlert } from '../../../parts/failure-alert.tsx';
import { paths } from '../../../parts/paths.ts';
import { type FileAtHand, offerFile } from '../../../service/files-at-hand.ts';
import type { JobDetails } from '../../../service/job-details.ts';
import { useTexts } from '../../../texts/texts.ts';
import { runRecordTask } from '../worker/run-record-task.ts';
import { type FailureGroup, recordNumbersOf } from './group-failures.ts';

/** Records that were not imported as files, each ready to be fixed and imported again, and their reasons as a table. */
export function FailureDownloads({
  job,
  groups,
  file,
}: {
  readonly job: JobDetails;
  readonly groups: readonly FailureGroup[];
  readonly file: FileAtHand | undefined;
}) {
  const { job: jobTexts } = useTexts();
  const navigate = useNavigate();
  const texts = jobTexts.failures;
  const base = (file?.name ?? job.name).replace(/\.csv$/i, '');
  const failed = recordNumbersOf(groups, 'failed');
  const skipped = recordNumbersOf(groups, 'skipped');
  const extract = (blob: Blob, recordNumbers: readonly number[]) => runRecordTask('extract', { blob, recordNumbers });
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (of: FileAtHand) => {
      const blob = await extract(of.blob, failed);
      offerFile({ name: `${base}.failed.csv`, blob, passwordHashingAlgorithm: job.passwordHashingAlgorithm });
      await navigate(paths.newImport(job.poolId).slice(1));
    },
  });
  return (
    <SpaceBetween size="s">
      {error && <FailureAlert error={error} />}
      <SpaceBetween direction="horizontal" size="xs">
        {file !== undefined && failed.length > 0 && (
          <>
            <Button variant="primary" onClick={() => mutate(file)} loading={isPending} loadingText={texts.fixAgain}>
              {texts.fixAgain}
            </Button>
            <DownloadButton
              text={texts.downloadFailed}
              fileName={`${base}.failed.csv`}
              make={() => extract(file.blob, failed)}
            />
          </>
        )}
        {file !== undefined && skipped.length > 0 && (
          <DownloadButton
            text={texts.downloadSkipped}
            fileName={`${base}.skipped.csv`}
            make={() => extract(file.blob, skipped)}
          />
        )}
        <DownloadButton
          text={texts.downloadReasons}
          fileName={`${base}.reasons.csv`}
          make={() =>
            runRecordTask('reasons', {
              blob: file?.blob,
              records: groups.flatMap(({ outcome, reason, recordNumbers }) =>
                recordNumbers.map((recordNumber) => ({ outcome, reason, recordNumber })),
              ),
            })
          }
        />
      </SpaceBetween>
    </SpaceBetween>
  );
}
