import type { FailureReason } from '../texts/record-outcome.ts';
import type { NewUser } from '../users/user.ts';

/** What the rules say of a record before the store is asked whether its keys are taken. */
export type Verdict =
  | { readonly kind: 'accepted'; readonly user: NewUser }
  | { readonly kind: 'failed'; readonly reason: FailureReason };
