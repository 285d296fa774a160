/** What a user is sent to prove an address or number; `{####}` stands for the code. */
export interface VerificationMessages {
  readonly smsMessage?: string | undefined;
  readonly emailMessage?: string | undefined;
  readonly emailSubject?: string | undefined;
  readonly emailMessageByLink?: string | undefined;
  readonly emailSubjectByLink?: string | undefined;
  /** `CONFIRM_WITH_CODE` */
  readonly defaultEmailOption?: 'CONFIRM_WITH_LINK' | 'CONFIRM_WITH_CODE' | undefined;
}

/** The three older settings, which stand for one member of the template each. Nothing is sent from them: the template is what counts. */
export interface OlderVerificationMessages {
  readonly smsVerificationMessage?: string | undefined;
  readonly emailVerificationMessage?: string | undefined;
  readonly emailVerificationSubject?: string | undefined;
}

/** Template and older settings, each filled from the other where it says nothing (R473). */
export function fillVerificationMessages(
  template: VerificationMessages,
  older: OlderVerificationMessages,
): {
  readonly verificationMessages: VerificationMessages;
  readonly olderVerificationMessages: OlderVerificationMessages;
} {
  return {
    verificationMessages: {
      ...template,
      smsMessage: template.smsMessage ?? older.smsVerificationMessage,
      emailMessage: template.emailMessage ?? older.emailVerificationMessage,
      emailSubject: template.emailSubject ?? older.emailVerificationSubject,
    },
    olderVerificationMessages: {
      smsVerificationMessage: older.smsVerificationMessage ?? template.smsMessage,
      emailVerificationMessage: older.emailVerificationMessage ?? template.emailMessage,
      emailVerificationSubject: older.emailVerificationSubject ?? template.emailSubject,
    },
  };
}
