import type { CompletionTextId } from '../domain/texts/completion-texts.ts';

/** What fails a whole job because of its file, and that a pool takes no import at all. */
export type FileTextId =
  | 'auto-verified-attributes-missing'
  | Exclude<
      CompletionTextId,
      | 'import-completed'
      | 'too-many-users-not-imported'
      | 'stopped-by-developer'
      | 'import-job-expired'
      | 'logs-role-not-found'
      | 'logs-role-not-assumable'
      | 'logs-role-lacks-permission'
      | 'user-pool-deleted'
      | 'uploaded-file-not-found'
      | 'import-failed-internally'
    >;

interface FileFault {
  /** Number of the rule that is broken. */
  readonly rule: string;
  readonly remedy: string;
}

const FILE_FAULTS: Readonly<Record<FileTextId, FileFault>> = {
  'auto-verified-attributes-missing': {
    rule: 'R116',
    remedy:
      'Let the pool verify email or phone_number (AutoVerifiedAttributes): Cognito imports users only into such pools.',
  },
  'header-column-unexpected': {
    rule: 'R163',
    remedy:
      'Name the columns exactly as GetCSVHeader does (muster header prints the line), with no comma after the last one.',
  },
  'header-column-missing': {
    rule: 'R160',
    remedy: 'Add the column to the header, and a comma to every record: a column may be blank, but it must exist.',
  },
  'header-column-repeated': {
    rule: 'R164',
    remedy: 'Remove one of the two columns from the header and from every record.',
  },
  'password-hash-column-missing': {
    rule: 'R162',
    remedy: 'Add the column password_hash, or create the job without a password hashing algorithm.',
  },
  'header-too-long': {
    rule: 'R183',
    remedy: 'The first line must be the header. Check that the lines of the file end with LF or CRLF.',
  },
  'file-begins-with-bom': {
    rule: 'R170',
    remedy:
      "Save the file as UTF-8 without BOM, or remove its first three bytes: tail -c +4 FILE > NEW. A spreadsheet's 'CSV UTF-8' has a BOM.",
  },
  'file-not-utf-8': {
    rule: 'R171',
    remedy: 'Convert the file. If a spreadsheet wrote it: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW.',
  },
  'file-empty': {
    rule: 'R186',
    remedy: 'Add the header and the users to the file. muster header prints the header.',
  },
  'file-too-large': { rule: 'R184', remedy: 'Split the file; each part needs the header and a job of its own.' },
  'file-has-too-many-users': {
    rule: 'R185',
    remedy: 'Split the file; each part needs the header and a job of its own.',
  },
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
