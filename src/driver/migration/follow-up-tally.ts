import type { FollowUpKind, FollowUpResult, JournalEntry } from '../run/journal-event.ts';
import type { ReportFollowUps, ReportSteps } from '../run/report.ts';
import type { PlannedFollowUps } from '../run/run-plan.ts';

type Counts = { -readonly [Name in keyof ReportSteps]: number };

const MEMBERS: Readonly<Record<FollowUpResult, keyof ReportSteps>> = {
  done: 'done',
  already: 'already',
  'no-user': 'noUser',
  refused: 'refused',
};

/** Counts the follow-ups of a journal. */
export class FollowUpTally {
  readonly #steps: Readonly<Record<FollowUpKind, Counts>> = {
    'create-group': noSteps(),
    'join-group': noSteps(),
    'disable-user': noSteps(),
    'set-mfa': noSteps(),
  };
  #lastBilledLine = 0;
  #billedUsers = 0;

  /** Users who joined a group: the lines of the file come one after the other. */
  get billedUsers(): number {
    return this.#billedUsers;
  }

  take(entry: JournalEntry): void {
    if (entry.type !== 'follow-up-ended') return;
    const { kind, result, line } = entry;
    this.#steps[kind][MEMBERS[result]] += 1;
    if (kind !== 'join-group' || result !== 'done' || line === this.#lastBilledLine) return;
    this.#lastBilledLine = line;
    this.#billedUsers += 1;
  }

  toReport({ name, users, groups, joins, disabled, mfa, links, totp }: PlannedFollowUps): ReportFollowUps {
    const planned = groups.length + joins + disabled + mfa;
    return { file: name, users, planned, steps: this.#steps, leftOut: { links, totp } };
  }
}

function noSteps(): Counts {
  return { done: 0, already: 0, noUser: 0, refused: 0 };
}
