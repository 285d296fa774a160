import { defineOperation } from '../define-operation.ts';
import { requireTestControls, testControlsAnswer } from './test-controls-answer.ts';

/** Moves the clock that stored times are compared with, and answers when what fell due is done (R571). */
export const moveClock = defineOperation('muster', 'MoveClock', async ({ input, context, fail }) => {
  const change = await requireTestControls(context, fail).moveClock(input.Seconds);
  return change.kind === 'refused'
    ? fail('InvalidParameterException', change.problem)
    : testControlsAnswer(change.report);
});
