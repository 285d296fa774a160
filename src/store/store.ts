import type { ListedNode, NodeBeat, NodeId } from '../base/node.ts';
import type { NewMessage } from '../domain/messages/message.ts';
import type {
  AccountId,
  SchemaAttribute,
  UserPool,
  UserPoolId,
  UserPoolKey,
  UserPoolSettings,
} from '../domain/pools/user-pool.ts';
import type { Attributes, NewUser, User, UserKeys } from '../domain/users/user.ts';
import type { AppClientStore } from './app-client-store.ts';
import type { GroupStore } from './group-store.ts';
import type { IamStore } from './iam-store.ts';
import type { ImportJobStore } from './import-job-store.ts';
import type { LogStore } from './log-store.ts';
import type { MessageStore } from './message-store.ts';
import type { Page } from './page.ts';
import type { RecoveryStore } from './recovery-store.ts';
import type { Scope } from './scope.ts';
import type { SignInStore } from './sign-in-store.ts';
import type { NewContactCode } from './user-code.ts';
import type { UserCursor, UserQuery } from './user-query.ts';
import type { VerificationStore } from './verification-store.ts';

export type { ActiveStatus } from '../domain/imports/import-transitions.ts';
export type * from './app-client-store.ts';
export type * from './group-store.ts';
export type * from './import-job-store.ts';
export type * from './sign-in-store.ts';
export type * from './user-query.ts';
export type { Scope };

/** What a list tells of a pool. */
export type UserPoolSummary = Pick<UserPool, 'key' | 'id' | 'name' | 'createdAt' | 'modifiedAt'> &
  Pick<UserPoolSettings, 'lambdaConfig'>;

export type NewUserPool = Omit<UserPool, 'key' | 'userCount'>;
export type PoolChange = 'changed' | 'not-found' | 'import-in-progress';
export type AttributesAddition = PoolChange | 'duplicate' | 'too-many';
export type PoolDeletion =
  /** With the files of its jobs that had not been started, and those they awaited. */
  | { readonly kind: 'deleted'; readonly blobIds: readonly string[] }
  | { readonly kind: 'not-found' | 'import-in-progress' | 'protected' };

export type UserCreation =
  | { readonly kind: 'created'; readonly user: User }
  /** The pool was deleted meanwhile. */
  | { readonly kind: 'pool-not-found' }
  /** `attribute` is the email or phone number that stands for the user name, if that is what is taken. */
  | { readonly kind: 'username-exists'; readonly attribute?: string }
  | { readonly kind: 'alias-exists'; readonly attribute: string }
  /** Too many messages wait for delivery. */
  | { readonly kind: 'outbox-full' };

export interface UserCreationOptions {
  readonly takesAliases?: boolean;
  /** Messages to the user, stored with the user or not at all. */
  readonly messages?: readonly NewMessage[];
  /** With which the user confirms to have signed up, stored in the same way. */
  readonly code?: NewContactCode | undefined;
}

export type UserChange =
  | 'changed'
  | 'not-found'
  | 'stale'
  /** Of the codes of the change. */
  | 'limit-exceeded'
  | 'outbox-full'
  | { readonly kind: 'alias-exists'; readonly attribute: string };

export interface UserPoolChange {
  readonly settings: UserPoolSettings;
  /** The pool keeps the tags that it has by now, whatever `settings` has: a request that gives none may not undo another's. */
  readonly keepsTags?: boolean;
  readonly name?: string;
  readonly nowMs: number;
}

export interface TagsChange {
  readonly added: Readonly<Record<string, string>>;
  /** Keys. */
  readonly removed: readonly string[];
  readonly tagsMax: number;
}

export interface CustomAttributesAddition {
  readonly attributes: readonly SchemaAttribute[];
  readonly customAttributesMax: number;
  readonly nowMs: number;
}

/** New attributes, and the keys made of them. */
export interface UserAttributesChange extends Omit<UserKeys, 'usernameKey'> {
  readonly attributes: Attributes;
  /** As they were read: if they are others by now the answer is `stale`, so that no change made meanwhile is lost. */
  readonly expected?: Attributes;
  /** That prove new addresses of the user, or those that the user will have: stored with the attributes or not at all. */
  readonly codes?: readonly NewContactCode[];
  readonly nowMs: number;
}

/**
 * All state of Muster but the uploaded files. Each method is one transaction: what it says happened is durable when its promise
 * resolves, and a rejected promise left no trace. Expected refusals are values; a rejection is a fault of the engine.
 * Plain data only goes in and out, so that an engine may live in another thread.
 */
