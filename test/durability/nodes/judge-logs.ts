import type { NodeEvent } from './judge-journal.ts';
import type { LogLine } from './node-slot.ts';

const LOST = 'the lease of an import job is lost; its work stops here';
const NOT_OURS = "import job is not this worker's any more";
/** Also what a node is told whose connection the database has ended, because it kept others waiting. */
const TROUBLE = 'a run of an import job failed';
/** Pino's word for an error. */
const ERROR_LEVEL = 50;

export interface LogsVerdict {
  /** Jobs of which a woken node was told that they are not its any more: a renewal or a write that its token did not allow. */
  readonly refusals: number;
  /** Errors that nodes logged, by their text. */
  readonly errors: ReadonlyMap<string, number>;
  readonly differences: readonly string[];
}

/** Each job that was given away while its node was paused must have been refused to it, unless it was killed before it could ask. */
export function judgeLogs(
  lines: readonly LogLine[],
  events: readonly NodeEvent[],
  givenAway: (event: NodeEvent) => readonly string[],
): LogsVerdict {
  const refused = new Set(
    lines
      .filter(({ msg }) => msg === LOST || msg === NOT_OURS || msg === TROUBLE)
      .map(({ node, jobId }) => `${node} ${jobId}`),
  );
  const killed = new Set(events.filter(({ kind }) => kind === 'kill').map(({ node }) => node));
  const differences: string[] = [];
  let refusals = 0;
  for (const event of events.filter(({ kind }) => kind === 'pause')) {
    for (const jobId of givenAway(event)) {
      if (refused.has(`${event.node} ${jobId}`)) refusals += 1;
      else if (!killed.has(event.node)) differences.push(`${event.node} was woken and not refused ${jobId}`);
    }
  }
  const errors = new Map<string, number>();
  for (const { level, msg, err } of lines) {
    if (level < ERROR_LEVEL) continue;
    const text = err?.message === undefined ? msg : `${msg}: ${err.message}`;
    errors.set(text, (errors.get(text) ?? 0) + 1);
  }
  return { refusals, errors, differences };
}
