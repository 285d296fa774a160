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
import { isTooNew } from '../controls/is-too-new.ts';
import type { IdentityPolicies } from '../domain/iam/identity-policies.ts';
import type { ImportJob } from '../domain/imports/import-job.ts';
import { logGroupNameOf, logStreamNameOf } from '../domain/imports/log-names.ts';
import type { AccountId, UserPool } from '../domain/pools/user-pool.ts';
import { fillText } from '../domain/texts/fill-text.ts';
import type { WorkerServices } from './worker-services.ts';

/** The principal that import jobs assume the role as (R284). */
const SERVICE = 'cognito-idp.amazonaws.com';

export type LogAction = 'logs:CreateLogGroup' | 'logs:CreateLogStream' | 'logs:PutLogEvents';

export type RoleVerdict =
  /** The verdict holds while the account's IAM version is this one. */
  | { readonly kind: 'usable'; readonly iamVersion: number }
  /** The `CompletionMessage` of a job that starts with this role. */
  | { readonly kind: 'refused'; readonly completionMessage: string };

type RoleServices = Pick<WorkerServices, 'clock' | 'controls'> & {
  readonly store: Pick<WorkerServices['store'], 'findIdentityPolicies' | 'findRole' | 'findLogGroup'>;
};

/** Whether the job's role permits creating its log; only the actions that will be used are required (R286). */
export async function judgeRoleToBegin(services: RoleServices, job: ImportJob, pool: UserPool): Promise<RoleVerdict> {
  const name = logGroupNameOf(pool.id, pool.name);
  const isThere = (await services.store.findLogGroup(pool, name)) !== undefined;
  return judgeRole(services, job, pool, [
    ...(isThere ? [] : (['logs:CreateLogGroup'] as const)),
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ]);
}

/** Whether the job's role can be assumed for the pool (R284, R289) and permits all `actions` on the log of the job (R285, N66). */
export async function judgeRole(
  services: RoleServices,
  job: ImportJob,
  pool: UserPool,
  actions: readonly LogAction[],
): Promise<RoleVerdict> {
  const { store, clock } = services;
  const roleArn = parseRoleArn(job.roleArn);
  if (!roleArn) return refuse(fillText('logs-role-not-found'));
  if (roleArn.account !== job.account) return refuse(fillText('logs-role-not-assumable'));
  const role = await store.findIdentityPolicies(job.account, 'role', roleArn.name);
  if (role?.arn !== job.roleArn) return refuse(fillText('logs-role-not-found'));
  const nowMs = clock.nowMs();
  if ((await isUnknownYet(services, job.account, roleArn.name, nowMs)) || !isTrusted(role, pool, nowMs))
    return refuse(fillText('logs-role-not-assumable'));
  const missing = actions.find((action) => !isAllowed(role, roleArn, job, pool, action, nowMs));
  return missing === undefined
    ? { kind: 'usable', iamVersion: role.version }
    : refuse(fillText('logs-role-lacks-permission', missing));
}

/** A new role cannot be assumed for as long as the test controls say (R576). */
async function isUnknownYet(
  { store, controls }: RoleServices,
  account: AccountId,
  roleName: string,
  nowMs: number,
): Promise<boolean> {
  const { newRolesUnknownMs } = controls;
  if (newRolesUnknownMs === 0) return false;
  const role = await store.findRole(account, roleName);
  return role !== undefined && isTooNew(role, nowMs, newRolesUnknownMs);
}

/** For a service only the trust policy counts (N64). The request names the account and pool it is for (N65). */
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
