import type { CreateUserPoolCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import type { PoolToCheckAgainst } from '../../../../src/check/pool-to-check-against.ts';
import { customNamesOf } from './worker/pool-of-plan.ts';
import type { PoolPlan, ProposedRequest } from './worker/tasks.ts';

/** Into what a file is imported. */
export type PoolChoice = { readonly kind: 'existing'; readonly poolId: string | undefined } | NewPoolChoice;

export interface NewPoolChoice {
  readonly kind: 'new';
  readonly name: string;
  readonly signIn: 'username' | 'email';
}

const POOL_NAME_CHARACTERS_MAX = 128;
const NAMELESS = 'import';

/** The pool that a conversion proposes. */
export interface Proposal {
  readonly request: ProposedRequest;
  readonly pool: PoolToCheckAgainst;
}

/** The name of a file without its ending, in the characters that CreateUserPool takes: `customers` of `customers.csv`. */
export function poolNameOf(fileName = ''): string {
  const name = fileName
    .replace(/\.[^.]*$/, '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9_ +=,.@-]+/g, '-')
    .slice(0, POOL_NAME_CHARACTERS_MAX)
    .replaceAll(/^[-. ]+|[-. ]+$/g, '');
  return name === '' ? NAMELESS : name;
}

/** The name, or `customers-2` and so on where others have it: two pools of one name would be hard to tell from each other. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? '' : `-${count}`;
    const numbered = `${name.slice(0, POOL_NAME_CHARACTERS_MAX - suffix.length)}${suffix}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** How a file is judged for a new pool. */
export function planOfNewPool(choice: NewPoolChoice, proposal: Proposal | undefined, description: string): PoolPlan {
  if (proposal !== undefined) return { kind: 'given', pool: { ...proposal.pool, description } };
  return { kind: 'of-header', description, usernameAttributes: choice.signIn === 'email' ? ['email'] : [] };
}

/** The request that creates it; `columns` are those of the file. */
export function requestOfNewPool(
  { name, signIn }: NewPoolChoice,
  proposal: Proposal | undefined,
  columns: readonly string[],
): CreateUserPoolCommandInput {
  // Made by the code that judged the file: it is input of CreateUserPool.
  if (proposal !== undefined) return { ...(proposal.request as unknown as CreateUserPoolCommandInput), PoolName: name };
  const custom = customNamesOf(columns);
  return {
    PoolName: name,
    AutoVerifiedAttributes: ['email', 'phone_number'],
    UsernameConfiguration: { CaseSensitive: false },
    ...(signIn === 'email' && { UsernameAttributes: ['email'] }),
    ...(custom.length > 0 && {
      Schema: custom.map((Name) => ({ Name, AttributeDataType: 'String', Mutable: true })),
    }),
  };
}
