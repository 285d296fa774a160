import { CONTROLS_OFF_TEXT } from '../../controls/controls-off-text.ts';
import type { TestControls, TestControlsReport } from '../../controls/test-controls.ts';
import type { OutputOf } from '../../model/operation-types.ts';
import type { Fail } from '../define-operation.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import type { OperationContext } from '../operation.ts';

/** Fails in words where the server has none (R570). */
export function requireTestControls(
  { testControls }: Pick<OperationContext, 'testControls'>,
  fail: Fail<'TestControlsOffException'>,
): TestControls {
  return testControls ?? fail('TestControlsOffException', CONTROLS_OFF_TEXT);
}

/** The controls as all three operations answer them. */
export function testControlsAnswer(report: TestControlsReport): OutputOf<'muster', 'GetTestControls'> {
  return {
    Time: epochSeconds(report.nowMs),
    ClockOffsetSeconds: report.clockOffsetSeconds,
    Faults: report.faults.map(({ operation, kind, when, share, seed, delayMs, count, requests, applied }) => ({
      Operation: operation,
      Kind: kind,
      When: when,
      Share: share,
      Seed: seed,
      ...(delayMs !== undefined && { DelayMs: delayMs }),
      ...(count !== undefined && { Count: count }),
      Requests: requests,
      Applied: applied,
    })),
    NewRolesUnknownSeconds: report.newRolesUnknownSeconds,
    LogLinesLateSeconds: report.logLinesLateSeconds,
  };
}
