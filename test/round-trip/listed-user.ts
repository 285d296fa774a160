/** What ListUsers shows of a user, but for what no file can bring (R217). */
export interface ListedUser {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface UsersPage {
  readonly Users?: readonly {
    readonly Username?: string;
    readonly Attributes?: readonly { readonly Name?: string; readonly Value?: string }[];
  }[];
  readonly PaginationToken?: string;
}

/** All users of a pool, page by page. */
export async function readUsers(
  listPage: (page: { readonly PaginationToken?: string }) => Promise<UsersPage>,
): Promise<ListedUser[]> {
  const users: ListedUser[] = [];
  let token: string | undefined;
  do {
    const page = await listPage(token === undefined ? {} : { PaginationToken: token });
    for (const { Username = '', Attributes = [] } of page.Users ?? []) {
      const entries = Attributes.filter(({ Name }) => Name !== 'sub').map(({ Name = '', Value = '' }) => [Name, Value]);
      users.push({ username: Username, attributes: Object.fromEntries(entries) });
    }
    token = page.PaginationToken;
  } while (token !== undefined);
  return users;
}
