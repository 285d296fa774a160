import type { UserImportJobType, UserType } from '@aws-sdk/client-cognito-identity-provider';
import type { ExpectedImport } from './oracle.ts';

/** What the server says of an import, read through its API. */
export interface ActualImport {
  readonly job: UserImportJobType;
  readonly log: readonly string[];
  readonly users: readonly UserType[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DIFFERENCES_MAX = 20;

/** Returns a line for each difference, the first {@link DIFFERENCES_MAX} of them. */
export function compareImport(expected: ExpectedImport, { job, log, users }: ActualImport): string[] {
  const differences: string[] = [];
  const compare = (what: string, is: unknown, should: unknown): void => {
    if (is !== should && differences.length < DIFFERENCES_MAX) differences.push(`${what} is "${is}", not "${should}"`);
  };

  compare('Status', job.Status, expected.status);
  compare('CompletionMessage', job.CompletionMessage, expected.completionMessage);
  compare('ImportedUsers', job.ImportedUsers, expected.imported);
  compare('SkippedUsers', job.SkippedUsers, expected.skipped);
  compare('FailedUsers', job.FailedUsers, expected.failed);

  for (let index = 0; index < Math.max(log.length, expected.log.length); index += 1) {
    compare(`log line ${index + 1}`, log[index], expected.log[index]);
  }

  const missing = new Set(expected.users.keys());
  const subs = new Set<string | undefined>();
  for (const user of users) {
    const name = String(user.Username);
    const attributes = new Map((user.Attributes ?? []).map(({ Name, Value }) => [String(Name), Value]));
    const sub = attributes.get('sub');
    attributes.delete('sub');
    if (!missing.delete(name)) {
      compare(`user ${name}`, 'there', expected.users.has(name) ? 'there twice' : 'missing');
      continue;
    }
    compare(`sub of ${name} is a UUID of its own`, UUID.test(String(sub)) && !subs.has(sub), true);
    subs.add(sub);
    const expectedUser = expected.users.get(name);
    compare(`status of ${name}`, user.UserStatus, expectedUser?.status);
    compare(`${name} is enabled`, user.Enabled, true);
    compare(`attributes of ${name}`, formatAttributes(attributes), formatAttributes(expectedUser?.attributes ?? []));
  }
  for (const name of missing) compare(`user ${name}`, 'missing', 'there');
  return differences;
}

function formatAttributes(attributes: Iterable<readonly [string, string | undefined]>): string {
  return JSON.stringify([...attributes].sort(([left], [right]) => (left < right ? -1 : 1)));
}
