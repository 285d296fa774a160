import type { UserImportJobType, UserType } from '@aws-sdk/client-cognito-identity-provider';
import { compareImport } from '../../oracle/compare-import.ts';
import type { ExpectedImport, ExpectedOracleUser } from '../../oracle/oracle.ts';

/** A job of a pool: what its file comes to in an empty pool, and what the server says. */
export interface JudgedJob {
  readonly alone: ExpectedImport;
  readonly job: UserImportJobType;
  readonly log: readonly string[];
}

const SUCCEEDED = /^\[SUCCEEDED\]/;
const TOO_MANY = 'Too many users have failed or been skipped during the import.';
const COMPLETED = 'Import Job Completed Successfully.';

/**
 * Lines for what is not as the oracle says. Where several jobs went into the pool at once, the log of each says which of the names that
 * several files have it imported: every name by exactly one job, and each job skips only what another imported.
 */
export function judgePool(jobs: readonly JudgedJob[], users: readonly UserType[]): string[] {
  const expectedUsers = new Map<string, ExpectedOracleUser>();
  const importers = new Map<string, number>();
  const expectations = jobs.map((judged) =>
    expectAmongOthers(judged, jobs, (name, user) => {
      importers.set(name, (importers.get(name) ?? 0) + 1);
      expectedUsers.set(name, user);
    }),
  );
  const differences: string[] = [];
  for (const name of new Set(jobs.flatMap(({ alone }) => [...alone.users.keys()]))) {
    const count = importers.get(name) ?? 0;
    if (count !== 1) differences.push(`${name} was imported by ${count} jobs`);
  }
  for (const [index, { job, log }] of jobs.entries()) {
    // The users of the pool are those of all its jobs: they are looked at once.
    const [expected, actual] = index === 0 ? [expectedUsers, users] : [new Map(), []];
    const expectation = { ...(expectations[index] as ExpectedImport), users: expected };
    for (const difference of compareImport(expectation, { job, log, users: actual })) {
      differences.push(`${job.JobId} (${job.Status}): ${difference}`);
    }
  }
  return differences;
}

/** What `alone` comes to when every name that another file has may have been there; `onImported` hears which users are its own. */
function expectAmongOthers(
  { alone, log }: JudgedJob,
  jobs: readonly JudgedJob[],
  onImported: (name: string, user: ExpectedOracleUser) => void,
): ExpectedImport {
  const others = jobs.filter((other) => other.alone !== alone).map((other) => other.alone.users);
  const own = [...alone.users];
  let next = 0;
  const expectedLog = alone.log.map((line, index) => {
    const user = SUCCEEDED.test(line) ? own[next++] : undefined;
    if (user === undefined) return line;
    const skipped = `[SKIPPED] Line Number ${index + 1} - The user already exists.`;
    if (log[index] === skipped && others.some((names) => names.has(user[0]))) return skipped;
    onImported(...user);
    return line;
  });
  const count = (outcome: string) => expectedLog.filter((line) => line.startsWith(`[${outcome}]`)).length;
  const [imported, skipped, failed] = [count('SUCCEEDED'), count('SKIPPED'), count('FAILED')];
  const end = isStopped(alone)
    ? {}
    : failed + skipped > imported
      ? ({ status: 'Failed', completionMessage: TOO_MANY } as const)
      : ({ status: 'Succeeded', completionMessage: COMPLETED } as const);
  return { ...alone, ...end, imported, skipped, failed, log: expectedLog };
}

function isStopped({ status }: ExpectedImport): boolean {
  return status === 'Stopped';
}
