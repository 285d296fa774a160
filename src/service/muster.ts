import type { GivenValues } from '../config/resolve-config.ts';
import type { TestFaultReport, TestFaults } from '../controls/fault.ts';

/**
 * Settings of a server inside a program, under the keys of the table of settings; docs/OPERATING.md says what each is for. Some defaults
 * differ from those of `muster serve`: without `data` and `database` a temporary directory is used, which `stop()` removes; `port` is any
 * free one; `logLevel` is `silent`.
 */
export interface MusterOptions extends GivenValues {}

/** A running server. */
export interface Muster {
  /** Where AWS SDKs are pointed at: `http://127.0.0.1:4599`. */
  readonly url: string;
  /** Id of this run of the server, unique among the nodes of a database. */
  readonly nodeId: string;
  /** Absolute. Undefined with a database. */
  readonly dataDirectory: string | undefined;
  readonly account: string;
  /** Root credentials of {@link Muster.account}. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /**
   * ARN of a role that import jobs can write their log with: `muster-import`, as `muster import` creates it. Created if it does not exist.
   * For `CloudWatchLogsRoleArn` of CreateUserImportJob.
   * @throws {Error} on a node with the role `worker`, which answers no requests
   */
  prepareImportRole(): Promise<string>;
  /**
   * Messages to users that the inbox keeps, newest first, of all accounts and pools. To one address with `to`.
   * @throws {Error} if the inbox is off
   */
  messages(selection?: { readonly to?: string | undefined }): Promise<readonly SentMessage[]>;
  /**
   * Moves the clock that stored times are compared with forward, by whole seconds: jobs, upload URLs, role sessions and logs expire as if
   * that time had passed. Resolves when what fell due is done, also in other threads. docs/TESTING.md says more.
   * @throws {TestControlsError} unless the server was started with `testControls: true`, and for a number that is not allowed
   */
  moveClock(seconds: number): Promise<TestControlsState>;
  /**
   * Replaces all faults that requests meet; what is absent is off, so that `setFaults({})` ends them all.
   * @throws {TestControlsError} as {@link Muster.moveClock}
   */
  setFaults(faults: TestFaults): Promise<TestControlsState>;
  /** @throws {TestControlsError} unless the server was started with `testControls: true` */
  getTestControls(): Promise<TestControlsState>;
  /** Waits for requests in flight, releases a running import at its checkpoint, and leaves no thread, socket or temporary file behind. */
  stop(): Promise<void>;
  /** {@link Muster.stop}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A message as a user receives it. */
export interface SentMessage {
  readonly userPoolId: string;
  /** Email address or phone number. */
  readonly to: string;
  readonly medium: 'EMAIL' | 'SMS';
  /** The operation that sent it. */
  readonly kind:
    | 'AdminCreateUser'
    | 'AdminUpdateUserAttributes'
    | 'ForgotPassword'
    | 'GetUserAttributeVerificationCode'
    | 'ResendConfirmationCode'
    | 'SignUp'
    | 'UpdateUserAttributes';
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  /** The code or temporary password in the text. */
  readonly code: string;
  readonly sentAt: Date;
}

/** The clock and the faults in force. */
export interface TestControlsState {
  /** What stored times are compared with now. */
  readonly time: Date;
  /** By how much that is ahead of the machine's clock. */
  readonly clockOffsetSeconds: number;
  readonly faults: readonly TestFaultReport[];
  readonly newRolesUnknownSeconds: number;
  readonly logLinesLateSeconds: number;
}

/** The test controls are off, or cannot be set so; the message says why. */
export class TestControlsError extends Error {
  override name = 'TestControlsError';
}

/** Another server holds the data directory. */
export class DataDirectoryInUseError extends Error {
  override name = 'DataDirectoryInUseError';
  /** Where that server answers; undefined while it has not begun to listen. */
  readonly url: string | undefined;

  constructor(message: string, url: string | undefined) {
    super(message);
    this.url = url;
  }
}
