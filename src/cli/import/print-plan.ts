import { formatBytes, formatCount, formatCounted, formatDuration } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { IMPORT_ROLE_NAME, LOG_ROLE_ACTIONS } from '../../domain/imports/import-role.ts';
import type { PlannedFollowUps, PlannedSource } from '../../driver/run/run-plan.ts';
import { MFA_ADVICE } from '../report/follow-up-advice.ts';
import type { ImportTarget } from '../target/open-target.ts';
import { targetFlags } from '../target/resolve-target-config.ts';
import { quoteWord } from '../terminal/quote-word.ts';
import type { ForeseenFile } from './check-sources.ts';
import type { ImportOptions } from './import-request.ts';
import { listPlannedActions } from './plan-permissions.ts';
import type { PlannedPlace } from './plan-pool.ts';
import type { PlannedFiles } from './survey-files.ts';

/** Users that a job of Cognito imports in a second, by AWS's own guidance (M80). */
const COGNITO_USERS_PER_SECOND = 30;
/** Jobs of a pool in its life (R300). */
const JOBS_PER_POOL_MAX = 1_000;
/** Groups are made at this rate (R44). */
const GROUPS_PER_SECOND = 5;

/** All that a person has to know before the first change. */
export interface ShownPlan {
  readonly files: PlannedFiles;
  readonly foreseen: readonly ForeseenFile[];
  readonly place: PlannedPlace;
  readonly followUps: PlannedFollowUps | undefined;
  readonly folder: string;
  readonly target: Pick<ImportTarget, 'kind' | 'description' | 'isDirectory'>;
  readonly options: ImportOptions;
}

/** The plan as lines for a person. */
export function describePlan(plan: ShownPlan): readonly string[] {
  const { files, foreseen, place, followUps, folder, target } = plan;
  return [
    `Plan: ${describeFiles(files)} into ${describePool(place)} at ${target.description}`,
    ...foreseen.flatMap((file) => describeForeseen(file, plan)),
    `Jobs: ${describeJobs(files, place)}`,
    ...describeDuration(plan),
    ...describeRole(plan),
    ...(followUps === undefined ? [] : describeFollowUps(followUps, place)),
    ...(target.kind === 'cognito' ? [describeCosts(followUps)] : []),
    // Into a data directory nobody has to be allowed anything.
    ...(target.isDirectory ? [] : [`Permissions: ${listPlannedActions(plan).join(', ')}`]),
    `Folder of the run: ${toPrintable(folder)}`,
  ];
}

/** The same as data. */
export function planToJson({ files, foreseen, place, followUps, folder, target, options }: ShownPlan): object {
  return {
    type: 'plan',
    target: target.description,
    folder,
    userPoolId: place.pool?.id ?? null,
    userPoolName: place.poolName,
    createsPool: place.pool === undefined,
    createsRole: place.createsRole,
    records: countRecords(files.sources),
    jobs: files.parts.length,
    files: foreseen.map(({ name, recordCount, foreseen: counters }) => ({
      file: name,
      records: recordCount,
      foreseen: counters,
    })),
    followUps: followUps === undefined ? null : withoutPath(followUps),
    monthlyActiveUsers: followUps?.billedUsers ?? 0,
    dryRun: options.dryRun === true,
  };
}

function withoutPath({ path: _path, sha256: _sha256, ...counts }: PlannedFollowUps): object {
  return counts;
}

function describeFiles({ sources }: PlannedFiles): string {
  const bytes = sources.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const [only] = sources;
  const name =
    sources.length === 1 && only !== undefined ? toPrintable(only.name) : formatCounted(sources.length, 'file');
  return `${name} (${formatCounted(countRecords(sources), 'record')}, ${formatBytes(bytes)})`;
}

function countRecords(sources: readonly PlannedSource[]): number {
  return sources.reduce((sum, { recordCount }) => sum + recordCount, 0);
}

function describePool({ pool, poolName }: PlannedPlace): string {
  return pool === undefined
    ? `a new user pool ${toPrintable(poolName)}`
    : `user pool ${toPrintable(pool.name)} (${pool.id})`;
}

function describeForeseen(
  { name, foreseen, problems }: ForeseenFile,
  { place: { pool }, options }: ShownPlan,
): readonly string[] {
  // Without that, users who are there already count as if they could be imported (R1105).
  const blind =
    pool === undefined || options.againstPool === true
      ? ''
      : ' (not compared with the users of the pool: --against-pool)';
  const { importedUsers, skippedUsers, failedUsers } = foreseen;
  if (problems.length === 0)
    return [`Check of ${toPrintable(name)}: ${describeAll(importedUsers)} can be imported${blind}`];
  return [
    `Check of ${toPrintable(name)}: ${formatCount(importedUsers)} can be imported, ${formatCount(skippedUsers)} will be skipped, ${formatCount(failedUsers)} will fail${blind}`,
    ...problems.map(({ text, count }) => `  ${formatCount(count)}: ${toPrintable(text)}`),
    `  where: muster check ${quoteWord(name)}${flagsOfCheck(pool?.id, options)}`,
  ];
}

