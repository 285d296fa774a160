import type { Fail } from '../../define-operation.ts';

/** Of whatever name (R624). */
export function failWithoutGroup(fail: Fail<'ResourceNotFoundException'>): never {
  return fail('ResourceNotFoundException', 'Group not found.');
}
