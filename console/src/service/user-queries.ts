import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  type AttributeType,
  ListUsersCommand,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { queryOptions } from '@tanstack/react-query';
import type { Clients } from './clients.ts';
import { type ListedJob, listJobsOfPool } from './job-queries.ts';
import type { Page } from './page.ts';

/** What ListUsers can search by. */
export const SEARCHABLE = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'sub',
  'cognito:user_status',
  'status',
] as const;
export type Searchable = (typeof SEARCHABLE)[number];

/** Whether an attribute has one of a few words, which is chosen. */
export function isOfWords(name: Searchable): boolean {
  return name === 'cognito:user_status' || name === 'status';
}

export interface UserSearch {
  readonly by: Searchable;
  readonly how: 'is' | 'begins';
  readonly value: string;
}

/** A user as lists and pages show him. */
export interface ShownUser {
  readonly userName: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: string;
  readonly isEnabled: boolean;
  readonly createdAt: Date | undefined;
  readonly changedAt: Date | undefined;
  readonly factors: readonly string[];
}

/** `name`, or what it is put together from; empty if there is neither. */
export function personNameOf({ name, given_name: given, family_name: family }: ShownUser['attributes']): string {
  return name || [given, family].filter(Boolean).join(' ');
}

/** Whether the server made the user name up, as in pools whose users sign in with an address: nobody knows the user by it. */
export function hasMadeUpName({ userName, attributes }: ShownUser): boolean {
  return userName === attributes.sub;
}

/** What people call the user by: the user name, or an address where the server made the name up. */
export function calledNameOf(user: ShownUser): string {
  const { userName, attributes } = user;
  return (hasMadeUpName(user) && (attributes.email || attributes.phone_number)) || userName;
}

const USERS_PER_PAGE = 20;
const JOBS_PER_PAGE = 60;
const GROUPS_PER_PAGE = 60;
/** Enough for all jobs that a pool can have. */
const JOB_PAGES_MAX = 20;

export async function listUsers(
  { cognito }: Clients,
  poolId: string,
  search: UserSearch | undefined,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Page<ShownUser>> {
  const input = {
    UserPoolId: poolId,
    Limit: USERS_PER_PAGE,
    ...(token !== undefined && { PaginationToken: token }),
    ...(search && { Filter: writeFilter(search) }),
  };
  const { Users = [], PaginationToken } = await cognito.send(new ListUsersCommand(input), { abortSignal: signal });
  return { items: Users.map((user) => toShownUser(user, user.Attributes)), next: PaginationToken };
}

/** `email ^= "ann"`; quotation marks and backslashes of the value are escaped. */
export function writeFilter({ by, how, value }: UserSearch): string {
  return `${by} ${how === 'is' ? '=' : '^='} "${value.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
}

export function userQuery({ cognito }: Clients, poolId: string, userName: string) {
  return queryOptions({
    queryKey: ['user', poolId, userName],
    async queryFn({ signal }): Promise<ShownUser> {
      const input = { UserPoolId: poolId, Username: userName };
      const answer = await cognito.send(new AdminGetUserCommand(input), { abortSignal: signal });
      return { ...toShownUser(answer, answer.UserAttributes), factors: answer.UserMFASettingList ?? [] };
    },
  });
}

export function groupsOfUserQuery({ cognito }: Clients, poolId: string, userName: string) {
  return queryOptions({
    queryKey: ['groups-of-user', poolId, userName],
    async queryFn({ signal }): Promise<readonly string[]> {
      const input = { UserPoolId: poolId, Username: userName, Limit: GROUPS_PER_PAGE };
      const { Groups = [] } = await cognito.send(new AdminListGroupsForUserCommand(input), { abortSignal: signal });
      return Groups.flatMap(({ GroupName }) => GroupName ?? []);
    },
  });
}

/** The job in whose time the user was created; null if none ran then, or more than one. */
export function jobOfUserQuery(clients: Clients, poolId: string, createdAt: Date) {
  return queryOptions({
    queryKey: ['job-of-user', poolId, createdAt.getTime()],
    async queryFn({ signal }): Promise<ListedJob | null> {
      const running: ListedJob[] = [];
      let token: string | undefined;
      for (let page = 0; page < JOB_PAGES_MAX; page++) {
        const { items, next } = await listJobsOfPool(clients, poolId, token, signal, JOBS_PER_PAGE);
        running.push(...items.filter((job) => ranAt(job, createdAt)));
        if (next === undefined || running.length > 1) break;
        token = next;
      }
      return running.length === 1 ? (running[0] ?? null) : null;
    },
  });
}

function ranAt({ startedAt, completedAt }: ListedJob, at: Date): boolean {
  return startedAt !== undefined && startedAt <= at && (completedAt === undefined || completedAt >= at);
}

function toShownUser(
  user: Pick<UserType, 'Username' | 'UserStatus' | 'Enabled' | 'UserCreateDate' | 'UserLastModifiedDate'>,
  attributes: readonly AttributeType[] = [],
): ShownUser {
  return {
    userName: user.Username ?? '',
    attributes: Object.fromEntries(attributes.map(({ Name = '', Value = '' }) => [Name, Value])),
    status: user.UserStatus ?? 'UNKNOWN',
    isEnabled: user.Enabled ?? false,
    createdAt: user.UserCreateDate,
    changedAt: user.UserLastModifiedDate,
    factors: [],
  };
}
