import {
  ALL_OPERATIONS,
  CLOCK_OFFSET_SECONDS_MAX,
  FAULT_COUNT_MAX,
  FAULT_DELAY_MS_MAX,
  FAULT_KINDS,
  FAULT_MOMENTS,
  FAULT_SEED_MAX,
  FAULTS_MAX,
  LATENCY_SECONDS_MAX,
  type TestFault,
  type TestFaultReport,
  type TestFaults,
} from './fault.ts';

const MEMBERS: readonly (keyof TestFaults)[] = ['faults', 'newRolesUnknownSeconds', 'logLinesLateSeconds'];
/** Those of a report too, so that faults can be set again as they were. */
const FAULT_MEMBERS: readonly (keyof TestFaultReport)[] = [
  'operation',
  'kind',
  'when',
  'share',
  'seed',
  'delayMs',
  'count',
  'requests',
  'applied',
];

/**
 * Why the faults cannot be set, in words, or undefined. The API has checked most of it by its model; a program may give anything.
 * `operations` are the names that a fault may have.
 */
export function findFaultProblem(given: TestFaults, operations: ReadonlySet<string>): string | undefined {
  if (!isObject(given)) return 'The faults must be an object such as { faults: [] }.';
  const unknown = findUnknown(given, MEMBERS);
  if (unknown !== undefined) return `There is ${unknown}.`;
  const { faults = [], newRolesUnknownSeconds: roles = 0, logLinesLateSeconds: lines = 0 } = given;
  if (!Array.isArray(faults)) return 'The faults must be a list.';
  if (faults.length > FAULTS_MAX) return `There may be at most ${FAULTS_MAX} faults, not ${faults.length}.`;
  if (!isWhole(roles, 0, LATENCY_SECONDS_MAX)) {
    return `The time for which new roles are unknown must be a whole number of seconds from 0 to ${LATENCY_SECONDS_MAX}, not ${roles}.`;
  }
  if (!isWhole(lines, 0, LATENCY_SECONDS_MAX)) {
    return `The time by which log lines are late must be a whole number of seconds from 0 to ${LATENCY_SECONDS_MAX}, not ${lines}.`;
  }
  for (const [index, fault] of faults.entries()) {
    const problem = findProblemOf(fault, operations);
    if (problem !== undefined) return `Fault ${index + 1}: ${problem}`;
  }
  return undefined;
}

/** Why the clock cannot be moved by `seconds`, or undefined; `offsetSeconds` is by how much it was moved already. */
export function findMoveProblem(seconds: number, offsetSeconds: number): string | undefined {
  if (!isWhole(seconds, 1, CLOCK_OFFSET_SECONDS_MAX)) {
    return `The clock moves forwards only, by a whole number of seconds from 1 to ${CLOCK_OFFSET_SECONDS_MAX}, not by ${seconds}.`;
  }
  if (offsetSeconds + seconds <= CLOCK_OFFSET_SECONDS_MAX) return undefined;
  return `The clock can be at most ${CLOCK_OFFSET_SECONDS_MAX} seconds ahead and is ${offsetSeconds} seconds ahead already: use a new data directory.`;
}

function findProblemOf(fault: TestFault, operations: ReadonlySet<string>): string | undefined {
  if (!isObject(fault)) return 'it must be an object such as { operation: "*", kind: "Cut" }.';
  const unknown = findUnknown(fault, FAULT_MEMBERS);
  if (unknown !== undefined) return `there is ${unknown}.`;
  const { operation, kind, when = 'Before', share = 1, seed = 0, delayMs, count = 1 } = fault;
  if (operation !== ALL_OPERATIONS && !operations.has(operation)) {
    return `${operation} is not an operation that faults can be set for. Use the name of an operation, such as StartUserImportJob, or PutUpload, or *.`;
  }
  if (!FAULT_KINDS.includes(kind)) return `the kind must be ${FAULT_KINDS.join(', ')}, not ${kind}.`;
  if (!FAULT_MOMENTS.includes(when)) return `it can be applied ${FAULT_MOMENTS.join(' or ')}, not ${when}.`;
  if (!(typeof share === 'number' && share >= 0 && share <= 1)) {
    return `the share must be a number from 0 to 1, not ${share}.`;
  }
  if (!isWhole(seed, 0, FAULT_SEED_MAX)) return `the seed must be a whole number from 0 to ${FAULT_SEED_MAX}.`;
  if (!isWhole(count, 1, FAULT_COUNT_MAX)) return `the count must be a whole number from 1 to ${FAULT_COUNT_MAX}.`;
  if (kind !== 'Delay') {
    return delayMs === undefined
      ? undefined
      : `only a Delay has a duration. For a late ${kind}, put a Delay before it in the list.`;
  }
  return delayMs !== undefined && isWhole(delayMs, 1, FAULT_DELAY_MS_MAX)
    ? undefined
    : `a Delay needs a whole number of milliseconds from 1 to ${FAULT_DELAY_MS_MAX}.`;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** A misspelt member would leave a test without the fault that it is about. */
function findUnknown(given: object, members: readonly string[]): string | undefined {
  const unknown = Object.keys(given).find((key) => !members.includes(key));
  return unknown === undefined ? undefined : `no member ${unknown}; the members are ${members.join(', ')}`;
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
