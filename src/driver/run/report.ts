import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { FollowUpKind, ReasonCount, UserCounters, WaitReason } from './journal-event.ts';
import type { PlannedExport } from './run-plan.ts';

/** `report.json` of a run folder: what came of a run. Times are ISO texts. */
export interface RunReport extends UserCounters {
  readonly version: 1;
  /** Name of the run: its jobs are named `<run>-<part>`. */
  readonly run: string;
  /** `Finished`: all parts and follow-ups are done. `Incomplete`: `muster resume` goes on. */
  readonly status: 'Finished' | 'Incomplete';
  /** Of `muster import`: 0 all users in or there already, 1 some failed, 2 it could not complete. */
  readonly exitCode: number;
  readonly createdAt: string;
  readonly endedAt: string;
  /** While a command worked at the run; pauses between commands are not counted. */
  readonly workedMs: number;
  readonly target: ReportTarget;
  readonly sources: readonly ReportSource[];
  /** Records of all sources. */
  readonly records: number;
  /** Records without an outcome. */
  readonly notReached: number;
  /** Records that created no user by the counters, and are not in a log: they are in no result file. */
  readonly missingInLog: number;
  readonly jobs: readonly ReportJob[];
  /** The most frequent first. */
  readonly byReason: readonly ReportReason[];
  /** Null: there are none, or `--no-follow-up` was given. */
  readonly followUps: ReportFollowUps | null;
  /** Those whom `muster convert` had left out, if the files are all of a conversion. */
  readonly export?: PlannedExport;
  readonly waits: readonly { readonly reason: WaitReason; readonly count: number; readonly milliseconds: number }[];
  /** How many users become monthly active users of Cognito through what the run did (M94). */
  readonly monthlyActiveUsers: number;
  /** Names within the folder. */
  readonly files: {
    readonly failed: readonly string[];
    readonly skipped: readonly string[];
    readonly reasons: readonly string[];
    /** The lines of the follow-ups whose users are not in the pool, if there are any. */
    readonly followUps?: string;
  };
}

export interface ReportTarget {
  readonly service: 'cognito' | 'muster';
  /** For people: an address, or `data directory DIR`. */
  readonly description: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolName: string;
  /** Of the AWS configuration files, if one was named. */
  readonly profile?: string;
  /** The role of the jobs, if one was named. */
  readonly roleArn?: string;
}

export interface ReportSource extends UserCounters {
  /** As it was named. */
  readonly file: string;
  readonly records: number;
  readonly bytes: number;
  readonly passwordHashingAlgorithm: PasswordHashingAlgorithm | null;
  readonly notReached: number;
}

/** A part of a source, and the job that imported it: the last one, if there were several. */
export interface ReportJob extends UserCounters {
  readonly part: number;
  /** How many jobs were created for the part. */
  readonly attempts: number;
  readonly jobId: string | null;
  readonly jobName: string;
  readonly file: string;
  /** Number of the first record of the part in its source, from 1. */
  readonly firstRecord: number;
  readonly records: number;
  readonly bytes: number;
  readonly status: string | null;
  readonly completionMessage: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** Each record of the part has its outcome, whatever the status of the job. */
  readonly ranThrough: boolean;
  readonly missingInLog: number;
}

export interface ReportReason extends ReasonCount {
  /** What to do about it. */
  readonly remedy: string;
  /** The first few. */
  readonly examples: readonly { readonly file: string; readonly line: number; readonly username: string }[];
}

export interface ReportFollowUps {
  /** As it was named. */
  readonly file: string;
  /** Lines of the file, one for each user. */
  readonly users: number;
  /** Steps of all users and the groups. Undefined in a report of an earlier version. */
  readonly planned?: number;
  readonly steps: Readonly<Record<FollowUpKind, ReportSteps>>;
  /** What an import cannot do: accounts to link, second factors by an app. */
  readonly leftOut: { readonly links: number; readonly totp: number };
}

export interface ReportSteps {
  readonly done: number;
  readonly already: number;
  readonly noUser: number;
  readonly refused: number;
}
