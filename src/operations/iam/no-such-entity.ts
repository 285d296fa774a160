import type { IdentityKind } from '../../domain/iam/identity-policies.ts';
import type { Fail } from '../define-operation.ts';

type FailNotFound = Fail<'NoSuchEntityException'>;

/** N46. */
export function failWithoutIdentity(kind: IdentityKind, name: string, fail: FailNotFound): never {
  return fail('NoSuchEntityException', `The ${kind} with name ${name} cannot be found.`);
}

/** N46. */
export function failWithoutInlinePolicy(kind: IdentityKind, policyName: string, fail: FailNotFound): never {
  return fail('NoSuchEntityException', `The ${kind} policy with name ${policyName} cannot be found.`);
}

/** N46. Also the answer for the policies that AWS manages: none of them is kept here. */
export function failWithoutManagedPolicy(policyArn: string, fail: FailNotFound): never {
  return fail('NoSuchEntityException', `Policy ${policyArn} was not found.`);
}

/** N46. */
export function failWithoutAccessKey(accessKeyId: string, fail: FailNotFound): never {
  return fail('NoSuchEntityException', `The Access Key with id ${accessKeyId} cannot be found.`);
}
