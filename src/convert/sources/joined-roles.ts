import type { Joined, JoinedRow, SourceJoin } from '../joins/joined.ts';
import type { JsonObject } from '../records/json.ts';
import { cellOf } from './table-values.ts';

/** Names of columns. */
export interface RoleColumns {
  /** In the table that says who has which role. */
  readonly userId: string;
  readonly roleId: string;
  /** In the table of roles; the name may stand in the other one too. */
  readonly id: string;
  readonly name: string;
}

const NO_ROLES: readonly string[] = [];

/**
 * Roles of users, in one file or in two (R692): rows of a user and a role, and rows of a role and its name. `rowOf` makes a row of a
 * record; undefined for one that is of something else.
 */
export function rolesJoin(
  columns: RoleColumns,
  rowOf: (record: JsonObject) => JsonObject | undefined = (record) => record,
): SourceJoin {
  return {
    lists: [],
    needs: `a ${columns.userId} and a ${columns.roleId}, or a ${columns.id} and a ${columns.name}`,
    read: (record) => {
      const row = rowOf(record);
      return row === undefined ? undefined : readRole(row, columns);
    },
  };
}

function readRole(row: JsonObject, columns: RoleColumns): JoinedRow | undefined {
  const userId = cellOf(row[columns.userId]);
  const name = cellOf(row[columns.name]);
  if (userId !== undefined) {
    const role = cellOf(row[columns.roleId]);
    return role === undefined && name === undefined
      ? undefined
      : { keys: [userKey(userId)], kept: { role, ...(name === undefined ? {} : { name }) } };
  }
  const id = cellOf(row[columns.id]);
  return id === undefined || name === undefined ? undefined : { keys: [roleKey(id)], kept: { name } };
}

/** The names of the roles of a user; the id of a role whose name is in none of the files. */
export function findRoles(userId: string, joined: Joined): readonly string[] {
  if (!joined.has('roles')) return NO_ROLES;
  const names = joined
    .find('roles', userKey(userId))
    .map(({ role, name }) => cellOf(name) ?? findRoleName(cellOf(role) ?? '', joined));
  return names.length < 2 ? names : [...new Set(names)];
}

/** The name of a role; its id if no file has the name. */
export function findRoleName(id: string, joined: Joined): string {
  const [role] = joined.has('roles') ? joined.find('roles', roleKey(id)) : [];
  return cellOf(role?.name) ?? id;
}

function userKey(id: string): string {
  return `user ${id}`;
}

function roleKey(id: string): string {
  return `role ${id}`;
}
