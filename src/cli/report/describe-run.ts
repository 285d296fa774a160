import { basename, join } from 'node:path';
import { formatBytes, formatCount, formatCounted, formatDuration } from '../../base/text/format-quantity.ts';
import type { WaitReason } from '../../driver/run/journal-event.ts';
import type { ReportReason, RunReport } from '../../driver/run/report.ts';
import { quoteWord } from '../terminal/quote-word.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { AGAIN_ADVICE, describeFollowUpsLeft, describeUndone, MFA_ADVICE } from './follow-up-advice.ts';

/** Jobs that a pool can have in its life: no operation deletes one (M75). */
const JOBS_PER_POOL = 1_000;

export const LEFT_OUT_TITLE = 'Left out before the import, by muster convert (left-out.csv names each of them)';

/** What there is to say of a run, for whatever shows it. */
export interface RunWords {
  readonly headline: string;
  /** `good`: all are in the pool. `unfinished`: a command has to go on. */
  readonly tone: 'good' | 'mixed' | 'unfinished';
  readonly place: string;
  readonly figures: readonly Figure[];
  /** Those of failed records first. */
  readonly reasons: readonly ReportReason[];
  /** Why `muster convert` had left out records of the export. */
  readonly leftOut: readonly Figure[];
  readonly signIn: readonly string[];
  readonly limits: readonly Figure[];
  readonly next: readonly NextStep[];
}

export interface Figure {
  readonly name: string;
  readonly value: string;
}

export interface NextStep {
  readonly text: string;
  /** Lines for a shell, to copy. */
  readonly commands: readonly string[];
}

/** `folder`: of the run, as it was named. */
export function describeRun(report: RunReport, folder: string): RunWords {
  const { target } = report;
  const pool =
    target.userPoolId === '' ? 'a pool that was not created yet' : `${target.userPoolName} (${target.userPoolId})`;
  return {
    headline: describeHeadline(report),
    tone: report.status === 'Incomplete' ? 'unfinished' : hasFailures(report) ? 'mixed' : 'good',
    place: `User pool ${pool} at ${target.description}`,
    figures: describeFigures(report),
    reasons: ['failed', 'skipped'].flatMap((wanted) => report.byReason.filter(({ outcome }) => outcome === wanted)),
    leftOut: (report.export?.byReason ?? []).map(({ reason, count }) => ({
      name: formatCounted(count, 'record'),
      value: reason,
    })),
    signIn: describeSignIn(report),
    limits: describeLimits(report),
    next: describeNext(report, folder),
  };
}

function describeHeadline(report: RunReport): string {
  const { status, records, importedUsers, skippedUsers, failedUsers, notReached, export: exported } = report;
  if (status === 'Incomplete') {
    const left = describeFollowUpsLeft(report);
    if (left !== undefined) return `All records have their outcome; ${left}`;
    return `Not finished: ${formatCount(notReached)} of ${formatCounted(records, 'record')} have no outcome yet`;
  }
  const leftOut = exported?.leftOut ?? 0;
  if (importedUsers === records && leftOut === 0) return `All ${formatCounted(records, 'user')} imported`;
  const others = [
    ...(leftOut > 0
      ? [`${formatCount(leftOut)} ${leftOut === 1 ? 'was' : 'were'} left out before by muster convert`]
      : []),
    ...(skippedUsers > 0 ? [`${formatCount(skippedUsers)} already existed`] : []),
    ...(failedUsers > 0 ? [`${formatCount(failedUsers)} failed`] : []),
  ];
  const all =
    exported === undefined
      ? formatCounted(records, 'user')
      : `${formatCounted(exported.records, 'record')} of the export`;
  const imported = `${formatCount(importedUsers)} of ${all} imported`;
  return others.length === 0 ? imported : `${imported}; ${others.join(', ')}`;
}

function hasFailures({ failedUsers, missingInLog, exitCode, export: exported }: RunReport): boolean {
  return (exported?.leftOut ?? 0) > 0 || failedUsers > 0 || missingInLog > 0 || exitCode !== 0;
}

