import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { CheckResult } from '../../../../../src/check/check-file.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { useTexts } from '../../../texts/texts.ts';
import type { NamedFile } from '../worker/tasks.ts';
import { FindingsByLine } from './findings-by-line.tsx';
import { FindingsByRule } from './findings-by-rule.tsx';

/** The findings about records, by rule or by line. */
export function FindingsPart({
  file,
  result,
  onEdited,
}: {
  readonly file: NamedFile;
  readonly result: CheckResult;
  readonly onEdited: (blob: Blob) => void;
}) {
  const { newImport } = useTexts();
  const format = useFormat();
  const texts = newImport.findings;
  const [view, setView] = useState<'rule' | 'line'>('rule');
  const [kind, setKind] = useState<string>();
  const { kinds } = result;
  if (kinds.length === 0) return null;
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  return (
    <SpaceBetween size="s">
      <Header variant="h2" counter={`(${format.count(all)})`}>
        {texts.title}
      </Header>
      <SegmentedControl
        selectedId={view}
        onChange={({ detail }) => {
          setView(detail.selectedId === 'line' ? 'line' : 'rule');
          setKind(undefined);
        }}
        label={texts.view}
        options={[
          { id: 'rule', text: texts.byRule },
          { id: 'line', text: texts.byLine },
        ]}
      />
      {view === 'rule' ? (
        <FindingsByRule
          kinds={kinds}
          onShowLines={(shown) => {
            setKind(shown);
            setView('line');
          }}
        />
      ) : (
        <FindingsByLine file={file} result={result} kind={kind} onKind={setKind} onEdited={onEdited} />
      )}
    </SpaceBetween>
  );
}
