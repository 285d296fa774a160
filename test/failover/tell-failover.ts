import type { FailoverReport, FailoverRun } from './run-failover.ts';

/** One death in a line, for a person. */
export function tellReport(report: FailoverReport): string {
  const { killed, promoted, recordsBefore, promotedMs, answeredMs, wentOnMs, status } = report;
  return (
    `${killed} killed at record ${recordsBefore}: ${promoted} promoted after ${seconds(promotedMs)}, ` +
    `all nodes answer after ${seconds(answeredMs)}, the job goes on after ${seconds(wentOnMs)} and is ${status}`
  );
}

/** What is to be said of a run when it is over. */
export function tellEnd({ journals, differences }: FailoverRun): readonly string[] {
  return [
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
