import {
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
  type Role,
} from '@aws-sdk/client-iam';
import { assertPresent } from '../base/assert.ts';
import {
  IMPORT_ROLE_DESCRIPTION,
  IMPORT_ROLE_NAME,
  IMPORT_ROLE_POLICY_NAME,
  IMPORT_ROLE_TRUST_POLICY,
  importLogPolicyIn,
} from '../domain/imports/import-role.ts';

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
    const PolicyDocument = JSON.stringify(importLogPolicyIn(partition));
    await iam.send(
      new PutRolePolicyCommand({ RoleName: IMPORT_ROLE_NAME, PolicyName: IMPORT_ROLE_POLICY_NAME, PolicyDocument }),
    );
  }
  return role;
}

/** Undefined: it does not exist yet. */
export async function findRole(iam: IAMClient): Promise<PreparedRole | undefined> {
  const answer = await unless('NoSuchEntityException', iam.send(new GetRoleCommand({ RoleName: IMPORT_ROLE_NAME })));
  return answer?.Role === undefined ? undefined : toPreparedRole(answer.Role, false);
}

/** The role may have been created meanwhile, by another run. */
async function createRole(iam: IAMClient): Promise<PreparedRole> {
  const request = new CreateRoleCommand({
    RoleName: IMPORT_ROLE_NAME,
    Description: IMPORT_ROLE_DESCRIPTION,
    AssumeRolePolicyDocument: JSON.stringify(IMPORT_ROLE_TRUST_POLICY),
  });
  const created = await unless('EntityAlreadyExistsException', iam.send(request));
  if (created?.Role !== undefined) return toPreparedRole(created.Role, true);
  return assertPresent(await findRole(iam), 'a role that exists is found');
}

function toPreparedRole({ Arn: arn, CreateDate: createdAt }: Role, isNew: boolean): PreparedRole {
  return { arn: assertPresent(arn, 'a role has an ARN'), createdAtMs: createdAt?.getTime() ?? 0, isNew };
}

/** Whether it may write logs already. */
export async function hasLogPolicy(iam: IAMClient): Promise<boolean> {
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
