import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import { CursorTable } from '../../parts/cursor-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { paths } from '../../parts/paths.ts';
import { Time } from '../../parts/time.tsx';
import { useFormat } from '../../parts/use-format.ts';
import { ValueText } from '../../parts/value-text.tsx';
import { endedUnharmed } from '../../service/job-details.ts';
import { isMoving, type ListedJob, listJobsOfAccount, listJobsOfPool } from '../../service/job-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { JobStatus } from './job-status.tsx';

const MOVING_MS = 1_500;
const RESTING_MS = 10_000;
/** In pixels: together they fit beside the navigation in a window of 1,280. */
const NAME_WIDTH = 110;
const COUNT_WIDTH = 90;
const STATUS_WIDTH = 140;
const TIME_WIDTH = 124;

/** Import jobs of one pool, or of all pools; the list follows what happens. */
export function JobList({ poolId }: { readonly poolId?: string }) {
  const { jobs: texts, pool } = useTexts();
  const clients = useClients();
  const format = useFormat();
  const create = (
    <Button href={paths.newImport(poolId)} variant={poolId === undefined ? 'primary' : 'normal'}>
      {pool.newImport}
    </Button>
  );
  return (
    <CursorTable<ListedJob>
      title={texts.title}
      what={texts.what}
      description={poolId === undefined ? texts.intro : undefined}
      queryKey={['jobs', poolId ?? '']}
      fetchPage={(token, signal) =>
        poolId === undefined
          ? listJobsOfAccount(clients, token, signal)
          : listJobsOfPool(clients, poolId, token, signal)
      }
      refreshMs={(jobs) => (jobs.some(isMoving) ? MOVING_MS : RESTING_MS)}
      trackBy={({ jobId }) => jobId}
      empty={<EmptyState title={texts.none} text={texts.noneText} action={create} />}
      actions={create}
      columns={[
        {
          id: 'name',
          minWidth: NAME_WIDTH,
          header: texts.name,
          cell: (job) => (
            <Link href={paths.job(job.poolId, job.jobId)}>
              <ValueText value={job.name} />
            </Link>
          ),
          isRowHeader: true,
        },
        ...(poolId === undefined
          ? [
              {
                id: 'pool',
                minWidth: NAME_WIDTH,
                header: texts.pool,
                cell: (job: ListedJob) => (
                  <Link href={paths.pool(job.poolId)}>
                    <ValueText value={job.poolName ?? job.poolId} />
                  </Link>
                ),
              },
            ]
          : []),
        {
          id: 'status',
          minWidth: STATUS_WIDTH,
          header: texts.status,
          cell: (job) => <JobStatus status={job.status} isUnharmed={endedUnharmed(job)} />,
        },
        {
          id: 'imported',
          minWidth: COUNT_WIDTH,
          header: texts.imported,
          cell: ({ imported }) => format.count(imported),
        },
        { id: 'skipped', minWidth: COUNT_WIDTH, header: texts.skipped, cell: ({ skipped }) => format.count(skipped) },
        { id: 'failed', minWidth: COUNT_WIDTH, header: texts.failed, cell: ({ failed }) => format.count(failed) },
        {
          id: 'created',
          minWidth: TIME_WIDTH,
          header: texts.created,
          cell: ({ createdAt }) => <Time at={createdAt} />,
        },
        {
          id: 'completed',
          minWidth: TIME_WIDTH,
          header: texts.completed,
          cell: ({ completedAt }) => <Time at={completedAt} />,
        },
      ]}
    />
  );
}
