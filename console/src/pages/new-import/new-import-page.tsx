import { Page } from '../../parts/page.tsx';
import { useTexts } from '../../texts/texts.ts';

/** A file is dropped, checked, fixed, uploaded and started: `#/import`, or `#/import?pool=ID` from a pool. */
export function NewImportPage() {
  const { newImport } = useTexts();
  return <Page title={newImport.title}>{null}</Page>;
}
