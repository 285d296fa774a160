import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormat } from '../../parts/use-format.ts';
import { useTexts } from '../../texts/texts.ts';

/** How far a task over a file is, in bytes, and a button that stops it. */
export function TaskProgress({
  label,
  done,
  total,
  stopText,
  onStop,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly stopText: string;
  readonly onStop: () => void;
}) {
  const { newImport } = useTexts();
  const format = useFormat();
  return (
    <SpaceBetween size="s">
      <ProgressBar
        value={total === 0 ? 100 : Math.min(100, (100 * done) / total)}
        label={label}
        additionalInfo={newImport.progress.sent(format.bytes(done), format.bytes(total))}
      />
      <Button onClick={onStop}>{stopText}</Button>
    </SpaceBetween>
  );
}
