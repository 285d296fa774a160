import type { JoinName, KnownJoin } from './joins/joined.ts';
import type { OpenExport } from './reading/open-export.ts';
import { readRecords } from './reading/read-records.ts';
import { isUnread, type ReadRecord } from './records/raw-record.ts';
import type { Source } from './sources/source.ts';

/** A second file that was given as an export of users. */
export interface SecondFile {
  /** As in `--join NAME=FILE`. */
  readonly name: JoinName;
  /** For people: `Auth0's export of password hashes`. */
  readonly title: string;
}

/** Which second file of the sources this is, by its header or its first record; undefined if it is none (R1110). */
export async function findSecondFile(
  file: OpenExport,
  sources: readonly Pick<Source, 'joins'>[],
): Promise<SecondFile | undefined> {
  const known = sources.flatMap(({ joins }) =>
    Object.entries(joins ?? {}).flatMap(([name, { known: one }]) =>
      one === undefined ? [] : [{ name: name as JoinName, ...one }],
    ),
  );
  if (known.length === 0) return undefined;
  const members = new Set(await readMembers(file));
  const isKnown = ({ members: needed }: KnownJoin) => needed.every((member) => members.has(member));
  return known.find(isKnown);
}

async function readMembers(file: OpenExport): Promise<readonly string[]> {
  if (file.layout.form === 'csv') return file.layout.header;
  let members: readonly string[] | undefined;
  const take = (record: ReadRecord) => {
    if (members === undefined && !isUnread(record)) members = Object.keys(record.value);
  };
  for await (const _done of readRecords(file, { lists: [] }, take)) if (members !== undefined) break;
  return members ?? [];
}
