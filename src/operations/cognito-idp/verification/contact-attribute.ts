import type { ContactAttribute } from '../../../domain/recovery/code-purpose.ts';
import type { Fail } from '../../define-operation.ts';

/** The attribute of a request that a code can prove (R920). */
export function contactAttribute(name: string, fail: Fail<'InvalidParameterException'>): ContactAttribute {
  if (name === 'email' || name === 'phone_number') return name;
  return fail('InvalidParameterException', 'Only the attributes email and phone_number can be verified.');
}
