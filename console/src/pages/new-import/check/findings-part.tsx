import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { CheckResult } from '../../../../../src/check/check-file.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { useTexts } from '../../../texts/texts.ts';
import type { NamedFile } from '../worker/tasks.ts';
import { FindingsByLine } from './findings-by-line.tsx';
import { FindingsByRule } from './findings-by-rule.tsx';

/** Which findings are shown; kept while the file is checked again. */
export interface FindingsView {
  readonly by: 'rule' | 'line';
  /** Of the findings that are shown by line; undefined: all. */
  readonly kind: string | undefined;
}

/** The findings about records, by rule or by line. */
export function FindingsPart({
  file,
  result,
  view: { by, kind: wantedKind },
  isWide,
  onView,
  onEdited,
}: {
  readonly file: NamedFile;
  readonly result: CheckResult;
  readonly view: FindingsView;
  /** There is room for a column for each thing that there is to say. */
  readonly isWide: boolean;
  readonly onView: (view: FindingsView) => void;
  readonly onEdited: (blob: Blob) => void;
}) {
  const { newImport } = useTexts();
  const format = useFormat();
  const texts = newImport.findings;
  const { kinds } = result;
  // One that was fixed is gone.
  const kind = kinds.some(({ first }) => first[0]?.kind === wantedKind) ? wantedKind : undefined;
  if (kinds.length === 0) return null;
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  return (
    <SpaceBetween size="s">
      <Header variant="h2" counter={`(${format.count(all)})`}>
        {texts.title}
      </Header>
      <SegmentedControl
        selectedId={by}
        onChange={({ detail }) => onView({ by: detail.selectedId === 'line' ? 'line' : 'rule', kind: undefined })}
        label={texts.view}
        options={[
          { id: 'rule', text: texts.byRule },
          { id: 'line', text: texts.byLine },
        ]}
      />
      {by === 'rule' ? (
        <FindingsByRule kinds={kinds} isWide={isWide} onShowLines={(shown) => onView({ by: 'line', kind: shown })} />
      ) : (
        <FindingsByLine
          file={file}
          result={result}
          kind={kind}
          isWide={isWide}
          onKind={(shown) => onView({ by: 'line', kind: shown })}
          onEdited={onEdited}
        />
      )}
    </SpaceBetween>
  );
}
