import { useTexts } from '../texts/texts.ts';
import { CopyButton } from './copy-button.tsx';

/** An id or address, which people take elsewhere. */
export function Copyable({ text, label }: { readonly text: string | undefined; readonly label: string }) {
  const { general } = useTexts();
  if (text === undefined) return general.empty;
  return (
    <span className="muster-break">
      <CopyButton text={text} label={label} variant="inline-icon" /> {text}
    </span>
  );
}
