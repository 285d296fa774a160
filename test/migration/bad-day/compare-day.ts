import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  ListUserImportJobsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientOptions } from '../../drive-import.ts';
import type { Differences } from '../prepared-migration.ts';
import { digestUser, type ExpectedDay, type ExpectedRow } from './expected-day.ts';

/** Names that a difference shows of many. */
const NAMES_SHOWN = 5;

export interface DayToCompare {
  /** Of the run. */
  readonly folder: string;
  readonly url: string;
  readonly userPoolId: string;
  readonly expected: ExpectedDay;
  readonly auditLog: string;
  /** Answers that were replaced or lost after the operation had been done. */
  readonly lostAnswers: number;
}

/** As far as it is printed. */
interface DayReport {
  readonly jobs: readonly { readonly attempts: number }[];
  readonly waits: readonly { readonly reason: string; readonly count: number; readonly milliseconds: number }[];
}

/** What of the end of the day differs from what was expected of it. Resolves with `report.json`. */
export async function compareDay(day: DayToCompare, differences: Differences): Promise<DayReport> {
  const report = JSON.parse(readFileSync(join(day.folder, 'report.json'), 'utf8'));
  compareReport(report, day, differences);
  for (const outcome of ['failed', 'skipped'] as const) {
    const text = readFileSync(join(day.folder, `${outcome}.csv`), 'utf8');
    differences.same(`${outcome}.csv`, findDifference(text, day.expected.csv[outcome]), undefined);
    const rows = readRows(readFileSync(join(day.folder, `${outcome}.reasons.csv`), 'utf8'));
    const wanted = day.expected.rows[outcome].map(rowText);
    differences.same(`${outcome}.reasons.csv`, findDifference(rows.join('\n'), wanted.join('\n')), undefined);
  }
  const client = new CognitoIdentityProviderClient(clientOptions(day.url));
  await compareUsers(client, day, differences);
  await compareMembers(client, day, differences);
  await compareJobs(client, day, report, differences);
  client.destroy();
  compareFollowUpRequests(day, differences);
  return report;
}

function compareReport(
  report: ReturnType<typeof JSON.parse>,
  { expected }: DayToCompare,
  differences: Differences,
): void {
  const { records, imported, rows, byFile, followUps } = expected;
  const { failed, skipped } = rows;
  differences.same(
    'report.json: counters',
    [report.status, report.exitCode, report.records, report.importedUsers, report.skippedUsers, report.failedUsers],
    ['Finished', 1, records, imported, skipped.length, failed.length],
  );
  differences.same('report.json: without a line', [report.notReached, report.missingInLog], [0, 0]);
  differences.same(
    'report.json: sources',
    report.sources.map((source: Record<string, number | string>) => [
      String(source.file).split('/').at(-1),
      source.records,
      source.importedUsers,
      source.skippedUsers,
      source.failedUsers,
    ]),
    [...byFile].map(([file, count]) => [file, count.records, count.imported, count.skipped, count.failed]),
  );
  differences.same('report.json: reasons', countReasons(report.byReason), countRows({ failed, skipped }));
  const { steps, leftOut } = report.followUps;
  const done = ({ done: first, already, noUser, refused }: Record<string, number>) => [
    (first ?? 0) + (already ?? 0),
    noUser,
    refused,
  ];
  differences.same('report.json: groups', done(steps['create-group']), [followUps.groups.length, 0, 0]);
  differences.same('report.json: members', done(steps['join-group']), [
    followUps.members.size,
    followUps.joinsWithoutUser,
    0,
  ]);
  differences.same('report.json: disabled', done(steps['disable-user']), [
    followUps.disabled.size,
    followUps.disabledWithoutUser,
    0,
  ]);
  differences.same(
    'report.json: left out',
    [leftOut.links, report.monthlyActiveUsers],
    [followUps.links, followUps.billedUsers],
  );
}

function countReasons(byReason: readonly { outcome: string; reason: string; count: number }[]): readonly string[] {
  return byReason.map(({ outcome, reason, count }) => `${outcome} ${count} ${reason}`).toSorted();
}

function countRows(rows: Readonly<Record<'failed' | 'skipped', readonly ExpectedRow[]>>): readonly string[] {
  return (['failed', 'skipped'] as const)
    .flatMap((outcome) =>
      Object.entries(Object.groupBy(rows[outcome], ({ reason }) => reason)).map(
        ([reason, all]) => `${outcome} ${all?.length} ${reason}`,
      ),
    )
    .toSorted();
}

/** The first line that differs; undefined if there is none. */
function findDifference(text: string, wanted: string): string | undefined {
  if (text === wanted) return undefined;
  const [lines, others] = [text.split('\n'), wanted.split('\n')];
  const index = lines.findIndex((line, at) => line !== others[at]);
  const at = index < 0 ? lines.length : index;
  return `line ${at + 1} of ${lines.length}: ${lines[at]} instead of ${others[at]}, of ${others.length}`;
}

