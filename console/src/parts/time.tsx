import { useTexts } from '../texts/texts.ts';
import { useFormat } from './use-format.ts';

/** A point in time in the reader's zone, with UTC on hover. */
export function Time({ at }: { readonly at: Date | undefined }) {
  const format = useFormat();
  const { general } = useTexts();
  if (at === undefined) return general.empty;
  return (
    <time dateTime={at.toISOString()} title={format.utc(at)}>
      {format.time(at)}
    </time>
  );
}
