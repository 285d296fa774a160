import {
  type AttributeType,
  DescribeUserPoolCommand,
  ListUsersCommand,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../base/assert.ts';
import { askPatiently } from './ask-patiently.ts';
import type { DriverRun } from './driver-run.ts';

/** The most that ListUsers gives at once. */
const USERS_PER_PAGE = 60;

/** A user as ListUsers shows one: without groups and second factors. */
export interface ListedUser {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface UserPage {
  readonly users: readonly ListedUser[];
  /** Of the page after; undefined: it was the last. */
  readonly nextToken: string | undefined;
}

export type ListingRun = Pick<DriverRun, 'service' | 'clock' | 'pause' | 'report' | 'interruption'>;

/**
 * All users of a pool, page by page, at no more requests per second than the service takes. A page may be short and not be the last.
 * `AttributesToGet` is not used: it fails for a page on which a user lacks one of them. `after`: the token of an earlier listing.
 * @throws {DriverError} `server-lost` @throws the reason of the signal
 */
export async function* listUserPages(
  userPoolId: string,
  run: ListingRun,
  after?: string,
): AsyncGenerator<UserPage, void, void> {
  const pace = createPace(run);
  let token = after;
  do {
    await pace();
    const PaginationToken = token;
    const answer = await ask(
      new ListUsersCommand({ UserPoolId: userPoolId, Limit: USERS_PER_PAGE, PaginationToken }),
      run,
    );
    token = answer.PaginationToken;
    yield { users: (answer.Users ?? []).map(toListedUser), nextToken: token };
  } while (token !== undefined);
}

/** One that asks for users by what they are known by, at that same pace. */
export function createUserFinder(
  userPoolId: string,
  run: ListingRun,
): (attribute: string, value: string) => Promise<readonly ListedUser[]> {
  const pace = createPace(run);
  return async (attribute, value) => {
    await pace();
    const Filter = `${attribute} = "${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
    const answer = await ask(new ListUsersCommand({ UserPoolId: userPoolId, Filter, Limit: USERS_PER_PAGE }), run);
    return (answer.Users ?? []).map(toListedUser);
  };
}

/** How many users the pool has, about: Cognito's figure is some hours old. */
export async function estimateUserCount(userPoolId: string, run: ListingRun): Promise<number> {
  const { cognito } = run.service.clients;
  const asked = () => cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
  const { UserPool } = await askPatiently(asked, run, { signal: run.interruption.signal });
  return UserPool?.EstimatedNumberOfUsers ?? 0;
}

function ask(command: ListUsersCommand, run: ListingRun) {
  const { signal } = run.interruption;
  return askPatiently(() => run.service.clients.cognito.send(command, { abortSignal: signal }), run, { signal });
}

/** Resolves when the next request may be sent. */
function createPace({ service, clock, pause, interruption }: ListingRun): () => Promise<void> {
  const intervalMs = service.listsPerSecondMax === undefined ? 0 : 1_000 / service.listsPerSecondMax;
  let nextMs = clock.monotonicMs();
  return async () => {
    const waitMs = nextMs - clock.monotonicMs();
    if (waitMs > 0) await pause(waitMs, interruption.signal);
    nextMs = Math.max(nextMs, clock.monotonicMs() - intervalMs) + intervalMs;
  };
}

function toListedUser({ Username, Attributes = [] }: UserType): ListedUser {
  return { username: assertPresent(Username, 'a user has a name'), attributes: toRecord(Attributes) };
}

function toRecord(attributes: readonly AttributeType[]): Readonly<Record<string, string>> {
  return Object.fromEntries(attributes.map(({ Name, Value }) => [Name, Value ?? '']));
}
