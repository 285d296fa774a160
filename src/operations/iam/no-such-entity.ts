import type { Fail } from '../define-operation.ts';

/** N46. */
export function failWithoutRole(roleName: string, fail: Fail<'NoSuchEntityException'>): never {
  return fail('NoSuchEntityException', `The role with name ${roleName} cannot be found.`);
}

/** N46. */
export function failWithoutRolePolicy(policyName: string, fail: Fail<'NoSuchEntityException'>): never {
  return fail('NoSuchEntityException', `The role policy with name ${policyName} cannot be found.`);
}
