import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONTROL_OPERATIONS, type TestFault } from '../../controls/fault.ts';
import { findFaultProblem, findMoveProblem } from '../../controls/find-fault-problem.ts';
import type { TestControls } from '../../controls/test-controls.ts';
import { musterModel } from '../../model/generated/muster.ts';
import type { InputOf } from '../../model/operation-types.ts';
import { validateInput } from '../../model/validate-input.ts';
import { NOW_MS, OperationsFixture } from '../operations.fixture.ts';
import { FAULTY_OPERATIONS, makeTestControls } from '../test-controls.fixture.ts';
import { getTestControls } from './get-test-controls.ts';
import { moveClock } from './move-clock.ts';
import { setFaults } from './set-faults.ts';

let fixture: OperationsFixture;
let testControls: TestControls;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
  testControls = makeTestControls(fixture.clock);
});
afterEach(() => fixture.close());

const NONE = {
  Time: NOW_MS / 1_000,
  ClockOffsetSeconds: 0,
  Faults: [],
  NewRolesUnknownSeconds: 0,
  LogLinesLateSeconds: 0,
};

describe('the operations of test controls', () => {
  it('answer the controls as they are then, members and defaults (R571, R574, R578)', async () => {
    const context = fixture.context({ testControls });
    expect(await getTestControls.run({}, context)).toEqual(NONE);
    const moved = { ...NONE, Time: NOW_MS / 1_000 + 86_400, ClockOffsetSeconds: 86_400 };
    expect(await moveClock.run({ Seconds: 86_400 }, context)).toEqual(moved);
    const cut = { Operation: '*', Kind: 'Cut', When: 'After', Share: 0.25, Seed: 7, Count: 2 } as const;
    const Faults = [{ Operation: 'PutUpload', Kind: 'Delay', DelayMs: 50 } as const, cut];
    const set = await setFaults.run({ Faults, NewRolesUnknownSeconds: 10, LogLinesLateSeconds: 5 }, context);
    expect(set).toEqual({
      ...moved,
      Faults: [
        { ...Faults[0], When: 'Before', Share: 1, Seed: 0, Requests: 0, Applied: 0 },
        { ...cut, Requests: 0, Applied: 0 },
      ],
      NewRolesUnknownSeconds: 10,
      LogLinesLateSeconds: 5,
    });
    expect(await setFaults.run({}, context)).toEqual(moved);
  });

  it.each<[string, (context: ReturnType<OperationsFixture['context']>) => Promise<unknown>]>([
    ['GetTestControls', (context) => getTestControls.run({}, context)],
    ['MoveClock', (context) => moveClock.run({ Seconds: 1 }, context)],
    ['SetFaults', (context) => setFaults.run({}, context)],
  ])('say how to switch them on while they are off: %s (R570)', async (_name, run) => {
    await expect(run(fixture.context())).rejects.toMatchObject({
      code: 'TestControlsOffException',
      statusCode: 400,
      message: expect.stringMatching(/--test-controls on.*testControls: true/),
    });
  });

  it.each<[string, InputOf<'muster', 'SetFaults'>, string]>([
    ['an operation that there is not', { Faults: [{ Operation: 'Start', Kind: 'Cut' }] }, 'Fault 1: Start is not'],
    ['a delay without its duration', { Faults: [{ Operation: '*', Kind: 'Delay' }] }, 'Fault 1: a Delay needs'],
  ])('refuse %s (R578)', async (_name, input, message) => {
    await expect(setFaults.run(input, fixture.context({ testControls }))).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining(message),
    });
  });

  it('refuse to move the clock further than it may be ahead (R571)', async () => {
    const context = fixture.context({ testControls });
    await moveClock.run({ Seconds: 3_153_600_000 }, context);
    await expect(moveClock.run({ Seconds: 1 }, context)).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it('are those that no fault meets (R578)', () => {
    const known = [getTestControls, moveClock, setFaults].map(({ operation }) => operation);
    expect([...CONTROL_OPERATIONS].sort()).toEqual(known.sort());
  });
});

describe('the model', () => {
  const accepts = (shape: string, input: unknown) => validateInput(musterModel, shape, input).kind === 'valid';
  const CUT: TestFault = { operation: '*', kind: 'Cut' };
  const DELAY: TestFault = { operation: '*', kind: 'Delay', delayMs: 1 };

  it.each<[string, TestFault]>([
    ...[0, 1, -0.001, 1.001].map((share): [string, TestFault] => [`the share ${share}`, { ...CUT, share }]),
    ...[0, 2_147_483_647, -1].map((seed): [string, TestFault] => [`the seed ${seed}`, { ...CUT, seed }]),
    ...[1, 1_000_000_000, 0, 1_000_000_001].map((count): [string, TestFault] => [
      `the count ${count}`,
      { ...CUT, count },
    ]),
    ...[1, 60_000, 0, 60_001].map((delayMs): [string, TestFault] => [`the delay ${delayMs}`, { ...DELAY, delayMs }]),
  ])('has the bounds that a program is held to: %s (R578, R579)', (_name, fault) => {
    const { operation: Operation, kind: Kind, share: Share, seed: Seed, count: Count, delayMs: DelayMs } = fault;
    const input = { Faults: [{ Operation, Kind, Share, Seed, Count, DelayMs }] };
    const isAllowed = findFaultProblem({ faults: [fault] }, FAULTY_OPERATIONS) === undefined;
    expect(accepts('SetFaultsRequest', input)).toBe(isAllowed);
  });

  it.each([0, 1, 3_153_600_000, 3_153_600_001, -1])(
    'moves the clock by %s s if a program may (R571, R579)',
    (seconds) => {
      expect(accepts('MoveClockRequest', { Seconds: seconds })).toBe(findMoveProblem(seconds, 0) === undefined);
    },
  );

  it.each([0, 86_400, 86_401, -1])('has %s s of latency if a program may have them (R576, R577, R579)', (seconds) => {
    const isAllowed = findFaultProblem({ newRolesUnknownSeconds: seconds }, FAULTY_OPERATIONS) === undefined;
    expect(accepts('SetFaultsRequest', { NewRolesUnknownSeconds: seconds })).toBe(isAllowed);
    expect(accepts('SetFaultsRequest', { LogLinesLateSeconds: seconds })).toBe(isAllowed);
  });

  it.each([100, 101])('takes %s faults if a program may have them (R578, R579)', (count) => {
    const Faults = Array(count).fill({ Operation: '*', Kind: 'Cut' });
    const isAllowed = findFaultProblem({ faults: Array(count).fill(CUT) }, FAULTY_OPERATIONS) === undefined;
    expect(accepts('SetFaultsRequest', { Faults })).toBe(isAllowed);
  });
});
