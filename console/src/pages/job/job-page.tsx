import { useParams } from 'react-router';
import { Page } from '../../parts/page.tsx';
import { paths } from '../../parts/paths.ts';
import { useTexts } from '../../texts/texts.ts';

/** One import job: `#/pools/ID/jobs/JOB`. */
export function JobPage() {
  const { pools, job } = useTexts();
  const { poolId = '', jobId = '' } = useParams();
  const trail = [
    { text: pools.title, href: paths.pools() },
    { text: poolId, href: paths.pool(poolId) },
  ];
  return (
    <Page title={job.title(jobId)} trail={trail}>
      {null}
    </Page>
  );
}
