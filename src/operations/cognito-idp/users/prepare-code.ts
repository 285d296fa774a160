import { maskDestination } from '../../../domain/messages/mask-destination.ts';
import type { MessageKind } from '../../../domain/messages/message.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { CodeDestination } from '../../../domain/recovery/choose-destination.ts';
import type { ContactPurpose, UserCodePurpose } from '../../../domain/recovery/code-purpose.ts';
import { CONTACT_CODE_MS, RESET_CODE_DIGITS, RESET_CODE_MS } from '../../../domain/recovery/recovery-limits.ts';
import { macOfCode, makeDigits } from '../../../domain/recovery/reset-code.ts';
import type { NewContactCode, NewUserCode } from '../../../store/user-code.ts';
import type { RequestContext } from '../../operation.ts';

/** Whom a code goes to: a user, or nobody, for whom all the same is done and nothing is sent (S32). */
export interface CodeRecipient {
  /** What codes and attempts are stored under: the `sub` of a user, or 16 bytes of nobody. */
  readonly subject: string | Uint8Array;
  /** Of the user, or the name that was asked for. */
  readonly username: string;
  readonly destination: CodeDestination;
}

/** A new code for the store, with its message (S38, R911). */
export function prepareCode<Purpose extends UserCodePurpose>(
  { clock, outbox, signIn }: RequestContext,
  pool: UserPool,
  { subject, username, destination }: CodeRecipient,
  { purpose, kind }: { readonly purpose: Purpose; readonly kind: MessageKind },
): NewUserCode & { readonly purpose: Purpose } {
  const code = makeDigits((count) => signIn.secretBytes(count), RESET_CODE_DIGITS);
  const validMs = purpose === 'reset-password' ? RESET_CODE_MS : CONTACT_CODE_MS;
  const isForNobody = typeof subject !== 'string';
  return {
    purpose,
    codeMac: storedMac(signIn.keys, purpose, subject, code),
    expiresAt: clock.nowMs() + validMs,
    message: outbox.prepare(
      pool,
      { to: destination.address, medium: destination.medium, kind, username, code },
      { validMs, isForNobody },
    ),
  };
}

/** A new code that proves where it goes. */
export function prepareContactCode(
  context: RequestContext,
  pool: UserPool,
  recipient: CodeRecipient,
  sending: { readonly purpose: ContactPurpose; readonly kind: MessageKind },
): NewContactCode {
  const { attribute, address } = recipient.destination;
  return { ...prepareCode(context, pool, recipient, sending), attribute, address };
}

/** What the store compares a code by. */
export function storedMac(
  { code: key }: RequestContext['signIn']['keys'],
  purpose: UserCodePurpose,
  subject: string | Uint8Array,
  code: string,
): Uint8Array {
  const owner = typeof subject === 'string' ? subject : Buffer.from(subject).toString('hex');
  return new Uint8Array(macOfCode(key, purpose, owner, code));
}

/** Where a code went, masked (S33, S34). */
export function deliveryDetails({ medium, attribute, address }: CodeDestination) {
  return { Destination: maskDestination(medium, address), DeliveryMedium: medium, AttributeName: attribute };
}
