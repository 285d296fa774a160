/** Counters of a job, as Cognito names them. */
export interface UserCounters {
  readonly importedUsers: number;
  readonly skippedUsers: number;
  readonly failedUsers: number;
}

/** What one step of the follow-ups does. */
export type FollowUpKind = 'create-group' | 'join-group' | 'disable-user' | 'set-mfa';

/**
 * A line of `journal.jsonl`: what the run has done, in order. Whatever cannot be found out again is durable here before the next step. No
 * event holds data of a user, except the names of groups. Parts are counted from 1.
 */
export type JournalEvent =
  /** A command takes the folder up: the first, and each `muster resume`. */
  | { readonly type: 'run-began' }
  /** The pool and the role are there; from now on these are the ones. */
  | {
      readonly type: 'pool-ready';
      readonly userPoolId: string;
      readonly userPoolName: string;
      readonly roleArn: string;
      readonly poolCreated: boolean;
      readonly roleCreated: boolean;
      readonly attributesAdded: readonly string[];
    }
  /** A job of that name is about to be created: it may be there from now on. */
  | { readonly type: 'job-creating'; readonly part: number; readonly attempt: number; readonly jobName: string }
  | { readonly type: 'job-created'; readonly part: number; readonly attempt: number; readonly jobId: string }
  | { readonly type: 'file-uploaded'; readonly part: number; readonly jobId: string; readonly bytes: number }
  /** The start is about to be asked for: the job may run from now on. */
  | { readonly type: 'job-starting'; readonly part: number; readonly jobId: string }
  | { readonly type: 'job-started'; readonly part: number; readonly jobId: string }
  /** A sample of the counters of a running job, some seconds apart: for charts. */
  | ({ readonly type: 'progress'; readonly part: number; readonly jobId: string } & UserCounters)
  | ({
      readonly type: 'job-ended';
      readonly part: number;
      readonly jobId: string;
      /** As AWS spells it: `Succeeded`, `Failed`, `Stopped`, `Expired`. */
      readonly status: string;
      readonly completionMessage: string;
      /** Times of the service, in ISO form; absent if the job never started. */
      readonly startedAt?: string;
      readonly completedAt?: string;
    } & UserCounters)
  /** A job that will never run: its URL ran out, or it expired. Another one takes its place. */
  | { readonly type: 'job-given-up'; readonly part: number; readonly jobId: string; readonly reason: GivenUpReason }
  /** The outcomes of a part are in the result files, which have these lengths. Its part file is deleted after this. */
  | ({
      readonly type: 'part-done';
      readonly part: number;
      /** Records without an outcome: the job ended before them. */
      readonly notReached: number;
      /** Records that created no user by the counters, and are not in the log. */
      readonly missingInLog: number;
      readonly byReason: readonly ReasonCount[];
      readonly resultBytes: Readonly<Record<string, number>>;
    } & UserCounters)
  /** Line of the file of follow-ups, from 1; `step` counts from 0 within the line. */
  | {
      readonly type: 'follow-up-began';
      readonly line: number;
      readonly step: number;
      readonly kind: FollowUpKind;
    }
  | {
      readonly type: 'follow-up-ended';
      readonly line: number;
      readonly step: number;
      readonly kind: FollowUpKind;
      readonly result: FollowUpResult;
      /** Name of the error, if it failed. */
      readonly error?: string;
    }
  /** Something was waited for. `milliseconds` is how long it took. */
  | { readonly type: 'waited'; readonly reason: WaitReason; readonly milliseconds: number }
  /** The command ended before the run was finished. */
  | { readonly type: 'run-interrupted'; readonly reason: string }
  /** All is done; `report.json` has been written. */
  | { readonly type: 'run-finished'; readonly exitCode: number };

export type GivenUpReason = 'url-expired' | 'job-expired' | 'not-found';

export type FollowUpResult =
  | 'done'
  /** It was so already. */
  | 'already'
  /** The user is not in the pool: the record failed. */
  | 'no-user'
  /** The service does not do it, or not for this user. */
  | 'refused';

export type WaitReason =
  /** Another import job was active in the account. */
  | 'other-job'
  /** A new role was not known yet. */
  | 'new-role'
  /** The service answered that it was asked too often. */
  | 'throttled'
  /** No answer, or an error of the service's own. */
  | 'server-away'
  /** Lines of the log that were not to be read yet. */
  | 'log'
  /** Follow-ups at the rate that was asked for. */
  | 'rate';

export interface ReasonCount {
  readonly outcome: 'failed' | 'skipped';
  /** As the log of the job has it. */
  readonly reason: string;
  readonly count: number;
}

/** As it stands in the file: when, and in which run of a command (from 1), besides. */
export type JournalEntry = JournalEvent & {
  /** ISO, with milliseconds; by the clock of this machine. */
  readonly at: string;
};
