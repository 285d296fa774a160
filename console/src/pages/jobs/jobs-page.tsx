import { Page } from '../../parts/page.tsx';
import { useTexts } from '../../texts/texts.ts';
import { JobList } from './job-list.tsx';

/** Import jobs of all pools: `#/jobs`. */
export function JobsPage() {
  const { jobs } = useTexts();
  return (
    <Page title={jobs.title}>
      <JobList />
    </Page>
  );
}
