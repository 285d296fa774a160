import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Page } from '../parts/page.tsx';
import { paths } from '../parts/paths.ts';
import { useTexts } from '../texts/texts.ts';

/** In place of a page that threw or could not be loaded. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  const { general } = useTexts();
  return (
    <Page title={general.brokenPage} description={general.brokenPageText}>
      <FailureAlert error={error} />
      <Button onClick={() => window.location.reload()}>{general.reload}</Button>
    </Page>
  );
}

export function UnknownPage() {
  const { general } = useTexts();
  return (
    <Page title={general.unknownPage} description={general.unknownPageText}>
      <Link href={paths.pools()}>{general.toPools}</Link>
    </Page>
  );
}