export interface Store
  extends SignInStore,
    ImportJobStore,
    IamStore,
    LogStore,
    MessageStore,
    RecoveryStore,
    VerificationStore,
    AppClientStore,
    GroupStore {
  // User pools
  createUserPool(pool: NewUserPool): Promise<UserPool>;
  findUserPool(scope: Scope, id: UserPoolId): Promise<UserPool | undefined>;
  /** Oldest first, strictly behind `after`. */
  listUserPools(
    scope: Scope,
    after: UserPoolKey | undefined,
    limit: number,
  ): Promise<Page<UserPoolSummary, UserPoolKey>>;
  /** Replaces the settings; refused while a job of the pool is active (R120). */
  replaceUserPoolSettings(scope: Scope, id: UserPoolId, change: UserPoolChange): Promise<PoolChange>;
  /** Also while a job of the pool is active: no rule of import reads tags. */
  changeUserPoolTags(scope: Scope, id: UserPoolId, change: TagsChange): Promise<'changed' | 'not-found' | 'too-many'>;
  addCustomAttributes(scope: Scope, id: UserPoolId, addition: CustomAttributesAddition): Promise<AttributesAddition>;
  /** Removes the pool with its users and jobs (R76). The caller deletes the blobs of its jobs; what it misses is left to the sweep. */
  deleteUserPool(scope: Scope, id: UserPoolId): Promise<PoolDeletion>;

  // Users
  /** With `takesAliases`, verified email addresses and phone numbers go over from the users who hold them. */
  createUser(pool: UserPoolKey, user: NewUser, nowMs: number, options?: UserCreationOptions): Promise<UserCreation>;
  /** By username key, else by sub, else by a key among the aliases or username attributes. `key` is a comparison key. */
  findUser(pool: UserPoolKey, key: string): Promise<User | undefined>;
  /** The wrapped password hash that the user came with (R256), as `sealPasswordHash` of the domain made it; found by username key. */
  findPasswordHash(pool: UserPoolKey, usernameKey: string): Promise<Uint8Array | undefined>;
  /** Replaces the attributes and the keys made of them; codes that prove an address which is another now are void. Finds by username key. */
  replaceUserAttributes(pool: UserPoolKey, usernameKey: string, change: UserAttributesChange): Promise<UserChange>;
  setUserEnabled(
    pool: UserPoolKey,
    usernameKey: string,
    enabled: boolean,
    nowMs: number,
  ): Promise<'changed' | 'not-found'>;
  deleteUser(pool: UserPoolKey, usernameKey: string): Promise<'deleted' | 'not-found'>;
  /** Oldest first. A filter without an index is answered by a scan off the calling thread. `filter.value` of `username` is a comparison key. */
  listUsers(pool: UserPoolKey, query: UserQuery): Promise<Page<User, UserCursor>>;

  // Nodes
  /**
   * Calls `onWork` whenever a job may wait that somebody started or gave back, on any node. A hint that can be lost: who relies on it
   * polls as well. Returns what ends the watch. An engine of one process gives no hints; whoever starts a job there wakes the worker.
   */
  watchJobs(onWork: () => void): Promise<() => Promise<void>>;
  /** The node was seen now, by the clock of the store. */
  recordNode(beat: NodeBeat): Promise<void>;
  /** It has ended in good order. */
  removeNode(id: NodeId): Promise<void>;
  /** Those seen within {@link NODE_UNSEEN_MS_MAX}, by id. */
  listNodes(): Promise<readonly ListedNode[]>;

  /**
   * Keeps the fingerprint of the server key when asked the first time; `different` ever after if another key comes, which could
   * neither verify the upload URLs nor open the page tokens that were given out.
   */
  pinServerKey(fingerprint: string): Promise<'same' | 'different'>;
  /**
   * The account of the default credentials here, the same ever after: `former` if the store has anything of that account when it is asked
   * the first time, so that what an older version made under its default is found again, else `current` (R466).
   */
  pinDefaultAccount(accounts: { readonly current: AccountId; readonly former: AccountId }): Promise<AccountId>;
  /** Milliseconds by which the clock of stored times is ahead of the machine's: 0 but for test controls (R573). */
  readClockOffset(): Promise<number>;
  /** Moves that clock forward. Returns the new offset. */
  moveClock(byMs: number): Promise<number>;
  /** Resolves if the engine can read and write; rejects otherwise. */
  checkHealth(): Promise<void>;
  close(): Promise<void>;
}
