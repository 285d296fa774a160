import type { UserPoolKey } from '../pools/user-pool.ts';

/** A group of users of one pool. */
export interface Group {
  readonly userPoolKey: UserPoolKey;
  /** As it was created. */
  readonly name: string;
  readonly description?: string | undefined;
  /** ARN of the role that members get from an identity pool. */
  readonly roleArn?: string | undefined;
  /** 0 comes first, a group without one last (R621). */
  readonly precedence?: number | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** Quotas of Cognito (R627). */
export const GROUPS_PER_POOL_MAX = 10_000;
export const GROUPS_PER_USER_MAX = 100;

/** 2^31 - 1 (R621). */
export const PRECEDENCE_MAX = 2_147_483_647;
