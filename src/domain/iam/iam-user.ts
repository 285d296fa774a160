import type { AccountId } from '../pools/user-pool.ts';

/** A user of IAM, who signs requests: no user of a user pool. */
export interface IamUser {
  readonly account: AccountId;
  readonly path: string;
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  /** ARN of a managed policy. */
  readonly permissionsBoundary?: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly createdAt: number;
}

export type AccessKeyStatus = 'Active' | 'Inactive';

export interface AccessKey {
  readonly id: string;
  readonly status: AccessKeyStatus;
  readonly createdAt: number;
}

/** The secret is sealed for the id of its key; nobody sees it again after the key was made (N44). */
export interface SealedAccessKey extends AccessKey {
  readonly sealedSecret: Uint8Array;
}

/** An access key with what a request signed by it is proved by. */
export interface AccessKeyOwner {
  readonly user: IamUser;
  readonly status: AccessKeyStatus;
  readonly sealedSecret: Uint8Array;
}
