import { CreateRoleCommand, GetRoleCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { queryOptions } from '@tanstack/react-query';
import {
  IMPORT_ROLE_DESCRIPTION,
  IMPORT_ROLE_NAME,
  IMPORT_ROLE_POLICY_NAME,
  IMPORT_ROLE_TRUST_POLICY,
  importLogPolicyIn,
} from '../../../src/domain/imports/import-role.ts';
import { CallFailure } from './call-failure.ts';
import type { Clients } from './clients.ts';

/** Of the ARNs of a Muster. */
const PARTITION = 'aws';

/** The two policies of the role, as they are sent. */
export const ROLE_POLICIES = {
  trust: IMPORT_ROLE_TRUST_POLICY,
  log: importLogPolicyIn(PARTITION),
} as const;

/** The ARN of the role that jobs write their log with; null if it is not there, or may not write the log. */
export function importRoleQuery(clients: Clients) {
  return queryOptions({
    queryKey: ['import-role'],
    async queryFn({ signal }): Promise<string | null> {
      const iam = await clients.loadIam();
      const input = { RoleName: IMPORT_ROLE_NAME };
      const found = await orMissing(iam.send(new GetRoleCommand(input), { abortSignal: signal }));
      if (found?.Role?.Arn === undefined) return null;
      const policy = new GetRolePolicyCommand({ ...input, PolicyName: IMPORT_ROLE_POLICY_NAME });
      const hasPolicy = (await orMissing(iam.send(policy, { abortSignal: signal }))) !== undefined;
      return hasPolicy ? found.Role.Arn : null;
    },
  });
}

/** Creates what is missing of the role, as `muster import` does. Resolves with its ARN. */
export async function makeImportRole(clients: Clients): Promise<string> {
  const iam = await clients.loadIam();
  const RoleName = IMPORT_ROLE_NAME;
  const found = await orMissing(iam.send(new GetRoleCommand({ RoleName })));
  const create = new CreateRoleCommand({
    RoleName,
    Description: IMPORT_ROLE_DESCRIPTION,
    AssumeRolePolicyDocument: JSON.stringify(ROLE_POLICIES.trust),
  });
  const { Role } = found ?? (await iam.send(create));
  const PolicyDocument = JSON.stringify(ROLE_POLICIES.log);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: IMPORT_ROLE_POLICY_NAME, PolicyDocument }));
  if (Role?.Arn === undefined) throw new Error('an answer without a role');
  return Role.Arn;
}

async function orMissing<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CallFailure && error.kind === 'missing') return undefined;
    throw error;
  }
}
