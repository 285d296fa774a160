import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportJobEvent, ImportJobStatus } from './import-job.ts';
import { endOfJob, isActive, isTerminal, nextStatus } from './import-transitions.ts';

const EVENTS: readonly ImportJobEvent[] = ['start', 'stop', 'expire', 'begin', 'succeed', 'fail', 'halt'];

/** One line per status: what start, stop (nobody at work), expire, begin, succeed, fail and halt lead to; `-` is a refusal. */
const TABLE = `
  Created    Pending  -        Expired -          -         -       -
  Pending    -        Stopped  -       InProgress -         Failed  -
  InProgress -        Stopped  -       InProgress Succeeded Failed  -
  Stopping   -        Stopping -       -          Stopped   Stopped Stopped
  Expired    -        -        -       -          -         -       -
  Stopped    -        -        -       -          -         -       -
  Failed     -        -        -       -          -         -       -
  Succeeded  -        -        -       -          -         -       -
`;

const ROWS = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const STATUSES = ROWS.map(([status]) => status as ImportJobStatus);

describe('nextStatus', () => {
  it.each(
    ROWS.flatMap(([status, ...ends]) =>
      EVENTS.map(
        (event, index) => [status as ImportJobStatus, event, ends[index] === '-' ? undefined : ends[index]] as const,
      ),
    ),
  )('of %s on %s is %s (R60)', (status, event, next) => {
    expect(nextStatus(status, event)).toBe(next);
  });

  it('waits for the record in flight when a worker holds the job (R85)', () => {
    expect(nextStatus('InProgress', 'stop', { workerHoldsJob: true })).toBe('Stopping');
  });

  it('stops a job that waits at once, whoever looks at it (R79)', () => {
    expect(nextStatus('Pending', 'stop', { workerHoldsJob: true })).toBe('Stopped');
  });

  it('ends every chain of events in at most one terminal status and never leaves it (R61)', () => {
    const step = fc.tuple(fc.constantFrom(...EVENTS), fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let status: ImportJobStatus = 'Created';
        let stopAsked = false;
        for (const [event, workerHoldsJob] of steps) {
          const next = nextStatus(status, event, { workerHoldsJob });
          if (isTerminal(status)) expect(next).toBeUndefined();
          if (next && event === 'stop') stopAsked = true;
          status = next ?? status;
          if (stopAsked) expect(['Stopping', 'Stopped']).toContain(status);
        }
      }),
    );
  });
});

describe('isActive and isTerminal', () => {
  it.each(STATUSES)('part the statuses: %s (R60, R62)', (status) => {
    expect(isActive(status)).toBe(['Pending', 'InProgress', 'Stopping'].includes(status));
    expect(isTerminal(status)).toBe(['Expired', 'Stopped', 'Failed', 'Succeeded'].includes(status));
  });
});

describe('endOfJob', () => {
  it.each([
    ['InProgress', 'succeed', { status: 'Succeeded', completionMessage: 'said' }],
    ['InProgress', 'fail', { status: 'Failed', completionMessage: 'said' }],
    ['Pending', 'fail', { status: 'Failed', completionMessage: 'said' }],
    ['Stopping', 'halt', { status: 'Stopped', completionMessage: 'The Import Job was stopped by the developer.' }],
    ['Stopping', 'succeed', { status: 'Stopped', completionMessage: 'The Import Job was stopped by the developer.' }],
    ['Stopped', 'succeed', undefined],
    ['InProgress', 'halt', undefined],
  ] as const)('of %s on %s (R82, R83, R86)', (status, event, end) => {
    expect(endOfJob(status, event, 'said')).toEqual(end);
  });
});
