import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { ContactAttribute } from '../../../domain/recovery/code-purpose.ts';
import type { Attributes } from '../../../domain/users/user.ts';

/** Who changes attributes: `new-password` is a user on the way to the first sign-in, who gets no codes. */
export type AttributesEditor = 'user' | 'administrator' | 'new-password';

export interface ContactPlan {
  /** What changes immediately. */
  readonly changes: ReadonlyMap<string, string>;
  /** Addresses that a code goes to: those that changed, and those that take their place once they are proved. */
  readonly proved: readonly { readonly attribute: ContactAttribute; readonly address: string }[];
}

const CONTACTS = ['email', 'phone_number'] as const;

/**
 * What becomes of a changed email address or phone number. Where the pool has it proved before it counts, the user keeps the one before
 * until then, unless an administrator says that the new one is verified (R922). Where the pool verifies it, a user gets a code for the new one (R921).
 */
export function planContactChanges(
  { settings }: Pick<UserPool, 'settings'>,
  current: Attributes,
  changes: ReadonlyMap<string, string>,
  by: AttributesEditor,
): ContactPlan {
  if (by === 'new-password') return { changes, proved: [] };
  const kept = settings.userAttributeUpdateSettings?.attributesRequireVerificationBeforeUpdate ?? [];
  const immediate = new Map(changes);
  const proved = [];
  for (const attribute of CONTACTS) {
    const address = changes.get(attribute);
    if (!address || address === current[attribute]) continue;
    const isVouchedFor = changes.get(`${attribute}_verified`)?.toLowerCase() === 'true';
    if (kept.includes(attribute) && !isVouchedFor) {
      immediate.delete(attribute);
      // It speaks of the new address, and the user keeps the one before.
      immediate.delete(`${attribute}_verified`);
      proved.push({ attribute, address });
    } else if (by === 'user' && settings.autoVerifiedAttributes.includes(attribute)) {
      proved.push({ attribute, address });
    }
  }
  return { changes: immediate, proved };
}
