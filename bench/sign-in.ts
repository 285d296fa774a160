import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { clientOptions } from '../test/drive-import.ts';
import { startServerProcess } from '../test/server-process.ts';
import { COGNITO_LOCAL_VERSION, startCognitoLocal } from './cognito-local.ts';
import { readCpuSeconds } from './cpu-time.ts';
import { measureOpenssl, type OpensslSpeed } from './openssl-speed.ts';
import { measureSignInLatency } from './sign-in-latency.ts';
import {
  checkTokens,
  createPeople,
  createRefresh,
  type People,
  type SignIn,
  signInByPassword,
  signInBySrp,
} from './sign-in-people.ts';
import { SignedConnection } from './signed-connection.ts';
import { type Figure, median, type Trial } from './trial.ts';

const PEOPLE = 100;
/** Each of the people, so often: then the functions are compiled, and each has a refresh token. */
const WARM_UPS = 5;
const ROUNDS = 5;
const CALLERS = 8;

interface Flow {
  readonly name: string;
  readonly signIn: SignIn;
  /** What it cannot do without: an ID token and an access token that others verify. */
  readonly signatures: number;
  /**
   * Powers with exponents of 256 bits: to judge a password, that of the generator which must be the verifier; in SRP, g to b for B, and
   * v to u and then A times that to b for the shared number.
   */
  readonly powers: number;
}

function createFlows(): readonly Flow[] {
  return [
    { name: 'password', signIn: signInByPassword, signatures: 2, powers: 1 },
    { name: 'SRP', signIn: signInBySrp, signatures: 2, powers: 3 },
    { name: 'refresh', signIn: createRefresh(), signatures: 2, powers: 0 },
  ];
}

export const signIn: Trial = {
  name: 'sign-in',
  about: `processor time of a sign-in, against its signatures and powers alone by openssl speed (2 signatures; password 1 power, SRP 3, refresh none; aims: 45 %, 65 %), and p99 of two calls while others sign in with argon2id hashes and while users are imported (aim: at most 5 times idle)`,
  runs: 5,
  async run() {
    const theirs = await measureCognitoLocal();
    const server = await startServerProcess();
    const client = new CognitoIdentityProviderClient(clientOptions(server.url));
    try {
      const people = await createPeople(client, PEOPLE);
      const flows = await measureFlows(server, people);
      const latency = await measureSignInLatency({ server, client, people });
      const memory = { name: 'peak memory of the server', value: server.peakMemoryBytes() / 1e6, unit: 'MB' };
      return [...flows, theirs, ...latency, memory];
    } finally {
      client.destroy();
      await server.stop();
    }
  },
};

async function measureFlows(
  { url, pid }: { readonly url: string; readonly pid: number },
  people: People,
): Promise<Figure[]> {
  const flows = createFlows();
  const connections = await openConnections(url);
  const [first] = connections;
  if (first) await checkTokens(url, first, people);
  for (const { signIn } of flows) {
    for (let time = 0; time < WARM_UPS; time += 1) await signInAll(connections, people, signIn);
  }
  const seconds = new Map<Flow, number[]>(flows.map((flow) => [flow, []]));
  const speeds: OpensslSpeed[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    speeds.push(measureOpenssl());
    for (const flow of flows) {
      const before = readCpuSeconds(pid);
      await signInAll(connections, people, flow.signIn);
      seconds.get(flow)?.push((readCpuSeconds(pid) - before) / people.usernames.length);
    }
  }
  for (const connection of connections) connection.close();
  const signature = median(speeds.map((speed) => speed.signature));
  const power = median(speeds.map((speed) => speed.power));
  return [
    { name: 'openssl speed: a signature', value: signature * 1_000, unit: 'ms' },
    { name: 'openssl speed: a power', value: power * 1_000, unit: 'ms' },
    ...flows.flatMap((flow) => {
      const taken = median(seconds.get(flow) ?? []);
      const needed = flow.signatures * signature + flow.powers * power;
      return [
        { name: `${flow.name}, processor time of the server`, value: taken * 1_000, unit: 'ms' },
        { name: `${flow.name}, its signatures and powers of it`, value: (100 * needed) / taken, unit: '%' },
      ];
    }),
  ];
}

async function measureCognitoLocal(): Promise<Figure> {
  const cognitoLocal = await startCognitoLocal();
  const client = new CognitoIdentityProviderClient(clientOptions(cognitoLocal.url));
  try {
    const people = await createPeople(client, PEOPLE);
    const connections = await openConnections(cognitoLocal.url);
    for (let time = 0; time < WARM_UPS; time += 1) await signInAll(connections, people, signInByPassword);
    const before = readCpuSeconds(cognitoLocal.pid);
    await signInAll(connections, people, signInByPassword);
    const seconds = (readCpuSeconds(cognitoLocal.pid) - before) / PEOPLE;
    for (const connection of connections) connection.close();
    const name = `USER_PASSWORD_AUTH of cognito-local ${COGNITO_LOCAL_VERSION}, its processor time`;
    return { name, value: seconds * 1_000, unit: 'ms' };
  } finally {
    client.destroy();
    await cognitoLocal.stop();
  }
}

function openConnections(url: string): Promise<SignedConnection[]> {
  return Promise.all(Array.from({ length: CALLERS }, () => SignedConnection.open(url)));
}

/** Each of the people once. */
async function signInAll(connections: readonly SignedConnection[], people: People, signIn: SignIn): Promise<void> {
  const waiting = [...people.usernames];
  const caller = async (connection: SignedConnection) => {
    for (let username = waiting.pop(); username !== undefined; username = waiting.pop()) {
      await signIn(connection, people, username);
    }
  };
  await Promise.all(connections.map(caller));
}
