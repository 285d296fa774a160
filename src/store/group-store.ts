import type { Group } from '../domain/groups/group.ts';
import type { UserPoolKey } from '../domain/pools/user-pool.ts';
import type { User } from '../domain/users/user.ts';
import type { Page } from './page.ts';
import type { UserCursor } from './user-query.ts';

/** What a change leaves out stays as it is. */
export interface GroupChange {
  readonly description?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly precedence?: number | undefined;
  readonly nowMs: number;
}

/** Place of a group among those of a user: by precedence, then by name. */
export interface GroupCursor {
  /** That of the group, or 2^31 for one without. */
  readonly rank: number;
  readonly nameKey: string;
}

export type MembershipChange = 'changed' | 'group-not-found' | 'user-not-found';

/**
 * Groups of user pools and who is in them. Names are found ignoring case (R620); users are named by their username key. A group goes with
 * its pool, a membership with its group and with its user.
 */
export interface GroupStore {
  createGroup(group: Group, groupsPerPoolMax: number): Promise<'created' | 'exists' | 'pool-not-found' | 'too-many'>;
  findGroup(pool: UserPoolKey, name: string): Promise<Group | undefined>;
  /** By name, strictly behind the name `after`. */
  listGroups(pool: UserPoolKey, after: string | undefined, limit: number): Promise<Page<Group, string>>;
  /** Its answer is the group as it is now. */
  changeGroup(pool: UserPoolKey, name: string, change: GroupChange): Promise<Group | 'not-found'>;
  deleteGroup(pool: UserPoolKey, name: string): Promise<'deleted' | 'not-found'>;
  /** A member stays one. */
  addGroupMember(
    pool: UserPoolKey,
    groupName: string,
    usernameKey: string,
    groupsPerUserMax: number,
  ): Promise<MembershipChange | 'too-many'>;
  /** Who is no member stays none. */
  removeGroupMember(pool: UserPoolKey, groupName: string, usernameKey: string): Promise<MembershipChange>;
  /** By precedence, then by name, strictly behind `after`; empty for a user who does not exist. */
  listGroupsOfUser(
    pool: UserPoolKey,
    usernameKey: string,
    after: GroupCursor | undefined,
    limit: number,
  ): Promise<Page<Group, GroupCursor>>;
  /** Oldest users first, strictly behind `after`. */
  listGroupMembers(
    pool: UserPoolKey,
    groupName: string,
    after: UserCursor | undefined,
    limit: number,
  ): Promise<Page<User, UserCursor> | 'not-found'>;
}
