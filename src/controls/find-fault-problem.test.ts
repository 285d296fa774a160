import { describe, expect, it } from 'vitest';
import type { TestFault, TestFaults } from './fault.ts';
import { findFaultProblem, findMoveProblem } from './find-fault-problem.ts';

const OPERATIONS = new Set(['StartUserImportJob', 'PutUpload']);
const CUT: TestFault = { operation: '*', kind: 'Cut' };
const DELAY: TestFault = { operation: '*', kind: 'Delay', delayMs: 1 };
/** What only a program can give whose types are not checked. */
const untyped = (fault: object) => fault as TestFault;

describe('findFaultProblem', () => {
  it.each<[string, TestFaults]>([
    ['nothing', {}],
    ['an empty list', { faults: [] }],
    ['both latencies', { newRolesUnknownSeconds: 10, logLinesLateSeconds: 86_400 }],
    ['an operation', { faults: [{ operation: 'StartUserImportJob', kind: 'Error', when: 'After' }] }],
    ['the upload', { faults: [{ operation: 'PutUpload', kind: 'Throttle', share: 0.5, seed: 7, count: 3 }] }],
    ['the longest delay', { faults: [{ ...DELAY, delayMs: 60_000 }] }],
    ['faults as they are reported', { faults: [{ ...CUT, requests: 2, applied: 1 } as TestFault] }],
    ['as many as there may be', { faults: Array(100).fill(CUT) }],
  ])('finds none with %s (R578)', (_name, given) => {
    expect(findFaultProblem(given, OPERATIONS)).toBeUndefined();
  });

  it.each<[string, TestFaults, string]>([
    ['too many', { faults: Array(101).fill(CUT) }, 'at most 100 faults, not 101'],
    ['no list', { faults: untyped({}) as unknown as TestFault[] }, 'must be a list'],
    ['an unknown operation', { faults: [CUT, { ...CUT, operation: 'Start' }] }, 'Fault 2: Start is not an operation'],
    ['a control', { faults: [{ ...CUT, operation: 'SetFaults' }] }, 'SetFaults is not an operation that faults'],
    ['an unknown kind', { faults: [untyped({ ...CUT, kind: 'Crash' })] }, 'Delay, Error, Throttle, Cut, not Crash'],
    ['an unknown moment', { faults: [untyped({ ...CUT, when: 'During' })] }, 'Before or After, not During'],
    ['a share above 1', { faults: [{ ...CUT, share: 1.01 }] }, 'a number from 0 to 1, not 1.01'],
    ['a share that is not a number', { faults: [{ ...CUT, share: Number.NaN }] }, 'from 0 to 1, not NaN'],
    ['a seed below 0', { faults: [{ ...CUT, seed: -1 }] }, 'the seed must be'],
    ['no count', { faults: [{ ...CUT, count: 0 }] }, 'the count must be'],
    ['a delay without a duration', { faults: [{ operation: '*', kind: 'Delay' }] }, 'a Delay needs'],
    ['a delay that is too long', { faults: [{ ...DELAY, delayMs: 60_001 }] }, 'from 1 to 60000'],
    ['a cut with a duration', { faults: [{ ...CUT, delayMs: 1 }] }, 'For a late Cut, put a Delay before it'],
    ['a misspelt member', { fault: [CUT] } as TestFaults, 'There is no member fault; the members are faults, newRoles'],
    ['the names of the API', { Faults: [] } as TestFaults, 'no member Faults'],
    ['a list in place of the members', [CUT] as TestFaults, 'no member 0'],
    [
      'a misspelt member of a fault',
      { faults: [CUT, untyped({ ...CUT, wehn: 'After' })] },
      'Fault 2: there is no member wehn',
    ],
    ['no members', undefined as unknown as TestFaults, 'must be an object'],
    ['a fault that is a name', { faults: ['Cut' as unknown as TestFault] }, 'Fault 1: it must be an object'],
    ['roles unknown for too long', { newRolesUnknownSeconds: 86_401 }, 'from 0 to 86400, not 86401'],
    ['log lines late by a fraction', { logLinesLateSeconds: 0.5 }, 'a whole number of seconds'],
  ])('names what is wrong: %s (R578)', (_name, given, problem) => {
    expect(findFaultProblem(given, OPERATIONS)).toContain(problem);
  });
});

describe('findMoveProblem', () => {
  it.each<[number, number, string | undefined]>([
    [1, 0, undefined],
    [3_153_600_000, 0, undefined],
    [0, 0, 'forwards only'],
    [-1, 0, 'not by -1'],
    [1.5, 0, 'not by 1.5'],
    [3_153_600_001, 0, 'forwards only'],
    [1, 3_153_600_000, 'is 3153600000 seconds ahead already'],
  ])('judges a move by %s s after one of %s s: %s (R571)', (seconds, offsetSeconds, problem) => {
    if (problem === undefined) expect(findMoveProblem(seconds, offsetSeconds)).toBeUndefined();
    else expect(findMoveProblem(seconds, offsetSeconds)).toContain(problem);
  });
});
