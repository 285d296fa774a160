import type { DriverRun } from '../driver-run.ts';
import type { PoolToImportInto } from '../prepare-pool.ts';
import type { JournalEntry, JournalEvent } from '../run/journal-event.ts';
import type { RunFolder } from '../run/run-folder.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { type PartState, partStateOf, type RunState, readRunState } from '../run/run-state.ts';

/** A run at work: what its steps share. */
export class Migration {
  readonly run: DriverRun;
  readonly folder: RunFolder;
  readonly pool: PoolToImportInto;
  readonly roleArn: string;
  /** This run has created the role. */
  readonly hasNewRole: boolean;
  readonly #entries: JournalEntry[];
  readonly #onEntry: (entry: JournalEntry) => void;

  constructor(
    run: DriverRun,
    folder: RunFolder,
    place: { readonly pool: PoolToImportInto; readonly roleArn: string; readonly hasNewRole: boolean },
    onEntry: (entry: JournalEntry) => void,
  ) {
    this.run = run;
    this.folder = folder;
    this.pool = place.pool;
    this.roleArn = place.roleArn;
    this.hasNewRole = place.hasNewRole;
    this.#entries = [...keepJobs(folder.readEntries())];
    this.#onEntry = onEntry;
  }

  get plan(): RunPlan {
    return this.folder.plan;
  }

  /** Durable when it returns. */
  append(event: JournalEvent): void {
    const entry = this.folder.journal.append(event);
    // Those of follow-ups are many, and the place of the last one is known to who does them.
    if (isOfJobs(entry)) this.#entries.push(entry);
    this.#onEntry(entry);
  }

  /** What need not survive a power cut. */
  note(event: JournalEvent): void {
    this.#onEntry(this.folder.journal.note(event));
  }

  state(): RunState {
    return readRunState(this.#entries);
  }

  partState(part: number): PartState {
    return partStateOf(this.state(), part);
  }
}

function* keepJobs(entries: Iterable<JournalEntry>): Generator<JournalEntry, void, void> {
  for (const entry of entries) if (isOfJobs(entry)) yield entry;
}

function isOfJobs({ type }: JournalEntry): boolean {
  return type !== 'progress' && type !== 'waited' && type !== 'follow-up-began' && type !== 'follow-up-ended';
}
