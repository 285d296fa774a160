import type { OptionalSettings } from '../../../domain/pools/optional-settings.ts';
import {
  fillVerificationMessages,
  type OlderVerificationMessages,
  type VerificationMessages,
} from '../../../domain/pools/verification-messages.ts';

type CarriedSettings = Omit<OptionalSettings, 'verificationMessages' | 'olderVerificationMessages'> &
  OlderVerificationMessages & { readonly verificationMessageTemplate?: VerificationMessages };

/**
 * The optional settings of a pool that was stored before they had types: in an object named `carried`, by the names of AWS's model.
 */
export function parseCarriedSettings(carried: object): OptionalSettings {
  const { adminCreateUserConfig, ...settings } = nameInCamelCase(carried) as CarriedSettings;
  const {
    verificationMessageTemplate,
    smsVerificationMessage,
    emailVerificationMessage,
    emailVerificationSubject,
    ...rest
  } = settings;
  const older = { smsVerificationMessage, emailVerificationMessage, emailVerificationSubject };
  return {
    ...rest,
    // The days are part of the password policy.
    adminCreateUserConfig: adminCreateUserConfig && {
      allowAdminCreateUserOnly: adminCreateUserConfig.allowAdminCreateUserOnly,
      inviteMessageTemplate: adminCreateUserConfig.inviteMessageTemplate,
    },
    ...fillVerificationMessages(verificationMessageTemplate ?? {}, older),
  };
}

/** `KMSKeyID` becomes `kmsKeyID`, in objects at any depth. */
function nameInCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nameInCamelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase()),
      nameInCamelCase(member),
    ]),
  );
}
