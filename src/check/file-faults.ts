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

/** A finding about the file as a whole. */
export interface FileFinding {
  readonly textId: FileTextId | FormatTextId | NoteTextId;
  /** Number of the rule that is broken; undefined for a note. */
  readonly rule: string | undefined;
  /** The `CompletionMessage` of a job that it fails, or what a person should know. */
  readonly text: string;
  /** Whether a job fails as a whole. The first such finding, in the order of the job's own checks (R291), is how it would end. */
  readonly failsJob: boolean;
  readonly remedy: Remedy;
  /** Where it was seen, from 1. */
  readonly lineNumber?: number | undefined;
  readonly character?: number | undefined;
  /** More for a person to read, of several lines. */
  readonly detail?: string | undefined;
}

/** `text` is the one of the id, filled. `change` may have a closer remedy, and places. */
export function fileFinding(textId: FileTextId, text: string, change: Partial<FileFinding> = {}): FileFinding {
  return { textId, rule: FILE_RULES[textId], text, failsJob: true, remedy: decide(textId), ...change };
}

interface FormatFault {
  readonly rule: string;
  readonly text: string;
}

/** What is written in another way than Cognito's, and does not fail a whole job, or not by itself. */
const FORMAT_FAULTS = {
  'format-utf-16': { rule: 'R171', text: 'The file is UTF-16, not UTF-8.' },
  'format-separator-line': { rule: 'R163', text: 'The first line is not the header: it names a separator, for Excel.' },
  'format-separator': { rule: 'R172', text: 'The values are not separated by commas.' },
  'format-cr': { rule: 'R177', text: 'The lines end with CR alone, which does not end a line for Cognito.' },
  'format-cr-mixed': { rule: 'R177', text: 'Some lines end with CR alone, which does not end a line for Cognito.' },
  'format-quotes': { rule: 'R173', text: 'Quotes group values, but for Cognito they are ordinary characters.' },
  'format-line-breaks': { rule: 'R178', text: 'Values have line breaks, which no value can have.' },
} as const satisfies Readonly<Record<string, FormatFault>>;

export type FormatTextId = keyof typeof FORMAT_FAULTS;

/** A finding about how the file is written. */
export function formatFinding(
  textId: FormatTextId,
  remedy: Remedy,
  place: Pick<FileFinding, 'lineNumber' | 'character'> = {},
): FileFinding {
  return { textId, ...FORMAT_FAULTS[textId], failsJob: false, remedy, ...place };
}

/** Something about the columns that breaks no rule. */
export type NoteTextId = 'export-known' | 'column-of-secrets';

/** A finding that fails nothing. */
export function noteFinding(textId: NoteTextId, text: string, remedy: Remedy): FileFinding {
  return { textId, rule: undefined, text, failsJob: false, remedy };
}
