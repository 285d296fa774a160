/** Why an import could not begin or go on, as data: the caller finds the words. */
export type DriverFault =
  | {
      readonly kind: 'file-unreadable' | 'file-is-directory' | 'file-not-regular' | 'file-empty' | 'file-not-utf8';
      readonly path: string;
    }
  | { readonly kind: 'file-shrank'; readonly path: string }
  /** It is not what the plan was made of. */
  | { readonly kind: 'source-changed'; readonly path: string }
  | { readonly kind: 'follow-up-malformed'; readonly path: string; readonly line: number }
  | { readonly kind: 'too-many-groups'; readonly path: string; readonly groupsMax: number }
  /** The service ended the job of a part before its last record, twice. */
  | { readonly kind: 'part-failed'; readonly part: number; readonly jobId: string; readonly message: string }
  | { readonly kind: 'part-stopped'; readonly part: number; readonly jobId: string }
  | {
      readonly kind: 'file-too-large';
      readonly path: string;
      readonly byteLength: number;
      readonly bytesMax: number;
    }
  | {
      readonly kind: 'file-has-byte-order-mark';
      readonly path: string;
      readonly encoding: 'utf-8' | 'utf-16';
    }
  | { readonly kind: 'header-too-long'; readonly path: string; readonly charactersMax: number }
  /** `problem` is what `check/` says of it. */
  | { readonly kind: 'header-does-not-fit'; readonly problem: string }
  | { readonly kind: 'column-cannot-be-attribute'; readonly column: string }
  | { readonly kind: 'pool-verifies-nothing'; readonly userPoolId: string }
  | { readonly kind: 'upload-unreachable'; readonly origin: string }
  | {
      readonly kind: 'upload-refused';
      readonly status: number;
      readonly code: string | undefined;
      readonly message: string | undefined;
      readonly hint: string | undefined;
    }
  | {
      readonly kind: 'server-lost';
      readonly patienceMs: number;
      readonly jobId: string | undefined;
      /** HTTP status of its last answer, 500 or above; undefined if there was none. */
      readonly status: number | undefined;
    }
  /** This run ends and the job goes on. */
  | { readonly kind: 'job-continues'; readonly jobId: string }
  /** This run was interrupted while it started the job, and does not know whether it did. */
  | { readonly kind: 'start-unknown'; readonly jobId: string }
  | { readonly kind: 'log-unreadable' }
  /** Of a comparison: another one works with the file, it cannot be used, or a file of users was written to meanwhile. */
  | { readonly kind: 'reconcile-in-use' | 'work-file-unusable' | 'file-changed'; readonly path: string };

/** Thrown by the driver for what a person has to see to. `cause` holds the error of the system or of the service, if any. */
export class DriverError extends Error {
  override name = 'DriverError';
  readonly fault: DriverFault;

  constructor(fault: DriverFault, cause?: unknown) {
    super(fault.kind, cause === undefined ? undefined : { cause });
    this.fault = fault;
  }
}
