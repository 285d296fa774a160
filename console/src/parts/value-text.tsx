import { Fragment, type ReactNode } from 'react';
import { useTexts } from '../texts/texts.ts';

const SHOWN_CHARACTERS_MAX = 300;

/**
 * A value that anybody may have written, as text: control characters and those that turn the direction of a line are shown by their
 * code, it cannot turn what stands around it, and a long one is cut.
 */
export function ValueText({ value }: { readonly value: string | undefined }) {
  const { general } = useTexts();
  if (value === undefined || value === '') return general.empty;
  const isLong = value.length > SHOWN_CHARACTERS_MAX;
  const shown = toVisible(isLong ? value.slice(0, SHOWN_CHARACTERS_MAX) : value);
  return (
    <bdi className="muster-break" title={isLong ? general.cutText(value.length) : undefined}>
      {toBreakable(isLong ? `${shown}…` : shown)}
    </bdi>
  );
}

/** A name of parts, such as custom:newsletter, is wrapped between them rather than in the middle of a word. */
function toBreakable(text: string): ReactNode {
  const parts = [...text.matchAll(PARTS)];
  if (parts.length < 2) return text;
  return parts.map(({ 0: part, index: at }) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

const PARTS = /[^:_]+[:_]*|[:_]+/g;

/** Categories Cc and Cf, but for the joiners that emoji and scripts are written with, and the separators of lines. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const JOINERS = new Set(['\u200c', '\u200d']);

/** `\u{202E}` for what has no sign of its own. */
export function toVisible(value: string): string {
  return value.replaceAll(INVISIBLE, (character) =>
    JOINERS.has(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`,
  );
}
