import { defineOperation } from '../define-operation.ts';
import { requireTestControls, testControlsAnswer } from './test-controls-answer.ts';

/** The clock and the faults in force, with what each fault has done (R570, R578). */
export const getTestControls = defineOperation('muster', 'GetTestControls', async ({ context, fail }) =>
  testControlsAnswer(requireTestControls(context, fail).report()),
);
