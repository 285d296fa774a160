import type { AccessKey, AccessKeyOwner, AccessKeyStatus, IamUser, SealedAccessKey } from '../domain/iam/iam-user.ts';
import type { IdentityKind, IdentityPolicies } from '../domain/iam/identity-policies.ts';
import type { ManagedPolicy, UsedManagedPolicy } from '../domain/iam/managed-policy.ts';
import type { Role } from '../domain/iam/role.ts';
import type { AccountId } from '../domain/pools/user-pool.ts';
import type { Page } from './page.ts';

/** Why a user or role was not deleted (N48), in the order in which it is looked for. */
export type IdentityDeletion = 'deleted' | 'not-found' | 'has-attached-policies' | 'has-policies';

/** The trust policy names a user or role that does not exist: nothing was written (R465). */
export interface UnknownPrincipal {
  readonly kind: 'unknown-principal';
  /** As the policy has it. */
  readonly principal: string;
}

export interface AccessKeyList {
  /** As the user was made. */
  readonly userName: string;
  readonly accessKeys: readonly AccessKey[];
}

export interface AttachedPolicyQuery {
  readonly pathPrefix: string;
  /** Name of the last policy of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface ManagedPolicyQuery extends AttachedPolicyQuery {
  /** Only those that are used so at least once. */
  readonly usedAs?: 'attachment' | 'boundary';
}

export interface InlinePolicy {
  readonly name: string;
  readonly document: string;
}

export type AttachedPolicy = Pick<ManagedPolicy, 'name' | 'arn'>;
export type PolicyAttachment = 'attached' | 'identity-not-found' | 'policy-not-found' | 'too-many';

/** Roles, users, access keys and policies of IAM: the part of the store that decides who may do what. Names are found ignoring case (N43). */
export interface IamStore {
  createRole(role: Role): Promise<'created' | 'exists' | UnknownPrincipal>;
  findRole(account: AccountId, name: string): Promise<Role | undefined>;
  listRoles(
    account: AccountId,
    pathPrefix: string,
    after: string | undefined,
    limit: number,
  ): Promise<Page<Role, string>>;
  /** Trust policies that name the role hold its unique id from then on; likewise those of a user (R465). */
  deleteRole(account: AccountId, name: string): Promise<IdentityDeletion>;
  replaceTrustPolicy(
    account: AccountId,
    roleName: string,
    document: string,
  ): Promise<'replaced' | 'not-found' | UnknownPrincipal>;
  createIamUser(user: IamUser): Promise<'created' | 'exists'>;
  findIamUser(account: AccountId, name: string): Promise<IamUser | undefined>;
  listIamUsers(
    account: AccountId,
    pathPrefix: string,
    after: string | undefined,
    limit: number,
  ): Promise<Page<IamUser, string>>;
  deleteIamUser(account: AccountId, name: string): Promise<IdentityDeletion | 'has-access-keys'>;
  createAccessKey(
    account: AccountId,
    userName: string,
    accessKey: SealedAccessKey,
    keysPerUserMax: number,
  ): Promise<'created' | 'user-not-found' | 'too-many'>;
  /** Oldest first; undefined if there is no such user. */
  listAccessKeys(account: AccountId, userName: string): Promise<AccessKeyList | undefined>;
  /** Of whatever account, whatever its status. */
  findAccessKeyOwner(id: string): Promise<AccessKeyOwner | undefined>;
  setAccessKeyStatus(
    account: AccountId,
    userName: string,
    id: string,
    status: AccessKeyStatus,
  ): Promise<'changed' | 'not-found' | 'user-not-found'>;
  deleteAccessKey(
    account: AccountId,
    userName: string,
    id: string,
  ): Promise<'deleted' | 'not-found' | 'user-not-found'>;
  createManagedPolicy(policy: ManagedPolicy): Promise<'created' | 'exists'>;
  findManagedPolicy(account: AccountId, arn: string): Promise<UsedManagedPolicy | undefined>;
  listManagedPolicies(account: AccountId, query: ManagedPolicyQuery): Promise<Page<UsedManagedPolicy, string>>;
  deleteManagedPolicy(account: AccountId, arn: string): Promise<'deleted' | 'not-found' | 'in-use'>;
  attachPolicy(
    account: AccountId,
    kind: IdentityKind,
    name: string,
    policyArn: string,
    attachedMax: number,
  ): Promise<PolicyAttachment>;
  detachPolicy(
    account: AccountId,
    kind: IdentityKind,
    name: string,
    policyArn: string,
  ): Promise<'detached' | 'identity-not-found' | 'not-attached'>;
  listAttachedPolicies(
    account: AccountId,
    kind: IdentityKind,
    name: string,
    query: AttachedPolicyQuery,
  ): Promise<Page<AttachedPolicy, string> | 'identity-not-found'>;
  /** `charactersMax`: of all inline policies of the identity together, with this one, white space not counted. */
  putInlinePolicy(
    account: AccountId,
    kind: IdentityKind,
    name: string,
    policy: InlinePolicy,
    charactersMax: number,
  ): Promise<'put' | 'identity-not-found' | 'too-large'>;
  findInlinePolicy(
    account: AccountId,
    kind: IdentityKind,
    name: string,
    policyName: string,
  ): Promise<InlinePolicy | 'identity-not-found' | undefined>;
  listInlinePolicies(
    account: AccountId,
    kind: IdentityKind,
    name: string,
    after: string | undefined,
    limit: number,
  ): Promise<Page<string, string> | 'identity-not-found'>;
  deleteInlinePolicy(
    account: AccountId,
    kind: IdentityKind,
    name: string,
    policyName: string,
  ): Promise<'deleted' | 'not-found' | 'identity-not-found'>;
  /** All that decides what a user or role may do, of one moment. */
  findIdentityPolicies(account: AccountId, kind: IdentityKind, name: string): Promise<IdentityPolicies | undefined>;
  /** A number that every change of IAM data of the account raises, in the same transaction. */
  iamVersion(account: AccountId): Promise<number>;
}