function rowText({ file, line, record, username, reason }: ExpectedRow): string {
  return JSON.stringify([file, String(line), String(record), username, reason]);
}

/** Rows of RFC 4180 without the header, and without id and remedy. */
function readRows(text: string): readonly string[] {
  return text
    .split('\r\n')
    .slice(1, -1)
    .map((row) => {
      const values = [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      );
      const [file = '', line = '', record = '', _id, username = '', reason = ''] = values;
      return JSON.stringify([file, line, record, username, reason]);
    });
}

/** No user is lost, none is there twice, and each is as the file has it. */
async function compareUsers(
  client: CognitoIdentityProviderClient,
  { userPoolId, expected }: DayToCompare,
  differences: Differences,
): Promise<void> {
  const left = new Map(expected.users);
  const disabled = new Set(expected.followUps.disabled);
  const found = { other: [] as string[], extra: [] as string[], enabled: [] as string[] };
  let token: string | undefined;
  do {
    const page = await client.send(new ListUsersCommand({ UserPoolId: userPoolId, PaginationToken: token }));
    for (const { Username = '', UserStatus, Enabled, Attributes = [] } of page.Users ?? []) {
      const wanted = left.get(Username);
      const attributes = Attributes.flatMap(({ Name = '', Value = '' }) =>
        Name === 'sub' ? [] : [[Name, Value] as const],
      );
      // A user who is there twice was taken out the first time.
      if (!left.delete(Username)) found.extra.push(Username);
      else if (digestUser(UserStatus, attributes) !== wanted) found.other.push(Username);
      if (disabled.delete(Username) === Enabled) found.enabled.push(Username);
    }
    token = page.PaginationToken;
  } while (token !== undefined);
  differences.same('users who are lost', shorten([...left.keys()]), []);
  differences.same('users too many', shorten(found.extra), []);
  differences.same('users who differ', shorten(found.other), []);
  differences.same('users enabled or disabled by mistake', shorten([...found.enabled, ...disabled]), []);
}

function shorten(names: readonly string[]): readonly string[] {
  return names.length <= NAMES_SHOWN
    ? names
    : [...names.slice(0, NAMES_SHOWN), `and ${names.length - NAMES_SHOWN} more`];
}

async function compareMembers(
  client: CognitoIdentityProviderClient,
  { userPoolId, expected }: DayToCompare,
  differences: Differences,
): Promise<void> {
  const members: string[] = [];
  for (const group of expected.followUps.groups) {
    let token: string | undefined;
    do {
      const request = new ListUsersInGroupCommand({ UserPoolId: userPoolId, GroupName: group, NextToken: token });
      const page = await client.send(request);
      for (const { Username } of page.Users ?? []) members.push(`${Username} ${group}`);
      token = page.NextToken;
    } while (token !== undefined);
  }
  const wanted = expected.followUps.members;
  differences.same('members too many', shorten(members.filter((member) => !wanted.has(member))), []);
  const found = new Set(members);
  differences.same('members who are missing', shorten([...wanted].filter((member) => !found.has(member))), []);
}

/** The pool has no job that the report does not know. */
async function compareJobs(
  client: CognitoIdentityProviderClient,
  { userPoolId }: DayToCompare,
  report: DayReport,
  differences: Differences,
): Promise<void> {
  let count = 0;
  let token: string | undefined;
  do {
    const request = new ListUserImportJobsCommand({ UserPoolId: userPoolId, MaxResults: 60, PaginationToken: token });
    const page = await client.send(request);
    count += page.UserImportJobs?.length ?? 0;
    token = page.PaginationToken;
  } while (token !== undefined);
  const [first = 0, ...others] = report.jobs.map(({ attempts }) => attempts);
  // The first job may have met the new role.
  differences.same('jobs of each part', [first <= 2, others], [true, others.map(() => 1)]);
  differences.same('jobs of the pool', count, first + others.length);
}

/** Each follow-up was done once, or again only because the first answer was lost. */
function compareFollowUpRequests({ auditLog, lostAnswers }: DayToCompare, differences: Differences): void {
  const times = new Map<string, number>();
  for (const text of readFileSync(auditLog, 'utf8').split('\n')) {
    if (!/"Admin(?:AddUserToGroup|DisableUser)"/.test(text)) continue;
    const { operation, outcome, user, group = '' } = JSON.parse(text);
    if (outcome !== 'succeeded') continue;
    const step = `${operation} ${user} ${group}`;
    times.set(step, (times.get(step) ?? 0) + 1);
  }
  const repeats = [...times.values()].reduce((sum, count) => sum + count - 1, 0);
  if (repeats > lostAnswers) differences.same('follow-ups done again', repeats, `at most ${lostAnswers}`);
}
