import {
  formatAssumedRoleArn,
  formatLogGroupArn,
  formatLogStreamArn,
  formatUserPoolArn,
  type IamArn,
  parseRoleArn,
} from '../aws/arn.ts';
import { readAccessPolicies, readPolicy } from '../aws/policy/access-policies.ts';
import { principalValues, timeValues } from '../aws/policy/context-values.ts';
import { evaluatePolicies } from '../aws/policy/evaluate-policies.ts';
import { createRequestContext } from '../aws/policy/request-context.ts';
import type { IdentityPolicies } from '../domain/iam/identity-policies.ts';
import type { ImportJob } from '../domain/imports/import-job.ts';
import { logGroupNameOf, logStreamNameOf } from '../domain/imports/log-names.ts';
import type { UserPool } from '../domain/pools/user-pool.ts';
import { fillText } from '../domain/texts/record-texts.ts';
import type { WorkerServices } from './worker-services.ts';

/** The principal that import jobs assume the role as (R284). */
const SERVICE = 'cognito-idp.amazonaws.com';

export type LogAction = 'logs:CreateLogGroup' | 'logs:CreateLogStream' | 'logs:PutLogEvents';

export type RoleVerdict =
  /** True as long as the IAM version of the account is this one. */
  | { readonly kind: 'usable'; readonly iamVersion: number }
  /** T37 to T39. */
  | { readonly kind: 'refused'; readonly completionMessage: string };

type RoleServices = Pick<WorkerServices, 'clock'> & {
  readonly store: Pick<WorkerServices['store'], 'findIdentityPolicies' | 'listLogGroups'>;
};

/** Whether the log of a job can be begun through its role: only what will be used is needed (R286). */
export async function judgeRoleToBegin(services: RoleServices, job: ImportJob, pool: UserPool): Promise<RoleVerdict> {
  const name = logGroupNameOf(pool.id, pool.name);
  const { items } = await services.store.listLogGroups(pool, { prefix: name, limit: 1 });
  const isThere = items.some((group) => group.name === name);
  return judgeRole(services, job, pool, [
    ...(isThere ? [] : (['logs:CreateLogGroup'] as const)),
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ]);
}

/** Whether the job's role may be assumed for the pool (R284, R289), and then do all of `actions` on the log of the job (R285, N66). */
export async function judgeRole(
  { store, clock }: RoleServices,
  job: ImportJob,
  pool: UserPool,
  actions: readonly LogAction[],
): Promise<RoleVerdict> {
  const roleArn = parseRoleArn(job.roleArn);
  if (!roleArn) return refuse(fillText('T37'));
  if (roleArn.account !== job.account) return refuse(fillText('T38'));
  const role = await store.findIdentityPolicies(job.account, 'role', roleArn.name);
  if (role?.arn !== job.roleArn) return refuse(fillText('T37'));
  const nowMs = clock.nowMs();
  if (!isTrusted(role, pool, nowMs)) return refuse(fillText('T38'));
  const missing = actions.find((action) => !isAllowed(role, roleArn, job, pool, action, nowMs));
  return missing === undefined ? { kind: 'usable', iamVersion: role.version } : refuse(fillText('T39', missing));
}

/** A service needs the trust policy only (N64). It says for which account and pool it asks (N65). */
function isTrusted({ arn, trustPolicy }: IdentityPolicies, pool: UserPool, nowMs: number): boolean {
  if (trustPolicy === undefined) return false;
  const { account, region, id: userPoolId } = pool;
  const decision = evaluatePolicies(
    {
      principal: { kind: 'service', name: SERVICE },
      action: 'sts:AssumeRole',
      resources: [arn],
      context: createRequestContext({
        'aws:PrincipalIsAWSService': 'true',
        'aws:RequestedRegion': region,
        'aws:ResourceAccount': account,
        'aws:SecureTransport': 'true',
        'aws:SourceAccount': account,
        'aws:SourceArn': formatUserPoolArn({ account, region, userPoolId }),
        ...timeValues(nowMs),
      }),
    },
    { identity: [], trust: { policy: readPolicy(trustPolicy, 'trust'), account } },
  );
  return decision.kind === 'allowed';
}

function isAllowed(
  role: IdentityPolicies,
  { name }: IamArn,
  job: ImportJob,
  pool: UserPool,
  action: LogAction,
  nowMs: number,
): boolean {
  const { account, region } = pool;
  const group = { account, region, logGroupName: logGroupNameOf(pool.id, pool.name) };
  const groupArn = formatLogGroupArn(group);
  const resources =
    action === 'logs:CreateLogGroup'
      ? [groupArn, `${groupArn}:*`]
      : [formatLogStreamArn(group, logStreamNameOf(job.id, job.name)), groupArn];
  const principal = {
    kind: 'session',
    account,
    arn: formatAssumedRoleArn({ account, roleName: name, sessionName: job.id }),
    roleArn: role.arn,
    userId: `${role.id}:${job.id}`,
  } as const;
  const context = createRequestContext({
    'aws:RequestedRegion': region,
    'aws:ResourceAccount': account,
    'aws:SecureTransport': 'true',
    ...timeValues(nowMs),
    ...principalValues(principal, role.tags),
  });
  return evaluatePolicies({ principal, action, resources, context }, readAccessPolicies(role)).kind === 'allowed';
}

function refuse(completionMessage: string): RoleVerdict {
  return { kind: 'refused', completionMessage };
}
