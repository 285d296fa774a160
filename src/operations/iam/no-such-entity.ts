import type { IdentityKind } from '../../domain/iam/identity-policies.ts';
import type { Fail } from '../define-operation.ts';

type FailNotFound = Fail<'NoSuchEntityException'>;

/** For a user or role that is not there (N46). */
export function failWithoutIdentity(kind: IdentityKind, name: string, fail: FailNotFound): never {
  return fail('NoSuchEntityException', `The ${kind} with name ${name} cannot be found.`);
}

/** For a user or role without such a policy of its own (N46). */
export function failWithoutInlinePolicy(kind: IdentityKind, policyName: string, fail: FailNotFound): never {
  return fail('NoSuchEntityException', `The ${kind} policy with name ${policyName} cannot be found.`);
}

/** For a policy that is not there (N46). None of the policies that AWS manages is. */
export function failWithoutManagedPolicy(policyArn: string, fail: FailNotFound): never {
  return fail('NoSuchEntityException', `Policy ${policyArn} was not found.`);
}

/** For an access key that is not there (N46). */
export function failWithoutAccessKey(accessKeyId: string, fail: FailNotFound): never {
  return fail('NoSuchEntityException', `The Access Key with id ${accessKeyId} cannot be found.`);
}
