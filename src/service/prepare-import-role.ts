import { formatRoleArn } from '../aws/arn.ts';
import { IMPORT_ROLE } from '../domain/iam/import-role.ts';
import { rootPrincipal } from '../domain/iam/principal.ts';
import type { AccountId } from '../domain/pools/user-pool.ts';
import { ServiceError } from '../model/service-error.ts';
import { createRole } from '../operations/iam/create-role.ts';
import { putRolePolicy } from '../operations/iam/put-role-policy.ts';
import type { OperationContext, OperationServices } from '../operations/operation.ts';

/**
 * ARN of a role of the account with which import jobs can write their log. Created as a client would create it, with CreateRole and
 * PutRolePolicy; a role or policy that exists is left unchanged.
 */
export async function prepareImportRole(services: OperationServices, account: AccountId): Promise<string> {
  const context: OperationContext = {
    ...services,
    principal: rootPrincipal(account),
    region: 'us-east-1',
    requestId: services.ids.uuid(),
    requestValues: {},
    requestHost: 'localhost',
    noteUser() {},
  };
  const { name, description, trustPolicy, policyName, policy } = IMPORT_ROLE;
  try {
    await createRole.run({ RoleName: name, Description: description, AssumeRolePolicyDocument: trustPolicy }, context);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'EntityAlreadyExistsException') throw error;
  }
  if ((await services.store.findInlinePolicy(account, 'role', name, policyName)) === undefined) {
    await putRolePolicy.run({ RoleName: name, PolicyName: policyName, PolicyDocument: policy }, context);
  }
  const role = await services.store.findRole(account, name);
  return role?.arn ?? formatRoleArn({ account, path: '/', name });
}
