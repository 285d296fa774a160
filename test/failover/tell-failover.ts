import type { FailoverRun } from './run-failover.ts';

/** A run in lines, for a person. */
export function tellFailover({ failovers, journals, differences }: FailoverRun): readonly string[] {
  return [
    ...failovers.map(
      ({ killed, promoted, recordsBefore, promotedMs, answeredMs, wentOnMs, status }) =>
        `${killed} killed at record ${recordsBefore}: ${promoted} promoted after ${seconds(promotedMs)}, ` +
        `all nodes answer after ${seconds(answeredMs)}, the job goes on after ${seconds(wentOnMs)} and is ${status}`,
    ),
    ...journals.map(({ acknowledged, errors, longestMs }, index) => {
      const told = [...errors].map(([name, count]) => `${count} times ${name}`).join(', ') || 'no errors';
      return `node ${index + 1}: ${acknowledged} users acknowledged; ${told}; longest call ${seconds(longestMs)}`;
    }),
    ...differences,
    `${differences.length} differences`,
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
