import type { AccountId } from '../pools/user-pool.ts';

/** An IAM role as it was made. Policy documents are kept as the text the client sent. */
export interface Role {
  readonly account: AccountId;
  readonly path: string;
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly assumeRolePolicyDocument: string;
  readonly description?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly permissionsBoundary?: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly createdAt: number;
}
