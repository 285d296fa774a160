import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE_FILE_MODE } from '../../base/files/private-modes.ts';
import type { JournalEntry } from '../run/journal-event.ts';
import type { RunFolder } from '../run/run-folder.ts';
import type { PlannedFollowUps } from '../run/run-plan.ts';
import { readFollowUps } from './read-follow-ups.ts';

/** In the folder of a run, named as `muster convert` names it: the lines of users who are not in the pool. */
export const UNDONE_FOLLOW_UPS_FILE = 'follow-up.jsonl';

/**
 * Writes the lines whose users are not in the pool to a file of their own, to be done with the next import of those users; none if there
 * are none (R1101). Journal and follow-ups are in the same order, so memory does not grow with the users. @throws {DriverError}
 */
export async function writeUndoneFollowUps(
  { path, readEntries }: Pick<RunFolder, 'path' | 'readEntries'>,
  planned: PlannedFollowUps,
): Promise<void> {
  const undone = listUndoneLines(readEntries());
  let next = undone.next();
  let descriptor: number | undefined;
  try {
    if (next.done === true) return;
    descriptor = openSync(join(path, UNDONE_FOLLOW_UPS_FILE), 'w', PRIVATE_FILE_MODE);
    for await (const { number, text } of readFollowUps(planned.path)) {
      if (next.done === true) break;
      if (number !== next.value) continue;
      writeSync(descriptor, `${text}\n`);
      next = undone.next();
    }
    fsyncSync(descriptor);
  } finally {
    undone.return();
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Numbers of lines, each once, in order. */
function* listUndoneLines(entries: Iterable<JournalEntry>): Generator<number, void, void> {
  let last = 0;
  for (const entry of entries) {
    if (entry.type !== 'follow-up-ended' || entry.result !== 'no-user' || entry.line <= last) continue;
    last = entry.line;
    yield last;
  }
}
