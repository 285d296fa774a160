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

/** The three older settings, which stand for one member of the template each. */
export interface OlderVerificationMessages {
  readonly smsVerificationMessage?: string | undefined;
  readonly emailVerificationMessage?: string | undefined;
  readonly emailVerificationSubject?: string | undefined;
}

/** The template, filled from the older settings where it says nothing (R473); undefined if neither says anything. */
export function mergeVerificationMessages(
  template: VerificationMessages | undefined,
  older: OlderVerificationMessages,
): VerificationMessages | undefined {
  const smsMessage = template?.smsMessage ?? older.smsVerificationMessage;
  const emailMessage = template?.emailMessage ?? older.emailVerificationMessage;
  const emailSubject = template?.emailSubject ?? older.emailVerificationSubject;
  if (template === undefined && [smsMessage, emailMessage, emailSubject].every((text) => text === undefined)) {
    return undefined;
  }
  return { ...template, smsMessage, emailMessage, emailSubject };
}
