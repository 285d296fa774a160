/** A filter of ListUsers that was parsed and checked. `name` is an attribute, or `username`, `sub`, `status` (enabled or not), `cognito:user_status`. */
export interface UserFilter {
  readonly name: string;
  readonly operator: '=' | '^=';
  readonly value: string;
}

/** Key of the last user of a page; the next page begins behind it. */
export type UserCursor = number;

export interface UserQuery {
  readonly filter?: UserFilter;
  readonly after?: UserCursor;
  readonly limit: number;
}
