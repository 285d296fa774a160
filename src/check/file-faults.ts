import type { FileTextId } from '../domain/texts/file-text-id.ts';
import { decide, type Remedy } from './remedies/remedy.ts';

/** Numbers of the rules that are broken. */
const FILE_RULES: Readonly<Record<FileTextId, string>> = {
  'auto-verified-attributes-missing': 'R116',
  'header-column-unexpected': 'R163',
  'header-column-missing': 'R160',
  'header-column-repeated': 'R164',
  'password-hash-column-missing': 'R162',
  'header-too-long': 'R183',
  'file-begins-with-bom': 'R170',
  'file-not-utf-8': 'R171',
  'file-empty': 'R186',
  'file-too-large': 'R184',
  'file-has-too-many-users': 'R185',
};

/** A finding about the file as a whole. The first in the order of the job's own checks (R291) is how the job would end. */
export interface FileFinding {
  readonly textId: FileTextId;
  readonly rule: string;
  /** The `CompletionMessage`. */
  readonly text: string;
  readonly remedy: Remedy;
  /** Where it was seen, from 1. */
  readonly lineNumber?: number | undefined;
  readonly character?: number | undefined;
  /** More for a person to read, of several lines. */
  readonly detail?: string | undefined;
}

/** `text` is the one of the id, filled. `change` may have a closer remedy, and places. */
export function fileFinding(textId: FileTextId, text: string, change: Partial<FileFinding> = {}): FileFinding {
  return { textId, rule: FILE_RULES[textId], text, remedy: decide(textId), ...change };
}
