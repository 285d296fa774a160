/** What has policies of its own. */
export type IdentityKind = 'user' | 'role';

/** Stands in for a policy that narrows and cannot be found: what was meant to narrow must not widen. */
export const DENY_ALL_POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';

/** All that decides what an IAM user or role may do, as the account had it at one moment. */
export interface IdentityPolicies {
  readonly id: string;
  readonly arn: string;
  /** JSON documents: inline and attached. */
  readonly policies: readonly string[];
  /** JSON document of the permissions boundary. A boundary whose policy cannot be found denies everything. */
  readonly boundary?: string;
  /** Of a role: who may assume it. */
  readonly trustPolicy?: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** IAM version of the account when this was read. */
  readonly version: number;
}
