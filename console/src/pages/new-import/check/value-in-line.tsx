import type { RecordFinding } from '../../../../../src/check/finding.ts';
import { toVisible, ValueText } from '../../../parts/value-text.tsx';
import { useTexts } from '../../../texts/texts.ts';

/** Characters (code points) of the line that are shown on each side. */
const AROUND_MAX = 24;
const VALUE_MAX = 120;

/** A value as it is written, marked in what stands around it in its line. */
export function ValueInLine({
  finding,
  line,
}: {
  readonly finding: RecordFinding;
  /** Undefined until it is read, or where it cannot be. */
  readonly line: string | undefined;
}) {
  const { general } = useTexts();
  const { value, character } = finding;
  if (line === undefined || value === undefined || character === undefined) {
    return value === undefined && line !== undefined ? <ValueText value={line} /> : <ValueText value={value} />;
  }
  // A line of 16,000 characters at most: few enough to be taken apart.
  const characters = [...line];
  const start = character - 1;
  const end = start + [...value].length;
  const before = characters.slice(Math.max(0, start - AROUND_MAX), start).join('');
  const after = characters.slice(end, end + AROUND_MAX).join('');
  const shown = characters.slice(start, Math.min(end, start + VALUE_MAX)).join('');
  return (
    <bdi className="muster-break">
      <small>
        {start > AROUND_MAX && '…'}
        {toVisible(before)}
      </small>
      <mark>
        {shown === '' ? general.empty : toVisible(shown)}
        {end - start > VALUE_MAX && '…'}
      </mark>
      <small>
        {toVisible(after)}
        {characters.length > end + AROUND_MAX && '…'}
      </small>
    </bdi>
  );
}
