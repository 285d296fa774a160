import type { ExportId } from '../../check/remedies/export-texts.ts';
import type { FileKind } from '../../check/remedies/file-kind-texts.ts';
import type { HashVerdict } from '../hashes/hash-verdict.ts';
import type { Joined, JoinName, SourceJoin } from '../joins/joined.ts';
import type { Mapping } from '../mapping/mapping.ts';
import type { JsonObject } from '../records/json.ts';
import type { LeftOutReason } from '../records/left-out.ts';
import type { SourceName } from './source-names.ts';

/** An account of the user at another provider of identities. */
export interface UserLink {
  /** As the source names it. */
  readonly provider: string;
  /** Of the user, there. */
  readonly id: string;
}

/** A user as a source describes it: what its mapping reads, and what no column of a CSV file can carry. */
export interface SourceUser {
  /** At the source, for reports. */
  readonly id: string;
  /** What the columns of the mapping are looked up in: the record, or what the source makes of it. */
  readonly fields: JsonObject;
  /** The mapping has a column for it, but the source says nothing of whether the addresses of this user are verified. */
  readonly isVerifiedUnknown?: boolean;
  /** Whoever is disabled is imported without a hash, and disabled after the import. */
  readonly isDisabled?: boolean;
  /** What became of the hash of the password; none for a user without a password. */
  readonly hash?: HashVerdict | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly mfa?: 'SMS' | 'TOTP' | undefined;
  readonly links?: readonly UserLink[];
}

export type SourceReading =
  | { readonly kind: 'user'; readonly user: SourceUser }
  | { readonly kind: 'left-out'; readonly id: string; readonly reason: LeftOutReason };

export interface SourceContext {
  /** Milliseconds since 1970: whether a ban is over, for example. */
  readonly nowMs: number;
  /** Of the CSV file; none for JSON. */
  readonly columns: readonly string[];
  /** Whether the application may have added a secret to passwords before it hashed them, which bcrypt hashes do not show. */
  readonly pepper: 'none' | 'possible';
  readonly joined: Joined;
}

/** How a CSV file of a source differs from others. */
export interface SourceCsv {
  /** Of a file without a header. */
  readonly columns?: readonly string[];
  /** The values of a line, where the source quotes in a way of its own. */
  readonly splitLine?: (line: string) => readonly string[];
  /** What a value means, where the source writes something around it. */
  readonly readValue?: (value: string) => string;
}

/** Looks at all records before the first is converted. */
export interface SourceSurvey {
  take(record: JsonObject): void;
  /** The mapping for these records. */
  mapping(): Mapping;
}

/** A system that people export users from. One file each; `sources.ts` lists them. */
export interface Source {
  /** As in `--from`. */
  readonly name: SourceName;
  /** For people. */
  readonly title: string;
  /** By which a file of it is known: what its start looks like, and what its header has. */
  readonly kinds: readonly FileKind[];
  readonly exports: readonly ExportId[];
  /** Members of a JSON object that hold the users: `users` in `{"realm": …, "users": […]}`. */
  readonly lists: readonly string[];
  readonly csv?: SourceCsv;
  /** Second files that it can use. */
  readonly joins?: Readonly<Partial<Record<JoinName, SourceJoin>>>;
  /** What goes where unless a mapping file says otherwise. `columns`: of a CSV file. */
  mappingOf(columns: readonly string[]): Mapping;
  /** Where the mapping follows from the users themselves: then all of them are read before. */
  survey?(): SourceSurvey;
  /** Where an application, or people, add data of their own, and what of it the source makes something of. */
  readonly ownData?: {
    readonly names: readonly string[];
    readonly read?: readonly string[];
    /** Members with one value that the source itself writes, and no attribute is made of. */
    readonly members?: readonly string[];
  };
  /** What to say of an export in which there are no users. */
  readonly emptyAdvice?: string;
  /** Reads one record. Pure: called for each of millions. */
  open(context: SourceContext): (record: JsonObject) => SourceReading;
}
