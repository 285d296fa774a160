import {
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
  type Role,
} from '@aws-sdk/client-iam';
import { assertPresent } from '../base/assert.ts';

/** Of the role of the driver. */
export const ROLE_NAME = 'muster-import';
const POLICY_NAME = 'write-import-log';
/** Lets Cognito take the role (R284). */
const TRUST_POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** What the role may do, on the log groups of user pools. */
export const LOG_ROLE_ACTIONS = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
] as const;

/** Lets the role write the logs of import jobs (R285), of the pools of every region. */
function logPolicyIn(partition: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: LOG_ROLE_ACTIONS,
        Resource: [`arn:${partition}:logs:*:*:log-group:/aws/cognito/*`],
      },
    ],
  };
}

/** The role that import jobs write their log with. */
export interface PreparedRole {
  readonly arn: string;
  readonly createdAtMs: number;
  /** This call has created it. */
  readonly isNew: boolean;
}

/** The role; it is created if there is none. `partition` is that of the pool. */
export async function prepareRole(iam: IAMClient, partition: string): Promise<PreparedRole> {
  const role = (await findRole(iam)) ?? (await createRole(iam));
  if (!(await hasLogPolicy(iam))) {
    const PolicyDocument = JSON.stringify(logPolicyIn(partition));
    await iam.send(new PutRolePolicyCommand({ RoleName: ROLE_NAME, PolicyName: POLICY_NAME, PolicyDocument }));
  }
  return role;
}

/** Undefined: it does not exist yet. */
export async function findRole(iam: IAMClient): Promise<PreparedRole | undefined> {
  const answer = await unless('NoSuchEntityException', iam.send(new GetRoleCommand({ RoleName: ROLE_NAME })));
  return answer?.Role === undefined ? undefined : toPreparedRole(answer.Role, false);
}

/** The role may have been created meanwhile, by another run. */
async function createRole(iam: IAMClient): Promise<PreparedRole> {
  const request = new CreateRoleCommand({
    RoleName: ROLE_NAME,
    Description: 'Lets user import jobs write their log',
    AssumeRolePolicyDocument: JSON.stringify(TRUST_POLICY),
  });
  const created = await unless('EntityAlreadyExistsException', iam.send(request));
  if (created?.Role !== undefined) return toPreparedRole(created.Role, true);
  return assertPresent(await findRole(iam), 'a role that exists is found');
}

function toPreparedRole({ Arn: arn, CreateDate: createdAt }: Role, isNew: boolean): PreparedRole {
  return { arn: assertPresent(arn, 'a role has an ARN'), createdAtMs: createdAt?.getTime() ?? 0, isNew };
}

async function hasLogPolicy(iam: IAMClient): Promise<boolean> {
  const request = new GetRolePolicyCommand({ RoleName: ROLE_NAME, PolicyName: POLICY_NAME });
  return (await unless('NoSuchEntityException', iam.send(request))) !== undefined;
}

/** Undefined if the request fails with the error of this name. */
async function unless<Answer>(errorName: string, answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === errorName) return undefined;
    throw error;
  }
}