function describeFigures(report: RunReport): readonly Figure[] {
  const {
    records,
    importedUsers,
    skippedUsers,
    failedUsers,
    notReached,
    missingInLog,
    workedMs,
    sources,
    export: exported,
  } = report;
  const done = importedUsers + skippedUsers + failedUsers;
  const ifSome = (name: string, count: number): Figure[] => (count > 0 ? [{ name, value: formatCount(count) }] : []);
  return [
    ...(exported === undefined
      ? []
      : [
          { name: 'Records of the export', value: formatCount(exported.records) },
          { name: 'Left out by convert', value: formatCount(exported.leftOut) },
        ]),
    { name: 'Records', value: formatCount(records) },
    { name: 'Imported', value: formatCount(importedUsers) },
    { name: 'Already existed', value: formatCount(skippedUsers) },
    { name: 'Failed', value: formatCount(failedUsers) },
    ...ifSome('Without an outcome', notReached),
    ...ifSome('Missing in the log', missingInLog),
    ...describeFollowUpsDone(report),
    { name: 'Files', value: formatCount(sources.length) },
    { name: 'Time worked', value: formatDuration(workedMs) },
    ...(workedMs > 0 && done > 0 ? [{ name: 'Records per second', value: formatRate(done / (workedMs / 1_000)) }] : []),
  ];
}

function describeFollowUpsDone({ followUps }: RunReport): readonly Figure[] {
  if (followUps === null) return [];
  const {
    'create-group': groups,
    'join-group': joined,
    'disable-user': disabled,
    'set-mfa': factors,
  } = followUps.steps;
  return [
    { name: 'Groups', count: groups.done + groups.already },
    { name: 'Memberships', count: joined.done },
    { name: 'Users disabled', count: disabled.done },
    { name: 'Second factors', count: factors.done },
  ].flatMap(({ name, count }) => (count > 0 ? [{ name, value: formatCount(count) }] : []));
}

/** `0.4`, `31`, `12,400`. */
export function formatRate(perSecond: number): string {
  return perSecond < 9.95 ? perSecond.toFixed(1) : formatCount(Math.round(perSecond));
}

const WAITS: Readonly<Record<WaitReason, string>> = {
  'other-job': 'Waiting for another import job of the account',
  'new-role': 'Waiting for the new role to be known',
  throttled: 'Asked too often, and waited',
  'server-away': 'The service did not answer, or had trouble',
  log: 'Waiting for the last lines of logs',
  rate: 'Follow-ups held at their rate',
};

function describeLimits({ jobs, waits, monthlyActiveUsers, target }: RunReport): readonly Figure[] {
  const created = jobs.reduce((sum, { attempts }) => sum + attempts, 0);
  const recordsMax = Math.max(0, ...jobs.map(({ records }) => records));
  const bytesMax = Math.max(0, ...jobs.map(({ bytes }) => bytes));
  const repeated = jobs.filter(({ attempts }) => attempts > 1).length;
  const isCognito = target.service === 'cognito';
  return [
    {
      name: 'Import jobs',
      value: `${formatCount(created)}${isCognito ? ` of the ${formatCount(JOBS_PER_POOL)} that a pool can have in its life` : ''}${repeated > 0 ? `; ${formatCounted(repeated, 'part')} needed more than one` : ''}`,
    },
    {
      name: 'Largest job',
      value: `${formatCounted(recordsMax, 'record')}, ${formatBytes(bytesMax)}; a job takes 500,000 records and 100 MB`,
    },
    ...waits.map(({ reason, count, milliseconds }) => ({
      name: WAITS[reason],
      value: `${formatDuration(milliseconds)} in all, ${formatCounted(count, 'time')}`,
    })),
    ...(isCognito ? [{ name: 'Billed', value: describeCost(monthlyActiveUsers) }] : []),
  ];
}

function describeCost(monthlyActiveUsers: number): string {
  const rest = 'The import itself makes nobody a monthly active user; whoever signs in becomes one in that month.';
  if (monthlyActiveUsers === 0) return rest;
  return `${formatCounted(monthlyActiveUsers, 'user')} became monthly active ${monthlyActiveUsers === 1 ? 'user' : 'users'} of this month through the follow-ups: joining a group counts. ${rest}`;
}

