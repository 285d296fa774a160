import type { JsonObject } from '../records/json.ts';

/** Names of second files, as in `--join NAME=FILE`. */
export const JOIN_NAMES = ['hashes', 'usermeta', 'identities', 'roles'] as const;
export type JoinName = (typeof JOIN_NAMES)[number];

/** What is kept of a record of a second file, and the keys under which users find it. */
export interface JoinedRow {
  readonly keys: readonly string[];
  readonly kept: JsonObject;
}

/** A second file whose records are known by their members. */
export interface KnownJoin {
  /** For people: `Auth0's export of password hashes`. */
  readonly title: string;
  /** Members, or columns, that no export of users has together. */
  readonly members: readonly string[];
}

/** What a source does with a second file. */
export interface SourceJoin {
  /** What to say if the conversion found nothing of the kind, and no such file was given. */
  readonly missingAdvice?: string;
  /** Members of a JSON object that hold the records. */
  readonly lists: readonly string[];
  /** For people: `a passwordHash and an _id`. */
  readonly needs: string;
  /** How its file is known where it is given as an export of users (R1110). */
  readonly known?: KnownJoin;
  /** Pure: called for each record of the file. Undefined for one that no user can find, or that has nothing for one. */
  read(record: JsonObject): JoinedRow | undefined;
}

/** The second files of a conversion. */
export interface Joined {
  /** Whether such a file was given. */
  has(name: JoinName): boolean;
  /** What was kept under that key, in the order of the files. */
  find(name: JoinName, key: string): readonly JsonObject[];
}

/** What became of the records of a second file. */
export interface JoinReport {
  readonly name: JoinName;
  readonly records: number;
  /** Records that could not be read, or had nothing for a user. */
  readonly unusable: number;
  /** Records that no user found. */
  readonly unfound: number;
}

export const NOTHING_JOINED: Joined = { has: () => false, find: () => [] };
