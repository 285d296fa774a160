import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Copyable } from '../../parts/copyable.tsx';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { Later } from '../../parts/later.tsx';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { toVisible, ValueText } from '../../parts/value-text.tsx';
import { fileOfJob, offerFile } from '../../service/files-at-hand.ts';
import { endedUnharmed, hasEnded, type JobDetails, jobQuery, stopJob } from '../../service/job-details.ts';
import { isMoving } from '../../service/job-queries.ts';
import { poolQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { JobStatus } from '../jobs/job-status.tsx';
import { CommandsPart } from './commands-part.tsx';
import { Counters } from './counters.tsx';
import { FailuresPart } from './failures/failures-part.tsx';
import { JobResult } from './job-result.tsx';
import { LogPart } from './log-part.tsx';
import { Timeline } from './timeline.tsx';
import { useRateSamples } from './use-rate-samples.ts';

const RateChart = lazy(async () => ({ default: (await import('./rate-chart.tsx')).RateChart }));

/** One import job, live: `#/pools/ID/jobs/JOB`. */
export function JobPage() {
  const { pools, job: texts } = useTexts();
  const { poolId = '', jobId = '' } = useParams();
  const clients = useClients();
  const query = useQuery(jobQuery(clients, poolId, jobId));
  const pool = useQuery(poolQuery(clients, poolId));
  const poolName = pool.data?.Name;
  const job = query.data;
  const trail = [
    { text: pools.title, href: paths.pools() },
    { text: poolName ?? poolId, href: paths.pool(poolId) },
  ];
  return (
    <Page
      title={texts.title(job === undefined ? jobId : toVisible(job.name))}
      trail={trail}
      description={job !== undefined && <JobStatus status={job.status} isUnharmed={endedUnharmed(job)} />}
      actions={job !== undefined && <JobActions job={job} />}
    >
      {pool.error && <FailureAlert error={pool.error} onRetry={() => void pool.refetch()} />}
      <QueryView query={query} what={texts.what}>
        {(shown) => <JobParts key={shown.jobId} job={shown} poolName={poolName} answeredAtMs={query.dataUpdatedAt} />}
      </QueryView>
    </Page>
  );
}

function JobParts({
  job,
  poolName,
  answeredAtMs,
}: {
  readonly job: JobDetails;
  readonly poolName: string | undefined;
  readonly answeredAtMs: number;
}) {
  const samples = useRateSamples(job, answeredAtMs);
  const place =
    poolName === undefined ? undefined : { poolId: job.poolId, poolName, jobId: job.jobId, jobName: job.name };
  const hasChart = isMoving(job) || samples.length > 1;
  return (
    <SpaceBetween size="l">
      <JobResult job={job} />
      <ColumnLayout columns={2}>
        <Timeline job={job} />
        <Counters job={job} samples={samples} answeredAtMs={answeredAtMs} />
      </ColumnLayout>
      {hasChart && (
        <Suspense>
          <RateChart samples={samples} />
        </Suspense>
      )}
      <Later>
        <SpaceBetween size="l">
          {place !== undefined && job.startedAt !== undefined && <FailuresPart job={job} place={place} />}
          {place !== undefined && <LogPart place={place} job={job} />}
          <Details job={job} poolName={poolName} />
          <CommandsPart job={job} />
        </SpaceBetween>
      </Later>
    </SpaceBetween>
  );
}

function Details({ job, poolName }: { readonly job: JobDetails; readonly poolName: string | undefined }) {
  const { job: texts } = useTexts();
  return (
    <Container header={<Header variant="h2">{texts.details}</Header>}>
      <KeyValuePairs
        columns={2}
        items={[
          { label: texts.id, value: <Copyable text={job.jobId} label={texts.id} /> },
          {
            label: texts.pool,
            value: (
              <Link href={paths.pool(job.poolId)}>
                <ValueText value={poolName ?? job.poolId} />
              </Link>
            ),
          },
          { label: texts.role, value: <Copyable text={job.roleArn} label={texts.role} /> },
          { label: texts.algorithm, value: job.passwordHashingAlgorithm ?? texts.noAlgorithm },
          { label: texts.message, value: <ValueText value={job.completionMessage} /> },
        ]}
      />
    </Container>
  );
}

function JobActions({ job }: { readonly job: JobDetails }) {
  const { job: texts } = useTexts();
  const clients = useClients();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [isStopping, setIsStopping] = useState(false);
  const { poolId, jobId } = job;
  const repeat = () => {
    const file = fileOfJob(jobId);
    if (file !== undefined) offerFile({ ...file, passwordHashingAlgorithm: job.passwordHashingAlgorithm });
    void navigate(paths.newImport(poolId).slice(1));
  };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {(job.status === 'Pending' || job.status === 'InProgress') && (
        <Button onClick={() => setIsStopping(true)}>{texts.stop}</Button>
      )}
      {(hasEnded(job) || job.status === 'Created') && <Button onClick={repeat}>{texts.repeat}</Button>}
      {isStopping && (
        <FormModal
          header={texts.stopTitle}
          submitText={texts.stop}
          onClose={() => setIsStopping(false)}
          run={async () => {
            await stopJob(clients, poolId, jobId);
            await queryClient.invalidateQueries({ queryKey: ['job', poolId, jobId] });
          }}
        >
          {texts.stopText}
        </FormModal>
      )}
    </SpaceBetween>
  );
}
