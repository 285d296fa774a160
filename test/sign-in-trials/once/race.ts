import { assert, assertPresent } from '../../../src/base/assert.ts';
import { callMuster } from '../../call-muster.ts';
import type { PublicAnswer, PublicConnection } from '../public-connection.ts';

/** A connection to each node. */
export type Pair = readonly [PublicConnection, PublicConnection];

export interface Racecourse {
  readonly pair: Pair;
  /** Of either node. */
  readonly url: string;
  readonly userPoolId: string;
  readonly apps: { readonly plain: string; readonly rotating: string };
}

/** What came of one race: `undefined` if it ended as it should. */
export type Fault = string | undefined;

/** Something that may happen once, sent to two nodes in one instant, for one user; numbers of rounds differ in who is served first. */
export interface Race {
  readonly name: string;
  /** Whether it changes the stored password of the user, once. */
  readonly changesPassword?: boolean;
  run(course: Racecourse, username: string, round: number): Promise<Fault>;
}

/** A message to each node, both written before anything is read. Resolves with the answers in the order of the nodes. */
export async function sendBoth(
  { pair }: Racecourse,
  round: number,
  send: (connection: PublicConnection, index: number) => Promise<PublicAnswer>,
): Promise<PublicAnswer[]> {
  for (const connection of pair) await connection.ready();
  const order = round % 2 === 0 ? [0, 1] : [1, 0];
  const answers = await Promise.all(
    order.map((index) => send(assertPresent(pair[index], 'there are two nodes'), index)),
  );
  return round % 2 === 0 ? answers : answers.toReversed();
}

export function tell(answers: readonly PublicAnswer[]): string {
  return answers.map(({ errorCode, status }) => errorCode ?? String(status)).join(' and ');
}

/** Exactly one succeeds, and the other is told that of which the name is given. */
export function judgeOnce(answers: readonly PublicAnswer[], refusal: string): Fault {
  const refused = answers.filter(({ status }) => status !== 200);
  const isGood = answers.length === 2 && refused.length === 1 && refused[0]?.errorCode === refusal;
  return isGood ? undefined : `answered ${tell(answers)}`;
}

export async function signIn(connection: PublicConnection, ClientId: string, USERNAME: string, PASSWORD: string) {
  const AuthParameters = { USERNAME, PASSWORD };
  return connection.send('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
}

export function resultOf({ body, status }: PublicAnswer): Readonly<Record<string, string>> {
  assert(status === 200, `signed in, not ${JSON.stringify(body)}`);
  return body.AuthenticationResult as Record<string, string>;
}

/** Which of the two nodes begins: another one from round to round. */
export function nodeOf({ pair }: Racecourse, round: number): PublicConnection {
  return assertPresent(pair[round % 2], 'there are two nodes');
}

/** The code of the newest message to an address. */
export async function codeTo({ url, userPoolId }: Racecourse, To: string): Promise<string> {
  const { Messages } = await callMuster(url, 'ListMessages', { UserPoolId: userPoolId, To });
  return assertPresent(Messages?.[0]?.Code, 'the code is in the inbox');
}

/** Of an answer that has to be a success. */
export function bodyOf({ body, status }: PublicAnswer): PublicAnswer['body'] {
  assert(status === 200, `answered, not ${JSON.stringify(body)}`);
  return body;
}
