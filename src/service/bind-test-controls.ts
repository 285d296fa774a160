import { keepAliveDuring } from '../base/http/keep-alive.ts';
import { CONTROLS_OFF_TEXT } from '../controls/controls-off-text.ts';
import type { ControlsChange, TestControls, TestControlsReport } from '../controls/test-controls.ts';
import { type Muster, TestControlsError, type TestControlsState } from './muster.ts';

/** The controls as a program has them that started the server: they do what the operations do (R579). */
export function bindTestControls(
  testControls: TestControls | undefined,
): Pick<Muster, 'moveClock' | 'setFaults' | 'getTestControls'> {
  return {
    moveClock: (seconds) => keepAliveDuring(async () => stateAfter(await requireOn(testControls).moveClock(seconds))),
    setFaults: async (faults) => stateAfter(requireOn(testControls).setFaults(faults)),
    getTestControls: async () => stateOf(requireOn(testControls).report()),
  };
}

function requireOn(testControls: TestControls | undefined): TestControls {
  if (!testControls) throw new TestControlsError(CONTROLS_OFF_TEXT);
  return testControls;
}

function stateAfter(change: ControlsChange): TestControlsState {
  if (change.kind === 'refused') throw new TestControlsError(change.problem);
  return stateOf(change.report);
}

function stateOf({ nowMs, ...report }: TestControlsReport): TestControlsState {
  return { time: new Date(nowMs), ...report };
}
