/** For second factors that a pool refuses (R1071). */
export const MFA_ADVICE =
  'Such factors need a pool whose MfaConfiguration is OPTIONAL or ON, with an SmsConfiguration, and users with a phone number.';

/** A run that is finished is not run again. */
export const AGAIN_ADVICE =
  'Once the reason is gone, import the same files again: users who exist are skipped, and the follow-ups are done.';
