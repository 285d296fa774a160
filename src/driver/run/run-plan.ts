import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../../base/files/write-durably.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { ByteRange } from './byte-range.ts';
import { RunFolderError } from './run-folder-error.ts';

/** Format of `plan.json` and `journal.jsonl`. */
export const PLAN_VERSION = 1;
const PLAN_FILE = 'plan.json';

/** `plan.json` of a run folder: what a run does, decided before its first change. It never changes, and holds no secret. */
export interface RunPlan {
  readonly version: typeof PLAN_VERSION;
  /** Its jobs are named `<run>-<part>`. */
  readonly run: string;
  /** ISO. */
  readonly createdAt: string;
  readonly target: PlannedTarget;
  /** Undefined: the pool named `import`, or that of `pool`. */
  readonly userPoolId?: string;
  /** Input of CreateUserPool: the pool to create, or to use if there is one of its name. */
  readonly pool?: Readonly<Record<string, unknown>> & { readonly PoolName: string };
  /** Undefined: the role of the driver. */
  readonly roleArn?: string;
  readonly sources: readonly PlannedSource[];
  readonly parts: readonly PlannedPart[];
  readonly followUps?: PlannedFollowUps;
  /** What the files were made of, if they are all of a conversion. */
  readonly export?: PlannedExport;
  readonly keepsParts: boolean;
}

/** What a later command needs to reach the same service; credentials are found anew. */
export type PlannedTarget =
  | {
      /** A data directory of this machine, or the database of the environment. */
      readonly kind: 'data-directory';
      /** Absolute; undefined: the database of the environment. */
      readonly data?: string;
      readonly description: string;
      readonly region: string;
    }
  | {
      readonly kind: 'services';
      readonly service: 'cognito' | 'muster';
      readonly description: string;
      readonly region: string;
      readonly profile?: string;
      /** Undefined: the one that AWS has for it in the region. */
      readonly endpoints: { readonly cognito?: string; readonly logs?: string; readonly iam?: string };
    };

/** A file of users. */
export interface PlannedSource {
  /** Absolute. */
  readonly path: string;
  /** As it was named. */
  readonly name: string;
  readonly byteLength: number;
  readonly header: readonly string[];
  readonly headerBytes: ByteRange;
  readonly recordCount: number;
  /** Hex, of the whole file. */
  readonly sha256: string;
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
}

/** The records of one job: a range of bytes of a source, below the header of the source. */
export interface PlannedPart {
  /** From 1, over all sources. */
  readonly number: number;
  /** Index of its source. */
  readonly source: number;
  readonly bytes: ByteRange;
  /** Of its first record in the source, from 1. */
  readonly firstRecord: number;
  /** Of the line at `bytes.offset` in the source, from 1. */
  readonly firstLine: number;
  readonly recordCount: number;
  /** Hex, of the range. */
  readonly sha256: string;
}

/** An export, as `muster convert` counted it. */
export interface PlannedExport {
  readonly records: number;
  /** Records that made no user of a file. */
  readonly leftOut: number;
  /** Why, as sentences without values. */
  readonly byReason: readonly { readonly reason: string; readonly count: number }[];
}

export interface PlannedFollowUps {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
  /** Distinct names, in order: they are created first. */
  readonly groups: readonly string[];
  readonly users: number;
  readonly joins: number;
  readonly disabled: number;
  readonly mfa: number;
  /** Users who join a group: each becomes a monthly active user (M94). */
  readonly billedUsers: number;
  readonly links: number;
  readonly totp: number;
  /** Requests a second; undefined: as fast as they are answered. */
  readonly rate?: number;
}

export function jobNameOfPart({ run }: Pick<RunPlan, 'run'>, part: number): string {
  return `${run}-${String(part).padStart(4, '0')}`;
}

export function writePlan(folder: string, plan: RunPlan): void {
  writeDurably(join(folder, PLAN_FILE), Buffer.from(`${JSON.stringify(plan, undefined, 2)}\n`));
}

/** @throws {RunFolderError} `no-run`, `damaged`, `other-version` */
export function readPlan(folder: string): RunPlan {
  const path = join(folder, PLAN_FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new RunFolderError('no-run', folder, error);
  }
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    throw new RunFolderError('damaged', path, error);
  }
  if (typeof plan !== 'object' || plan === null || !('version' in plan)) throw new RunFolderError('damaged', path);
  if (plan.version !== PLAN_VERSION) throw new RunFolderError('other-version', path);
  if (!isPlan(plan)) throw new RunFolderError('damaged', path);
  return plan;
}

/** Written whole by this program or not at all: its lists are looked at, not each member. */
function isPlan(value: object): value is RunPlan {
  const hasLists = 'sources' in value && Array.isArray(value.sources) && 'parts' in value && Array.isArray(value.parts);
  return hasLists && 'run' in value && typeof value.run === 'string' && 'target' in value;
}
