import type { Fail } from '../define-operation.ts';
import type { OperationContext } from '../operation.ts';

/** The user that a request names, or the one that signed it. */
export function requireUserName(
  userName: string | undefined,
  { principal }: OperationContext,
  fail: Fail<'ValidationError'>,
): string {
  if (userName !== undefined) return userName;
  if (principal.kind === 'user') return principal.userName;
  return fail('ValidationError', 'Must specify userName when calling with non-User credentials');
}
