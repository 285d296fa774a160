import type { CompletionTextId } from '../domain/texts/record-texts.ts';

/** What fails a whole job because of its file, and that a pool takes no import at all (T19). */
export type FileTextId =
  | 'T19'
  | Exclude<CompletionTextId, 'T3' | 'T4' | 'T5' | 'T6' | 'T37' | 'T38' | 'T39' | 'T40' | 'T41' | 'T42'>;

interface FileFault {
  /** Number of the rule that is broken. */
  readonly rule: string;
  readonly remedy: string;
}

const FILE_FAULTS: Readonly<Record<FileTextId, FileFault>> = {
  T19: {
    rule: 'R116',
    remedy: 'Let the pool verify email or phone_number (AutoVerifiedAttributes): Cognito imports users into no other.',
  },
  T27: {
    rule: 'R163',
    remedy:
      'Name the columns exactly as GetCSVHeader does (muster header prints the line), and put no comma behind the last.',
  },
  T28: {
    rule: 'R160',
    remedy: 'Add the column to the header, and a comma to every record: a column may be blank, but it must be there.',
  },
  T29: { rule: 'R164', remedy: 'Remove one of the two columns from the header and from every record.' },
  T30: { rule: 'R162', remedy: 'Add the column password_hash, or make a job without a password hashing algorithm.' },
  T31: {
    rule: 'R183',
    remedy:
      'The first line must be the header. Look whether the line ends of the file are missing: LF or CRLF ends a line.',
  },
  T32: {
    rule: 'R170',
    remedy:
      "Save the file as UTF-8 without BOM, or take away its first three bytes: tail -c +4 FILE > NEW. A spreadsheet's 'CSV UTF-8' has a BOM.",
  },
  T33: {
    rule: 'R171',
    remedy: 'Convert the file; if a spreadsheet wrote it: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW.',
  },
  T34: { rule: 'R186', remedy: 'Put the header and the users into the file. muster header prints the header.' },
  T35: { rule: 'R184', remedy: 'Split the file; each part needs the header, and a job of its own.' },
  T36: { rule: 'R185', remedy: 'Split the file; each part needs the header, and a job of its own.' },
};

/** A finding about the file as a whole. The first in the order of the job's own checks (R291) is how the job would end. */
export interface FileFinding {
  readonly textId: FileTextId;
  readonly rule: string;
  /** The `CompletionMessage`. */
  readonly text: string;
  readonly remedy: string;
  /** Where it was seen, from 1. */
  readonly lineNumber?: number | undefined;
  readonly character?: number | undefined;
  /** More for a person to read, of several lines. */
  readonly detail?: string | undefined;
}

/** `text` is the one of the id, filled. `change` may have a closer remedy, and places. */
export function fileFinding(textId: FileTextId, text: string, change: Partial<FileFinding> = {}): FileFinding {
  return { textId, ...FILE_FAULTS[textId], text, ...change };
}
