import { maskDestination } from '../../../domain/messages/mask-destination.ts';
import type { MessageMedium } from '../../../domain/messages/message.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { RESET_CODE_DIGITS, RESET_CODE_MS } from '../../../domain/recovery/recovery-limits.ts';
import { macOfCode, makeDigits } from '../../../domain/recovery/reset-code.ts';
import type { RequestContext } from '../../operation.ts';
import { codeOwner, type RecoveryUser } from './find-recovery-user.ts';

export const LIMIT_EXCEEDED = 'Attempt limit exceeded, please try after some time.';

export type ResetCodeSending =
  | {
      readonly kind: 'sent';
      readonly details: {
        readonly Destination: string;
        readonly DeliveryMedium: MessageMedium;
        readonly AttributeName: string;
      };
    }
  /** There is no way to deliver a message of the medium, or too many wait (S111). */
  | { readonly kind: 'undeliverable'; readonly text: string }
  | { readonly kind: 'limit-exceeded' }
  /** Deleted in this very moment. */
  | { readonly kind: 'not-found' };

/** Stores a code with its message, for nobody as for somebody, and answers where it went, masked (S33, S34, S38). */
export async function sendResetCode(
  context: RequestContext,
  pool: UserPool,
  { user, subject, destination }: RecoveryUser,
  { sent, erasesPassword = false }: { readonly sent: string; readonly erasesPassword?: boolean },
): Promise<ResetCodeSending> {
  const { store, clock, outbox, signIn } = context;
  const { medium, attribute, address } = destination;
  if (!outbox.canDeliver(medium)) {
    return { kind: 'undeliverable', text: `This server has no way to deliver a message by ${medium}.` };
  }
  const code = makeDigits((count) => signIn.secretBytes(count), RESET_CODE_DIGITS);
  const nowMs = clock.nowMs();
  const put = await store.putResetCode(pool.key, subject, {
    codeMac: new Uint8Array(macOfCode(signIn.keys.code, 'reset-password', codeOwner(subject), code)),
    expiresAt: nowMs + RESET_CODE_MS,
    message: outbox.prepare(
      pool,
      { to: address, medium, kind: 'ForgotPassword', username: user?.username ?? sent, code },
      { validMs: RESET_CODE_MS, isForNobody: user === undefined },
    ),
    erasesPassword,
    nowMs,
  });
  switch (put) {
    case 'stored':
      outbox.wake();
      return {
        kind: 'sent',
        details: {
          Destination: maskDestination(medium, address),
          DeliveryMedium: medium,
          AttributeName: attribute,
        },
      };
    case 'outbox-full':
      return { kind: 'undeliverable', text: 'Too many messages wait for delivery. Try again later.' };
    default:
      return { kind: put };
  }
}
