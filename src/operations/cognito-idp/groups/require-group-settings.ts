import { parseArn } from '../../../aws/arn.ts';
import { PRECEDENCE_MAX } from '../../../domain/groups/group.ts';
import type { CommonError, Fail } from '../../define-operation.ts';
import type { OperationContext } from '../../operation.ts';

/** What the model does not say of the settings of a group: the largest precedence (R621), and whose role it may be (R622). */
export function requireGroupSettings(
  { iam, principal }: Pick<OperationContext, 'iam' | 'principal'>,
  { RoleArn, Precedence = 0 }: { readonly RoleArn?: string; readonly Precedence?: number },
  fail: Fail<'InvalidParameterException' | CommonError>,
): void {
  if (Precedence > PRECEDENCE_MAX) {
    fail(
      'InvalidParameterException',
      `1 validation error detected: Value '${Precedence}' at 'precedence' failed to satisfy constraint: Member must have value less than or equal to ${PRECEDENCE_MAX}`,
    );
  }
  // What an account may not do at all is no matter of policies: root is refused as well.
  if (iam === 'on' && RoleArn !== undefined && parseArn(RoleArn)?.account !== principal.account) {
    fail('AccessDenied', 'Cross-account pass role is not allowed.');
  }
}
