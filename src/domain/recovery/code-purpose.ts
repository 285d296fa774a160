import type { AutoVerifiedAttribute } from '../pools/user-pool.ts';

/** An attribute that a code can prove. */
export type ContactAttribute = AutoVerifiedAttribute;

/** What a code is good for. A code of one purpose is of no use for another. */
export type UserCodePurpose = 'reset-password' | ContactPurpose;

/** A code that proves an email address or phone number: that of a new user, or one that a user changed. */
export type ContactPurpose = 'confirm-sign-up' | `verify-${ContactAttribute}`;

export function verificationOf(attribute: ContactAttribute): ContactPurpose {
  return `verify-${attribute}`;
}
