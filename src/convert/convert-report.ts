import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import type { HashForm } from './hashes/hash-forms.ts';
import type { HashRefusal } from './hashes/hash-refusals.ts';
import type { JoinReport } from './joins/joined.ts';
import type { DateOrders } from './mapping/date-orders.ts';
import type { MissingColumn } from './mapping/missing-columns.ts';
import type { UnusedField } from './mapping/unused-fields.ts';
import type { LeftOutId } from './records/left-out.ts';
import type { UnclearRemedyId } from './records/unclear.ts';
import type { HeldByLeftOut } from './user-writer.ts';
import type { RenamedGroup } from './writing/group-names.ts';
import type { UserFileReport } from './writing/user-files.ts';

/** Users whose hash cannot be carried, of one form and for one reason. */
export interface RefusedHashes {
  readonly form: HashForm;
  readonly reason: HashRefusal;
  readonly users: number;
}

/** Records that are left out for one reason, as the summary says it. */
export interface LeftOutSummary {
  readonly id: LeftOutId;
  /** Of `value-unclear`. */
  readonly unclear: UnclearRemedyId | undefined;
  readonly reason: string;
  readonly remedy: string;
  readonly records: number;
}

/** Ways to sign in that stand in follow-up.jsonl and that an import leaves out. */
export interface UncarriedSignIns {
  /** Users with an authenticator app. */
  readonly appFactors: number;
  /** Users with accounts at other providers, and these accounts. */
  readonly linkedUsers: number;
  readonly links: number;
}

/** What a conversion did: records = out + left out. */
export interface ConvertReport {
  readonly source: string;
  readonly records: number;
  readonly out: number;
  readonly leftOut: number;
  readonly byReason: ReadonlyMap<LeftOutId, number>;
  /** The same with texts for people; a reason may have several. */
  readonly summaries: readonly LeftOutSummary[];
  /** Users with a hash of that algorithm. */
  readonly byAlgorithm: ReadonlyMap<PasswordHashingAlgorithm, number>;
  readonly refusedHashes: readonly RefusedHashes[];
  readonly files: readonly UserFileReport[];
  /** What became of the records of second files. */
  readonly joins: readonly JoinReport[];
  /** Lines of follow-up.jsonl, and how many of them are of disabled users. */
  readonly followUps: number;
  readonly disabled: number;
  /** Disabled users who had a hash: they are imported without it, whatever its form (R703). */
  readonly hashesOfDisabled: number;
  /** What of users who are written an import cannot do (R1113). */
  readonly uncarried: UncarriedSignIns;
  /** Values whose line breaks became spaces, and unclear values that were left blank by the mapping. */
  readonly lineBreaks: number;
  readonly blanked: ReadonlyMap<string, number>;
  readonly dates: DateOrders;
  /** What an application added to users, and what no attribute is made of (R765). */
  readonly unusedFields: readonly UnusedField[];
  /** Paths of the mapping file that no record has (R766). */
  readonly missingColumns: readonly MissingColumn[];
  readonly renamedGroups: readonly RenamedGroup[];
  readonly heldByLeftOut: HeldByLeftOut;
  /** Whether a pool is proposed in pool.json. */
  readonly proposesPool: boolean;
}

/** `convert.json`. */
export function toReportJson(report: ConvertReport): string {
  const hashesNotCarried: Record<string, number> = {};
  for (const { reason, users } of report.refusedHashes)
    hashesNotCarried[reason] = (hashesNotCarried[reason] ?? 0) + users;
  const {
    source,
    records,
    out,
    leftOut,
    byReason,
    byAlgorithm,
    files,
    followUps,
    disabled,
    hashesOfDisabled,
    uncarried,
    lineBreaks,
    blanked,
    joins,
    unusedFields,
    missingColumns,
    renamedGroups,
    heldByLeftOut: held,
  } = report;
  const json = {
    source,
    records,
    out,
    leftOut,
    byReason: Object.fromEntries(byReason),
    byAlgorithm: Object.fromEntries(byAlgorithm),
    hashesNotCarried,
    files: files.map(({ name, users, algorithm }) => ({
      name,
      users,
      ...(algorithm === undefined ? {} : { algorithm }),
    })),
    ...(joins.length === 0 ? {} : { joins }),
    followUps,
    disabled,
    hashesOfDisabled,
    ...uncarried,
    lineBreaks,
    blanked: Object.fromEntries(blanked),
    unusedFields: Object.fromEntries(unusedFields.map(({ path, users }) => [path, users])),
    ...(missingColumns.length === 0 ? {} : { missingColumns: missingColumns.map(({ column }) => column) }),
    ...(held.users === 0 ? {} : { addressesOfLeftOut: held }),
    ...(renamedGroups.length === 0
      ? {}
      : { renamedGroups: Object.fromEntries(renamedGroups.map(({ from, to }) => [from, to])) }),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
