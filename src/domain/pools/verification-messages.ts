/** The messages with which a user proves an address or number; `{####}` stands for the code. */
export interface VerificationMessages {
  readonly smsMessage?: string | undefined;
  readonly emailMessage?: string | undefined;
  readonly emailSubject?: string | undefined;
  readonly emailMessageByLink?: string | undefined;
  readonly emailSubjectByLink?: string | undefined;
  /** `CONFIRM_WITH_CODE` */
  readonly defaultEmailOption?: 'CONFIRM_WITH_LINK' | 'CONFIRM_WITH_CODE' | undefined;
}

/** The three older settings, each the same text as one member of the template. Messages are made from the template. */
export interface OlderVerificationMessages {
  readonly smsVerificationMessage?: string | undefined;
  readonly emailVerificationMessage?: string | undefined;
  readonly emailVerificationSubject?: string | undefined;
}

/** Fills template and older settings from each other where one lacks a text (R473). */
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
