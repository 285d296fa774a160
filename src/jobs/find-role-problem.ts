import type { ImportJob } from '../domain/import-job.ts';
import { fillText } from '../domain/record-texts.ts';
import type { Store } from '../store/store.ts';

const ROLE_ARN = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;

/** Why the log cannot be written through the job's role, as the completion message of the job (R287, R289). */
export async function findRoleProblem(
  store: Pick<Store, 'findRole'>,
  job: Pick<ImportJob, 'account' | 'roleArn'>,
): Promise<string | undefined> {
  const [, account, name] = ROLE_ARN.exec(job.roleArn) ?? [];
  if (account === undefined || name === undefined) return fillText('T37');
  if (account !== job.account) return fillText('T38');
  const role = await store.findRole(job.account, name);
  return role?.arn === job.roleArn ? undefined : fillText('T37');
}