/** The same pool at the same place. */
function flagsOfCheck(poolId: string | undefined, options: ImportOptions): string {
  const { pool, againstPool, passwordHashingAlgorithm } = options;
  const flag = (name: string, value: string | undefined) => (value === undefined ? '' : ` ${name} ${quoteWord(value)}`);
  return [
    poolId === undefined ? flag('--user-pool-file', pool) : flag('--user-pool-id', poolId),
    targetFlags(options),
    flag('--password-hashing-algorithm', passwordHashingAlgorithm),
    againstPool === true && poolId !== undefined ? ' --against-pool' : '',
  ].join('');
}

function describeAll(count: number): string {
  return count === 1 ? 'the only record' : `all ${formatCounted(count, 'record')}`;
}

function describeJobs({ parts }: PlannedFiles, { pool }: PlannedPlace): string {
  const jobs = formatCounted(parts.length, 'import job');
  const oneByOne = parts.length > 1 ? ', one after the other' : '';
  if (pool === undefined) return `${jobs}${oneByOne}`;
  const left = JOBS_PER_POOL_MAX - pool.jobCount;
  const warning = parts.length > left ? `; it has only ${formatCount(Math.max(0, left))} left` : '';
  return `${jobs}${oneByOne}; the pool has had ${formatCount(pool.jobCount)} of the ${formatCount(JOBS_PER_POOL_MAX)} that it can have in its life${warning}`;
}

function describeDuration({ files, followUps, target }: ShownPlan): readonly string[] {
  const importMs = target.kind === 'cognito' ? (countRecords(files.sources) / COGNITO_USERS_PER_SECOND) * 1_000 : 0;
  const followMs = followUps === undefined ? 0 : durationOf(followUps);
  const lines = [];
  if (importMs > 0) {
    lines.push(
      `Time: about ${formatDuration(importMs)} for the import, at the ${COGNITO_USERS_PER_SECOND} users per second of AWS's guidance`,
    );
  }
  if (followMs > 0) lines.push(`Time: about ${formatDuration(followMs)} for the follow-ups`);
  return lines;
}

function durationOf({ groups, joins, disabled, mfa, rate }: PlannedFollowUps): number {
  if (rate === undefined) return 0;
  return (groups.length / Math.min(rate, GROUPS_PER_SECOND) + (joins + disabled + mfa) / rate) * 1_000;
}

function describeRole({ place, options }: ShownPlan): readonly string[] {
  if (options.roleArn !== undefined) return [`Role for the logs: ${options.roleArn}`];
  const actions = LOG_ROLE_ACTIONS.join(', ');
  return [
    place.createsRole
      ? `Role for the logs: ${IMPORT_ROLE_NAME} is created; cognito-idp.amazonaws.com may take it, and it may do ${actions} on log groups /aws/cognito/*`
      : `Role for the logs: ${IMPORT_ROLE_NAME}, which is there`,
  ];
}

function describeFollowUps(
  { name, users, groups, joins, disabled, mfa, rate, links, totp }: PlannedFollowUps,
  { poolOf }: PlannedPlace,
): string[] {
  const pace = rate === undefined ? '' : `, ${formatCount(rate)} per second`;
  const lines = [
    `Follow-ups of ${toPrintable(name)} for ${formatCounted(users, 'user')}: ${formatCounted(groups.length, 'group')}, ${formatCounted(joins, 'membership')}, ${formatCounted(disabled, 'user')} to disable, ${formatCounted(mfa, 'second factor')} by text message${pace}`,
  ];
  if (mfa > 0 && poolOf([]).settings.mfaConfiguration === 'OFF') {
    lines.push(
      `  will be refused: ${formatCounted(mfa, 'second factor')} by text message, for the pool has no MFA. ${MFA_ADVICE}`,
    );
  }
  if (links > 0) {
    lines.push(
      `  left out: ${formatCounted(links, 'linked account')}, whose provider has to be set up in the pool first`,
    );
  }
  if (totp > 0) {
    lines.push(`  left out: ${formatCounted(totp, 'second factor')} by an app, which only the user can set up`);
  }
  return lines;
}

function describeCosts(followUps: PlannedFollowUps | undefined): string {
  const billed = followUps?.billedUsers ?? 0;
  return billed === 0
    ? 'Billed: nothing; users whom an import creates are no monthly active users'
    : `Billed: ${formatCounted(billed, 'user')} who join a group count as monthly active users of this month; the import itself is free. A role in a custom attribute instead of a group would be free`;
}
