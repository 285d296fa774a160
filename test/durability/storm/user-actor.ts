import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientOptions } from '../../drive-import.ts';
import type { Storming } from './import-actor.ts';
import { isAway } from './stormy-server.ts';

/** A user as the API shows it, in one word: its nickname and whether it is enabled; undefined: it is not there. */
type State = string | undefined;

const USERS_MAX = 400;
/** Whoever was told that a user is there, or gone, is not refused with these. */
const CONTRADICTIONS = new Set(['UserNotFoundException', 'UsernameExistsException']);

export interface UserTally {
  acknowledged: number;
  unanswered: number;
}

/**
 * Makes, changes and deletes users through the storm. What was answered must hold ever after; what was not may have happened or not:
 * each user has the states it may be in, and is looked at when all is over.
 */
export async function changeUsersThroughStorm(storming: Storming, userPoolId: string): Promise<UserTally> {
  const { server, random } = storming;
  const client = new CognitoIdentityProviderClient({ ...clientOptions(server.url), maxAttempts: 1 });
  const tally: UserTally = { acknowledged: 0, unanswered: 0 };
  const possible = new Map<string, readonly State[]>();
  let number = 0;
  while (!server.isOver) {
    const settled = [...possible].filter(([, states]) => states.length === 1 && states[0] !== undefined);
    const isNew = settled.length === 0 || (possible.size < USERS_MAX && random.chance(40));
    const [name, states] = isNew
      ? [`user-${++number}`, [undefined]]
      : (settled[random.below(settled.length)] ?? ['', []]);
    const change = isNew
      ? creation(userPoolId, name)
      : drawChange(userPoolId, name, states[0], random.below(3), ++number);
    try {
      await client.send(change.command as AdminCreateUserCommand);
      possible.set(name, [change.state]);
      tally.acknowledged += 1;
    } catch (error) {
      if (error instanceof Error && CONTRADICTIONS.has(error.name)) {
        storming.report(`kill ${server.kills}, ${name}: ${error.name}, though it was ${describe(states)}`);
        possible.delete(name);
        continue;
      }
      if (!isAway(error)) throw error;
      possible.set(name, [...states, change.state]);
      tally.unanswered += 1;
      await server.persist(() => fetch(`${server.url}/health`));
    }
  }
  for (const [name, states] of possible) {
    const state = await readState(client, userPoolId, name);
    if (!states.includes(state)) storming.report(`${name} is ${describe([state])}, not ${describe(states)}`);
  }
  client.destroy();
  return tally;
}

function describe(states: readonly State[]): string {
  return states.map((state) => state ?? 'missing').join(' or ');
}

function creation(UserPoolId: string, Username: string) {
  return { command: new AdminCreateUserCommand({ UserPoolId, Username }), state: 'none enabled' };
}

function drawChange(UserPoolId: string, Username: string, state: State, kind: number, number: number) {
  const [nickname = '', enabled = ''] = (state ?? '').split(' ');
  if (kind === 0) return { command: new AdminDeleteUserCommand({ UserPoolId, Username }), state: undefined };
  if (kind === 1)
    return { command: new AdminDisableUserCommand({ UserPoolId, Username }), state: `${nickname} disabled` };
  const UserAttributes = [{ Name: 'nickname', Value: `n${number}` }];
  return {
    command: new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }),
    state: `n${number} ${enabled}`,
  };
}

async function readState(client: CognitoIdentityProviderClient, UserPoolId: string, Username: string): Promise<State> {
  try {
    const { UserAttributes = [], Enabled } = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
    const nickname = UserAttributes.find(({ Name }) => Name === 'nickname')?.Value ?? 'none';
    return `${nickname} ${Enabled ? 'enabled' : 'disabled'}`;
  } catch (error) {
    if (error instanceof Error && error.name === 'UserNotFoundException') return undefined;
    throw error;
  }
}
