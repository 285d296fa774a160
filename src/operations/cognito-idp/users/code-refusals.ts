import type { MessageMedium } from '../../../domain/messages/message.ts';
import type { CodeRefusal } from '../../../store/user-code.ts';
import type { Fail } from '../../define-operation.ts';

export const WRONG_CODE = 'Invalid verification code provided, please try again.';
export const EXPIRED_CODE = 'Invalid code provided, please request a code again.';
export const LIMIT_EXCEEDED = 'Attempt limit exceeded, please try after some time.';
export const OUTBOX_FULL = 'Too many messages wait for delivery. Try again later.';

export function noWayText(medium: MessageMedium): string {
  return `This server has no way to deliver a message by ${medium}.`;
}

type CodeError = 'CodeMismatchException' | 'ExpiredCodeException' | 'LimitExceededException';

/** Refuses a code (S29, S40, S42). */
export function refuseCode(refusal: Exclude<CodeRefusal, 'not-found'>, fail: Fail<CodeError>): never {
  switch (refusal) {
    case 'mismatch':
      return fail('CodeMismatchException', WRONG_CODE);
    case 'limit-exceeded':
      return fail('LimitExceededException', LIMIT_EXCEEDED);
    case 'expired':
    case 'none':
      return fail('ExpiredCodeException', EXPIRED_CODE);
  }
}