function describeNext(report: RunReport, folder: string): readonly NextStep[] {
  const { status, files, skippedUsers, missingInLog, followUps, target, sources } = report;
  const pathOf = (name: string): string => quoteWord(join(folder, name));
  const into = `--user-pool-id ${target.userPoolId}${describeTarget(report)}`;
  const role = target.roleArn === undefined ? '' : ` --role-arn ${target.roleArn}`;
  const fixedOf = (name: string): string => pathOf(`fixed-${basename(name)}`);
  const noUser = followUps === null ? undefined : describeUndone(followUps, 'noUser');
  const followUp = noUser === undefined || noUser.count === 0 ? '' : ` --follow-up ${followUpPath(report, folder)}`;
  const steps: NextStep[] = [];
  if (status === 'Incomplete') {
    steps.push({
      text: 'Go on with the import: what is done is not done again.',
      commands: [`muster resume ${quoteWord(folder)}`],
    });
  }
  if (status === 'Finished' && files.failed.length > 0) {
    steps.push({
      text: `Fix the records that failed. ${files.reasons.filter((name) => name.startsWith('failed')).join(', ')} says for each why, and what to do; muster check makes the changes that are safe, and names what is left to change by hand in the new file. Then import it.`,
      commands: [
        ...files.failed.map((name) => `muster check ${pathOf(name)} ${into} --against-pool --fix ${fixedOf(name)}`),
        // One import for all, so that each follow-up is done once.
        `muster import ${files.failed.map(fixedOf).join(' ')} ${into}${role}${followUp}${unlessAsked(report)}`,
      ],
    });
  }
  if (noUser !== undefined && noUser.count > 0) {
    const where = files.followUps === undefined ? '' : ` ${pathOf(files.followUps)} has their lines.`;
    const how =
      files.failed.length > 0 ? ' Import the failed records with --follow-up, as above, and they are done.' : '';
    steps.push({ text: `${noUser.text}.${where}${how}`, commands: [] });
  }
  if (missingInLog > 0) {
    steps.push({
      text: `Find out about ${formatCounted(missingInLog, 'record')} that created no user by the counters of the jobs, and that no log names: the comparison with the pool shows them.`,
      commands: [],
    });
  }
  if (skippedUsers > 0) {
    steps.push({
      text: `${formatCounted(skippedUsers, 'user')} already existed, and the import changed nothing of them. The comparison with the pool shows whose attributes differ.`,
      commands: [],
    });
  }
  if (target.userPoolId !== '' && status === 'Finished') {
    const paths = sources.map(({ file }) => quoteWord(file)).join(' ');
    steps.push({
      text: 'Compare the files with the pool before people sign in: who is missing, who differs, who is in no file.',
      commands: [`muster reconcile ${paths} ${into}`],
    });
  }
  const refused = followUps === null ? undefined : describeUndone(followUps, 'refused');
  if (refused !== undefined && refused.count > 0) {
    const mfa = (followUps?.steps['set-mfa'].refused ?? 0) > 0 ? `${MFA_ADVICE} ` : '';
    steps.push({
      text: `${refused.text}; journal.jsonl of the folder says which, and with which error. ${mfa}${AGAIN_ADVICE}`,
      commands: [],
    });
  }
  if (status === 'Finished') {
    steps.push({
      text: 'Sign in as a user of each file whose password you know, in the app and as people will do it.',
      commands: [],
    });
    steps.push({
      text: 'Delete the folder of this run when nobody needs it any more: it holds names and data of users.',
      commands: [`rm -r ${quoteWord(folder)}`],
    });
  }
  return steps;
}

/** The lines that are left; a run of an earlier version has only the whole file, whose follow-ups may be done twice. */
function followUpPath({ files, followUps }: RunReport, folder: string): string {
  return quoteWord(files.followUps === undefined ? (followUps?.file ?? '') : join(folder, files.followUps));
}

/** Into a Muster that people said yes to before, the line runs without a terminal too; into Cognito the plan is shown, and they are asked again. */
function unlessAsked({ target }: RunReport): string {
  return target.service === 'muster' && /^https?:/.test(target.description) ? ' --yes' : '';
}

/** The flags that lead to the same place, as the same caller. */
function describeTarget({ target }: RunReport): string {
  const profile = target.profile === undefined ? '' : ` --profile ${quoteWord(target.profile)}`;
  if (target.service === 'cognito') return ` --aws --region ${target.region}${profile}`;
  const [, directory] = /^data directory (.+)$/.exec(target.description) ?? [];
  if (directory !== undefined) return ` --data ${quoteWord(directory)}`;
  return /^https?:/.test(target.description) ? ` --endpoint-url ${quoteWord(target.description)}${profile}` : '';
}
