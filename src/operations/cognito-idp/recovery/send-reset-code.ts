import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { RequestContext } from '../../operation.ts';
import { noWayText, OUTBOX_FULL } from '../users/code-refusals.ts';
import { deliveryDetails, prepareCode } from '../users/prepare-code.ts';
import type { RecoveryUser } from './find-recovery-user.ts';

export type ResetCodeSending =
  | { readonly kind: 'sent'; readonly details: ReturnType<typeof deliveryDetails> }
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
  const { store, clock, outbox } = context;
  if (!outbox.canDeliver(destination.medium)) return { kind: 'undeliverable', text: noWayText(destination.medium) };
  const recipient = { subject, username: user?.username ?? sent, destination };
  const put = await store.putResetCode(pool.key, subject, {
    ...prepareCode(context, pool, recipient, { purpose: 'reset-password', kind: 'ForgotPassword' }),
    erasesPassword,
    nowMs: clock.nowMs(),
  });
  switch (put) {
    case 'stored':
      outbox.wake();
      return { kind: 'sent', details: deliveryDetails(destination) };
    case 'outbox-full':
      return { kind: 'undeliverable', text: OUTBOX_FULL };
    default:
      return { kind: put };
  }
}
