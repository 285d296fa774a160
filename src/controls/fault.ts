export const FAULT_KINDS = ['Delay', 'Error', 'Throttle', 'Cut'] as const;
export const FAULT_MOMENTS = ['Before', 'After'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
/** Before the operation runs, or after it has: then its answer is late, is replaced, or is lost. */
export type FaultMoment = (typeof FAULT_MOMENTS)[number];

/** What goes wrong with requests, for tests of the program that sends them. */
export interface TestFault {
  /** Name of an operation, `PutUpload` for the upload of a file, or `*` for all of them. */
  readonly operation: string;
  /** A late answer, the service's internal error, its answer to too many requests, or a closed connection. */
  readonly kind: FaultKind;
  /** `Before` if absent. */
  readonly when?: FaultMoment | undefined;
  /** The share of the requests, from 0 to 1; 1 if absent. */
  readonly share?: number | undefined;
  /** Decides which requests belong to the share: the same seed selects the same ones. 0 if absent. */
  readonly seed?: number | undefined;
  /** Of a `Delay`, which needs it. */
  readonly delayMs?: number | undefined;
  /** After so many times the fault is over; without it, it stays until the list is replaced. */
  readonly count?: number | undefined;
}

/** All that SetFaults replaces. What is absent is off. */
export interface TestFaults {
  readonly faults?: readonly TestFault[] | undefined;
  /** For so many seconds after its creation, no job and no caller can assume a role. */
  readonly newRolesUnknownSeconds?: number | undefined;
  /** For so many seconds after their ingestion, log events cannot be read. */
  readonly logLinesLateSeconds?: number | undefined;
}

/** A fault in force. */
export interface TestFaultReport extends TestFault {
  readonly when: FaultMoment;
  readonly share: number;
  readonly seed: number;
  /** Requests that reached the fault. */
  readonly requests: number;
  /** How many of them it was applied to. */
  readonly applied: number;
}

/** The upload of a file, which is not an operation of the API. */
export const UPLOAD_OPERATION = 'PutUpload';
/** Muster's own operations that are never faulty: with them faults are taken back. */
export const CONTROL_OPERATIONS: readonly string[] = ['GetTestControls', 'MoveClock', 'SetFaults'];
export const ALL_OPERATIONS = '*';

/** The bounds of the model as well: see `src/model/data/muster.json`. */
export const FAULTS_MAX = 100;
/** Shorter than the 2 minutes after which the server closes a connection without traffic. */
export const FAULT_DELAY_MS_MAX = 60_000;
export const FAULT_COUNT_MAX = 1_000_000_000;
export const FAULT_SEED_MAX = 2_147_483_647;
export const LATENCY_SECONDS_MAX = 86_400;
/** A hundred years: later times have no form in tokens and signatures. */
export const CLOCK_OFFSET_SECONDS_MAX = 3_153_600_000;

/** In the logs of the server: the request had no answer, for a test fault closed its connection. No client reads it. */
export const CUT_CODE = 'ConnectionCut';
