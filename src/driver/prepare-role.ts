import {
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { assertPresent } from '../base/assert.ts';

const ROLE_NAME = 'muster-import';
const POLICY_NAME = 'write-import-log';
/** Lets Cognito take the role (R284). */
const TRUST_POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** Lets the role write the logs of import jobs (R285), of the pools of every region. */
function logPolicyIn(partition: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: [`arn:${partition}:logs:*:*:log-group:/aws/cognito/*`],
      },
    ],
  };
}

/** ARN of the role that import jobs write their log with; it is created if there is none. `partition` is that of the pool. */
export async function prepareRole(iam: IAMClient, partition: string): Promise<string> {
  const arn = (await findRoleArn(iam)) ?? (await createRole(iam));
  if (!(await hasLogPolicy(iam))) {
    const PolicyDocument = JSON.stringify(logPolicyIn(partition));
    await iam.send(new PutRolePolicyCommand({ RoleName: ROLE_NAME, PolicyName: POLICY_NAME, PolicyDocument }));
  }
  return arn;
}

async function findRoleArn(iam: IAMClient): Promise<string | undefined> {
  const answer = await unless('NoSuchEntityException', iam.send(new GetRoleCommand({ RoleName: ROLE_NAME })));
  return answer?.Role?.Arn;
}

/** The role may have been created meanwhile, by another run. */
async function createRole(iam: IAMClient): Promise<string> {
  const request = new CreateRoleCommand({
    RoleName: ROLE_NAME,
    Description: 'Lets user import jobs write their log',
    AssumeRolePolicyDocument: JSON.stringify(TRUST_POLICY),
  });
  const created = await unless('EntityAlreadyExistsException', iam.send(request));
  return created?.Role?.Arn ?? assertPresent(await findRoleArn(iam), 'a role that exists has an ARN');
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
