import { defineOperation } from '../define-operation.ts';
import { requireTestControls, testControlsAnswer } from './test-controls-answer.ts';

/** Replaces all faults; what is absent is off (R574, R578). */
export const setFaults = defineOperation('muster', 'SetFaults', async ({ input, context, fail }) => {
  const change = requireTestControls(context, fail).setFaults({
    faults: input.Faults?.map((fault) => ({
      operation: fault.Operation,
      kind: fault.Kind,
      when: fault.When,
      share: fault.Share,
      seed: fault.Seed,
      delayMs: fault.DelayMs,
      count: fault.Count,
    })),
    newRolesUnknownSeconds: input.NewRolesUnknownSeconds,
    logLinesLateSeconds: input.LogLinesLateSeconds,
  });
  return change.kind === 'refused'
    ? fail('InvalidParameterException', change.problem)
    : testControlsAnswer(change.report);
});
