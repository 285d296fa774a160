/** Members of a request or of an answer. */
export type Members = Readonly<Record<string, unknown>>;

export interface Refusal {
  readonly type: string;
  readonly message: string;
  /** 400 */
  readonly status?: number;
}

export interface FakeJob {
  readonly id: string;
  readonly name: string;
  readonly algorithm: unknown;
  readonly roleArn: unknown;
  status: string;
  message: string;
  file: string | undefined;
  isUrlExpired: boolean;
  startedAt: number | undefined;
  endedAt: number | undefined;
  imported: number;
  skipped: number;
  failed: number;
  lines: string[];
}

/** What a test sets of the fake, and looks at. */
export interface FakeState {
  readonly jobs: FakeJob[];
  readonly users: Set<string>;
  /** `group user` */
  readonly members: string[];
  readonly groups: Set<string>;
  readonly disabled: string[];
  hasRole: boolean;
  /** Status of a job in another pool: while it is active, no job starts. */
  otherStatus: string;
  /** Questions for a started job that are answered InProgress. */
  questionsUntilEnd: number;
  /** Overrides the end of a job: how many records it comes to, and its status. */
  ends: { readonly after: number; readonly status: string; readonly message: string }[];
  /** Uploads that find their URL expired. */
  expiredUploads: number;
  /** Looks at the end of a log that do not yet show its last lines. */
  lateLooks: number;
  /** Lines of a log that are never shown. */
  lostLines: number;
  /** What the first line of a log is numbered. */
  firstLineNumber: number;
  /** Answers instead of the real ones, by operation, each once; the operation is not done. */
  readonly refusals: Map<string, Refusal[]>;
  /** Operations that are done and whose answer is lost, so many times. */
  readonly lost: Map<string, number>;
  /** All requests, in order. */
  readonly asked: { readonly service: string; readonly operation: string; readonly input: Members }[];
}

export function newState(): FakeState {
  return {
    jobs: [],
    users: new Set(),
    members: [],
    groups: new Set(),
    disabled: [],
    hasRole: false,
    otherStatus: 'Succeeded',
    questionsUntilEnd: 2,
    ends: [],
    expiredUploads: 0,
    lateLooks: 0,
    lostLines: 0,
    firstLineNumber: 1,
    refusals: new Map(),
    lost: new Map(),
    asked: [],
  };
}
