import { randomBytes } from 'node:crypto';
import { median } from '../../../bench/trial.ts';
import { SrpClient } from '../../../src/domain/sign-in/srp-client.fixture.ts';
import { callMuster } from '../../call-muster.ts';
import { type SearchedServer, startSearchedServer } from '../../searched-logs/searched-server.ts';
import { type PublicAnswer, PublicConnection } from '../public-connection.ts';
import { TrialPool } from '../trial-pool.ts';
import { alternate, KINDS, type Kind, type KindNames, makeKinds } from './hidden-kinds.ts';
import { processorMs } from './processor-time.ts';
import { shapeOfAnswer } from './shape-of-answer.ts';

/** Fewer than lock a user out (S18), and than may ask for codes within the hour (S42). */
const TRIES_PER_NAME = 4;
/** By then all attempts and requests for codes are forgotten. */
const FORGOTTEN_SECONDS = 2 * 60 * 60;
const WARM_UP_TRIES_PER_KIND = 100;
const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';

export interface StepFigures {
  /** What is tried: `password`. */
  readonly step: string;
  /** Of a whole try as a client sees it. */
  readonly medianMs: Readonly<Record<Kind, number>>;
  /** Of all threads of the server, during a try. */
  readonly medianProcessorMs: Readonly<Record<Kind, number>>;
  /** All that came, each with the kinds that it came for. One is as it should be. */
  readonly shapes: ReadonlyMap<string, ReadonlySet<Kind>>;
}

export interface ComparisonOptions {
  readonly triesPerKind: number;
  readonly seed: number;
  readonly flags?: readonly string[];
}

/** Sends a request as one step of a try, and measures it. */
type Measure = (
  step: string,
  sending: (connection: PublicConnection) => Promise<PublicAnswer>,
) => Promise<PublicAnswer>;

/** One try at a user, of one request or several. */
type Try = (measure: Measure, ClientId: string, name: string) => Promise<void>;

const srp = new SrpClient(randomBytes(32));

const TRIES: readonly Try[] = [
  async (measure, ClientId, USERNAME) => {
    const AuthParameters = { USERNAME, PASSWORD: `Wrong-Password-${USERNAME}-2` };
    const input = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
    await measure('password', (connection) => connection.send('InitiateAuth', input));
  },
  async (measure, ClientId, USERNAME) => {
    const AuthParameters = { USERNAME, SRP_A: srp.publicAText };
    const begin = { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters } as const;
    const { body } = await measure('SRP, first step', (connection) => connection.send('InitiateAuth', begin));
    const { USER_ID_FOR_SRP = '', SECRET_BLOCK = '' } = body.ChallengeParameters as Record<string, string>;
    const ChallengeResponses = {
      USERNAME: USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      // What the claim of a wrong password is: 32 bytes that are not the right ones.
      PASSWORD_CLAIM_SIGNATURE: randomBytes(32).toString('base64'),
      TIMESTAMP,
    };
    const answer = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses } as const;
    await measure('SRP, second step', (connection) => connection.send('RespondToAuthChallenge', answer));
  },
  async (measure, ClientId, Username) => {
    await measure('ForgotPassword', (connection) => connection.send('ForgotPassword', { ClientId, Username }));
  },
  async (measure, ClientId, Username) => {
    const asked = { ClientId, Username };
    await measure('ResendConfirmationCode', (connection) => connection.send('ResendConfirmationCode', asked));
    const answer = { ...asked, ConfirmationCode: '000000' };
    await measure('ConfirmSignUp', (connection) => connection.send('ConfirmSignUp', answer));
  },
];

/** Tries users of all kinds in turn, as a client that hides users, and tells what could be seen of them. Ends the server, whose logs are searched. */
export async function compareKinds({ triesPerKind, seed, flags = [] }: ComparisonOptions): Promise<StepFigures[]> {
  const server = await startSearchedServer({
    logLevel: 'info',
    flags: ['--test-controls', 'on', '--request-rate-percent', '0', ...flags],
  });
  const figures: StepFigures[] = [];
  try {
    const pool = await TrialPool.create(server, {
      UsernameConfiguration: { CaseSensitive: false },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    });
    const ClientId = await pool.createApp({ PreventUserExistenceErrors: 'ENABLED' });
    const names = await makeKinds(pool, Math.ceil(triesPerKind / TRIES_PER_NAME), seed);
    const warmUp = await makeKinds(pool, Math.ceil(WARM_UP_TRIES_PER_KIND / TRIES_PER_NAME), seed + 1);
    pool.close();
    const connection = await PublicConnection.open(server);
    for (const tryUser of TRIES) {
      await callMuster(server.url, 'MoveClock', { Seconds: FORGOTTEN_SECONDS });
      await runTries(server, connection, ClientId, tryUser, warmUp, seed);
      figures.push(...(await runTries(server, connection, ClientId, tryUser, names, seed)));
    }
    connection.close();
  } finally {
    await server.stop();
  }
  return figures;
}

interface Measured {
  readonly elapsedMs: number[];
  readonly processorMs: number[];
}

interface StepTries {
  readonly byKind: Readonly<Record<Kind, Measured>>;
  readonly shapes: Map<string, Set<Kind>>;
}

async function runTries(
  { pid }: SearchedServer,
  connection: PublicConnection,
  ClientId: string,
  tryUser: Try,
  names: KindNames,
  seed: number,
): Promise<StepFigures[]> {
  const steps = new Map<string, StepTries>();
  for (const [kind, name] of alternate(names, TRIES_PER_NAME, seed)) {
    const measure: Measure = async (step, sending) => {
      const before = processorMs(pid);
      const answer = await sending(connection);
      const spentMs = processorMs(pid) - before;
      const { byKind, shapes } = steps.get(step) ?? { byKind: nothingMeasured(), shapes: new Map<string, Set<Kind>>() };
      steps.set(step, { byKind, shapes });
      byKind[kind].elapsedMs.push(answer.elapsedMs);
      byKind[kind].processorMs.push(spentMs);
      const shape = shapeOfAnswer(answer);
      shapes.set(shape, (shapes.get(shape) ?? new Set<Kind>()).add(kind));
      return answer;
    };
    await tryUser(measure, ClientId, name);
  }
  return [...steps].map(([step, { byKind, shapes }]) => ({
    step,
    medianMs: mapKinds((kind) => median(byKind[kind].elapsedMs)),
    medianProcessorMs: mapKinds((kind) => median(byKind[kind].processorMs)),
    shapes,
  }));
}

function nothingMeasured(): Record<Kind, Measured> {
  return mapKinds(() => ({ elapsedMs: [], processorMs: [] }));
}

function mapKinds<Value>(makeValue: (kind: Kind) => Value): Record<Kind, Value> {
  return Object.fromEntries(KINDS.map((kind) => [kind, makeValue(kind)])) as Record<Kind, Value>;
}

/** By how much the value of a kind that is farthest from that of unknown users differs from it: 0.05 is 5 %. */
export function farthestFromUnknown(values: Readonly<Record<Kind, number>>): number {
  return Math.max(...KINDS.map((kind) => Math.abs(values[kind] / values.unknown - 1)));
}
