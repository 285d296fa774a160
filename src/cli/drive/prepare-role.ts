import {
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { assertPresent } from '../../base/assert.ts';
import { IMPORT_ROLE } from '../../domain/iam/import-role.ts';

const { name: ROLE_NAME, policyName: POLICY_NAME } = IMPORT_ROLE;

/** ARN of the role that import jobs write their log with; it is made if there is none. */
export async function prepareRole(iam: IAMClient): Promise<string> {
  const arn = (await findRoleArn(iam)) ?? (await createRole(iam));
  if (!(await hasLogPolicy(iam))) {
    await iam.send(
      new PutRolePolicyCommand({ RoleName: ROLE_NAME, PolicyName: POLICY_NAME, PolicyDocument: IMPORT_ROLE.policy }),
    );
  }
  return arn;
}

async function findRoleArn(iam: IAMClient): Promise<string | undefined> {
  const answer = await unlessMissing(iam.send(new GetRoleCommand({ RoleName: ROLE_NAME })));
  return answer?.Role?.Arn;
}

async function createRole(iam: IAMClient): Promise<string> {
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: ROLE_NAME,
      Description: IMPORT_ROLE.description,
      AssumeRolePolicyDocument: IMPORT_ROLE.trustPolicy,
    }),
  );
  return assertPresent(Role?.Arn, 'CreateRole answers with an ARN');
}

async function hasLogPolicy(iam: IAMClient): Promise<boolean> {
  const request = new GetRolePolicyCommand({ RoleName: ROLE_NAME, PolicyName: POLICY_NAME });
  return (await unlessMissing(iam.send(request))) !== undefined;
}

async function unlessMissing<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchEntityException') return undefined;
    throw error;
  }
}
