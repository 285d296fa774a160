import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PoolUser {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A pool that answers as the API reference of Amazon Cognito says, and shares no code with Muster. */
export interface ListedPool {
  readonly url: string;
  readonly id: string;
  users: readonly PoolUser[];
  /** Not in a listing, as a user who was just created. */
  readonly unlisted: Set<string>;
  /** Members of DescribeUserPool. */
  settings: Readonly<Record<string, unknown>>;
  /** What to do with the next request for a page: `cut` closes the connection. */
  onPage: (pageNumber: number) => Promise<void> | void | 'throttle' | 'cut' | 'unknown-token' | 'error';
  /** Indexes of the first users of the pages that were given. */
  readonly given: number[];
  /** Filters that were asked for. */
  readonly filters: string[];
  close(): void;
}

const PAGE = 60;
const FILTER = /^(\w+) = "((?:[^"\\]|\\.)*)"$/;

export async function startListedPool(users: readonly PoolUser[] = []): Promise<ListedPool> {
  let pages = 0;
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const input = JSON.parse(await readBody(request));
    const refuse = (type: string, status = 400): void => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ __type: type, message: 'as the service says' }));
    };
    if (operation === 'ListUsers' && input.Filter === undefined) {
      pages += 1;
      const fault = await pool.onPage(pages);
      if (fault === 'cut') return void request.socket.destroy();
      if (fault === 'throttle') return refuse('TooManyRequestsException');
      if (fault === 'error') return refuse('InternalErrorException', 500);
      if (fault === 'unknown-token' && input.PaginationToken !== undefined) return refuse('InvalidParameterException');
    }
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer(operation, input, pool)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const pool: ListedPool = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    id: 'us-east-1_AbCdEfGhI',
    users,
    unlisted: new Set(),
    settings: {},
    onPage: () => undefined,
    given: [],
    filters: [],
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return pool;
}

interface Input {
  readonly Filter?: string;
  readonly PaginationToken?: string;
}

function answer(operation: string, { Filter, PaginationToken }: Input, pool: ListedPool): object {
  if (operation === 'DescribeUserPool') return describe(pool);
  if (Filter !== undefined) {
    pool.filters.push(Filter);
    const [, name = '', quoted = ''] = FILTER.exec(Filter) ?? [];
    const value = quoted.replaceAll(/\\(.)/g, '$1');
    return {
      Users: pool.users
        .filter(({ username, attributes }) => (name === 'username' ? username : attributes[name]) === value)
        .map(toUser),
    };
  }
  const first = PaginationToken === undefined ? 0 : Number(PaginationToken.slice('after '.length));
  pool.given.push(first);
  const listed = pool.users.slice(first, first + PAGE).filter(({ username }) => !pool.unlisted.has(username));
  const next = first + PAGE < pool.users.length ? { PaginationToken: `after ${first + PAGE}` } : {};
  return { Users: listed.map(toUser), ...next };
}

function describe({ id, settings, users }: ListedPool): object {
  const names = ['sub', 'email', 'email_verified', 'phone_number', 'phone_number_verified', 'name', 'birthdate'];
  return {
    UserPool: {
      Id: id,
      Name: 'people',
      AutoVerifiedAttributes: ['email', 'phone_number'],
      EstimatedNumberOfUsers: users.length,
      SchemaAttributes: [...names, 'custom:team'].map((Name) => ({
        Name,
        AttributeDataType: Name.endsWith('_verified') ? 'Boolean' : 'String',
      })),
      ...settings,
    },
  };
}

function toUser({ username, attributes }: PoolUser): object {
  return {
    Username: username,
    Attributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    Enabled: true,
    UserStatus: 'RESET_REQUIRED',
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
