import { assert } from '../../base/assert.ts';
import { ANSWER_TEXTS, type AnswerTextId } from './answer-texts.ts';
import { COMPLETION_TEXTS, type CompletionTextId } from './completion-texts.ts';
import { UNIMPORTED_TEXTS, type UnimportedTextId } from './record-texts.ts';

export type TextId = AnswerTextId | CompletionTextId | UnimportedTextId;

const TEXTS: Readonly<Record<TextId, string>> = { ...ANSWER_TEXTS, ...COMPLETION_TEXTS, ...UNIMPORTED_TEXTS };

/** The pieces between the placeholders of each text. */
const PIECES = new Map<string, readonly string[]>(
  Object.entries(TEXTS).map(([id, text]) => [id, text.split(/<[A-Za-z]+>/)]),
);

/** The text of that id with its placeholders filled from left to right. */
export function fillText(id: TextId, ...placeholders: readonly (string | number)[]): string {
  const pieces = PIECES.get(id);
  assert(pieces, `there is no text ${id}`);
  assert(pieces.length === placeholders.length + 1, `the text ${id} takes ${pieces.length - 1} values`);
  let text = pieces[0] ?? '';
  for (const [index, value] of placeholders.entries()) text += `${value}${pieces[index + 1]}`;
  return text;
}
