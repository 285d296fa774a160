import {
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { assertPresent } from '../base/assert.ts';
import {
  IMPORT_ROLE_DESCRIPTION,
  IMPORT_ROLE_NAME,
  IMPORT_ROLE_POLICY_NAME,
  IMPORT_ROLE_TRUST_POLICY,
  importLogPolicyIn,
} from '../domain/imports/import-role.ts';

/** ARN of the role that import jobs write their log with; it is created if there is none. `partition` is that of the pool. */
export async function prepareRole(iam: IAMClient, partition: string): Promise<string> {
  const arn = (await findRoleArn(iam)) ?? (await createRole(iam));
  if (!(await hasLogPolicy(iam))) {
    const PolicyDocument = JSON.stringify(importLogPolicyIn(partition));
    await iam.send(
      new PutRolePolicyCommand({ RoleName: IMPORT_ROLE_NAME, PolicyName: IMPORT_ROLE_POLICY_NAME, PolicyDocument }),
    );
  }
  return arn;
}

async function findRoleArn(iam: IAMClient): Promise<string | undefined> {
  const answer = await unless('NoSuchEntityException', iam.send(new GetRoleCommand({ RoleName: IMPORT_ROLE_NAME })));
  return answer?.Role?.Arn;
}

/** The role may have been created meanwhile, by another run. */
async function createRole(iam: IAMClient): Promise<string> {
  const request = new CreateRoleCommand({
    RoleName: IMPORT_ROLE_NAME,
    Description: IMPORT_ROLE_DESCRIPTION,
    AssumeRolePolicyDocument: JSON.stringify(IMPORT_ROLE_TRUST_POLICY),
  });
  const created = await unless('EntityAlreadyExistsException', iam.send(request));
  return created?.Role?.Arn ?? assertPresent(await findRoleArn(iam), 'a role that exists has an ARN');
}

async function hasLogPolicy(iam: IAMClient): Promise<boolean> {
  const request = new GetRolePolicyCommand({ RoleName: IMPORT_ROLE_NAME, PolicyName: IMPORT_ROLE_POLICY_NAME });
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
