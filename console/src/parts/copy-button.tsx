import Button from '@cloudscape-design/components/button';
import LiveRegion from '@cloudscape-design/components/live-region';
import { useState } from 'react';
import { useTexts } from '../texts/texts.ts';

/** Copies a text. By plain http from another machine browsers have no clipboard; then the old way, over a selection, is tried. */
export function CopyButton({
  text,
  label,
  variant = 'normal',
}: {
  readonly text: string;
  /** What the text is, for whoever cannot see it. */
  readonly label: string;
  readonly variant?: 'normal' | 'inline-icon';
}) {
  const { general } = useTexts();
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  const copy = async () => setOutcome((await copyText(text)) ? 'copied' : 'failed');
  const said = outcome === 'copied' ? general.actions.copied : general.actions.copyFailed;
  return (
    <>
      <Button
        iconName={outcome === 'copied' ? 'check' : 'copy'}
        onClick={() => void copy()}
        ariaLabel={`${general.actions.copy}: ${label}`}
        variant={variant}
      >
        {outcome === 'copied' ? general.actions.copied : general.actions.copy}
      </Button>
      {outcome && <LiveRegion hidden={outcome === 'copied'}>{said}</LiveRegion>}
    </>
  );
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOverSelection(text);
  }
}

function copyOverSelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'muster-off-screen';
  document.body.append(area);
  area.select();
  // The only way where there is no clipboard; browsers keep it for that.
  const isCopied = document.execCommand('copy');
  area.remove();
  return isCopied;
}
