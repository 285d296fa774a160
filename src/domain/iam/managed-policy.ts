import type { AccountId } from '../pools/user-pool.ts';

/** A policy of its own that users and roles are given by its ARN. The document is kept as the text the client sent. */
export interface ManagedPolicy {
  readonly account: AccountId;
  readonly path: string;
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly document: string;
  readonly description?: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly createdAt: number;
}

/** A managed policy with how many users and roles have it attached, and how many have it as their boundary. */
export interface UsedManagedPolicy extends ManagedPolicy {
  readonly attachments: number;
  readonly boundaries: number;
}
