import type { MfaFactorChange } from '../../../domain/users/chosen-mfa.ts';
import type { Fail } from '../../define-operation.ts';

interface MfaOption {
  readonly DeliveryMedium?: 'SMS' | 'EMAIL';
  readonly AttributeName?: string;
}

/** The older way to say what SetUserMFAPreference says, for text messages alone: an empty list ends them (R877). */
export function changesOfMfaOptions(
  options: readonly MfaOption[],
  fail: Fail<'InvalidParameterException'>,
): readonly MfaFactorChange[] {
  for (const { DeliveryMedium, AttributeName } of options) {
    if (DeliveryMedium === 'SMS' && AttributeName === 'phone_number') continue;
    fail(
      'InvalidParameterException',
      'MFAOptions take SMS to phone_number alone; SetUserMFAPreference has the other factors.',
    );
  }
  const isEnabled = options.length > 0;
  return [{ factor: 'SMS_MFA', isEnabled, ...(isEnabled && { isPreferred: true }) }];
}
