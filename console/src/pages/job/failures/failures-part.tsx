import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { FailureAlert } from '../../../parts/failure-alert.tsx';
import { useFormat } from '../../../parts/use-format.ts';
import { ValueText } from '../../../parts/value-text.tsx';
import { type FileAtHand, fileOfJob, keepFileOfJob } from '../../../service/files-at-hand.ts';
import { hasEnded, type JobDetails } from '../../../service/job-details.ts';
import type { LogPlace } from '../../../service/job-log.ts';
import { useTexts } from '../../../texts/texts.ts';
import { FailedRecords } from './failed-records.tsx';
import { FailureDownloads } from './failure-downloads.tsx';
import { FileOfJobField } from './file-of-job-field.tsx';
import type { FailureGroup } from './group-failures.ts';
import { useFailures } from './use-failures.ts';

const FIRST_SHOWN = 5;

/** Records that created no user, by reason, joined to their records while the file is at hand. */
export function FailuresPart({ job, place }: { readonly job: JobDetails; readonly place: LogPlace }) {
  const { job: jobTexts } = useTexts();
  const format = useFormat();
  const texts = jobTexts.failures;
  const [version, setVersion] = useState<string>();
  const [shownKey, setShownKey] = useState<string>();
  const [file, setFile] = useState<FileAtHand | undefined>(() => fileOfJob(job.jobId));
  const expected = job.failed + job.skipped;
  const isEnded = hasEnded(job);
  const wanted = isEnded ? 'ended' : version;
  const { query, count } = useFailures(place, wanted ?? '', wanted !== undefined && expected > 0);
  const groups = query.data;
  const shown = groups?.find(({ key }) => key === shownKey);
  const seen = groups?.reduce((sum, { recordNumbers }) => sum + recordNumbers.length, 0) ?? 0;
  if (isEnded && expected === 0) {
    if (job.imported === 0) return null;
    return (
      <Container header={<Header variant="h2">{texts.title}</Header>}>
        <StatusIndicator type="success">{texts.none}</StatusIndicator>
      </Container>
    );
  }
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${format.count(expected)})`} description={texts.description}>
          {texts.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {!isEnded && (
          <SpaceBetween size="xs">
            <Box color="text-body-secondary">{texts.notEnded}</Box>
            {expected > 0 && <Button onClick={() => setVersion(`${expected}`)}>{texts.readNow}</Button>}
          </SpaceBetween>
        )}
        {query.isFetching && <StatusIndicator type="loading">{texts.reading(format.count(count))}</StatusIndicator>}
        {query.error && <FailureAlert error={query.error} onRetry={() => void query.refetch()} />}
        {groups !== undefined && (
          <SpaceBetween size="m">
            <GroupTable groups={groups} onShow={setShownKey} />
            {isEnded && seen < expected && (
              <StatusIndicator type="warning">{texts.missing(format.count(expected - seen))}</StatusIndicator>
            )}
            {file === undefined && (
              <FileOfJobField
                onFile={(chosen) => {
                  keepFileOfJob(job.jobId, chosen);
                  setFile(chosen);
                }}
              />
            )}
            <FailureDownloads job={job} groups={groups} file={file} />
            {shown !== undefined && file !== undefined && <FailedRecords key={shown.key} group={shown} file={file} />}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}

function GroupTable({
  groups,
  onShow,
}: {
  readonly groups: readonly FailureGroup[];
  readonly onShow: (key: string) => void;
}) {
  const { job, general } = useTexts();
  const format = useFormat();
  const texts = job.failures;
  return (
    <Table<FailureGroup>
      variant="embedded"
      items={groups}
      trackBy="key"
      wrapLines
      ariaLabels={{ tableLabel: texts.title }}
      columnDefinitions={[
        {
          id: 'outcome',
          header: texts.outcome,
          cell: ({ outcome }) => (
            <StatusIndicator type={outcome === 'failed' ? 'error' : 'stopped'}>
              {texts.outcomes[outcome]}
            </StatusIndicator>
          ),
          minWidth: 100,
        },
        {
          id: 'reason',
          header: texts.reason,
          cell: ({ reason }) => <ValueText value={reason} />,
          isRowHeader: true,
          minWidth: 220,
        },
        {
          id: 'count',
          header: texts.count,
          cell: ({ recordNumbers }) => format.count(recordNumbers.length),
          minWidth: 80,
        },
        {
          id: 'first',
          header: texts.first,
          cell: ({ recordNumbers }) =>
            `${recordNumbers
              .slice(0, FIRST_SHOWN)
              .map((number) => format.count(number))
              .join('; ')}${recordNumbers.length > FIRST_SHOWN ? '…' : ''}`,
          minWidth: 140,
        },
        {
          id: 'show',
          header: general.actionsColumn,
          cell: ({ key, reason }) => (
            <Button variant="inline-link" onClick={() => onShow(key)} ariaLabel={texts.showOf(reason)}>
              {texts.show}
            </Button>
          ),
          minWidth: 120,
        },
      ]}
    />
  );
}
