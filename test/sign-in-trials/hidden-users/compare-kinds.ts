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

/** One try, of which the last answer counts. */
type Step = (connection: PublicConnection, ClientId: string, name: string) => Promise<readonly Tried[]>;
interface Tried {
  readonly step: string;
  readonly answer: PublicAnswer;
}

const srp = new SrpClient(randomBytes(32));

const STEPS: readonly Step[] = [
  async (connection, ClientId, USERNAME) => {
    const AuthParameters = { USERNAME, PASSWORD: `Wrong-Password-${USERNAME}-2` };
    const answer = await connection.send('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    return [{ step: 'password', answer }];
  },
  async (connection, ClientId, USERNAME) => {
    const AuthParameters = { USERNAME, SRP_A: srp.publicAText };
    const first = await connection.send('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
    const { ChallengeParameters = {} } = first.body as { ChallengeParameters?: Record<string, string> };
    const ChallengeResponses = {
      USERNAME: ChallengeParameters.USER_ID_FOR_SRP ?? '',
      PASSWORD_CLAIM_SECRET_BLOCK: ChallengeParameters.SECRET_BLOCK ?? '',
      // What the claim of a wrong password is: 32 bytes that are not the right ones.
      PASSWORD_CLAIM_SIGNATURE: randomBytes(32).toString('base64'),
      TIMESTAMP,
    };
    const answer = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses } as const;
    const second = await connection.send('RespondToAuthChallenge', answer);
    return [
      { step: 'SRP, first step', answer: first },
      { step: 'SRP, second step', answer: second },
    ];
  },
  async (connection, ClientId, Username) => [
    { step: 'ForgotPassword', answer: await connection.send('ForgotPassword', { ClientId, Username }) },
  ],
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
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    });
    const ClientId = await pool.createApp({ PreventUserExistenceErrors: 'ENABLED' });
    const names = await makeKinds(pool, Math.ceil(triesPerKind / TRIES_PER_NAME), seed);
    const warmUp = await makeKinds(pool, Math.ceil(WARM_UP_TRIES_PER_KIND / TRIES_PER_NAME), seed + 1);
    pool.close();
    const connection = await PublicConnection.open(server);
    for (const step of STEPS) {
      await callMuster(server.url, 'MoveClock', { Seconds: FORGOTTEN_SECONDS });
      await runStep(server, connection, ClientId, step, warmUp, seed);
      figures.push(...(await runStep(server, connection, ClientId, step, names, seed)));
    }
    connection.close();
  } finally {
    await server.stop();
  }
  return figures;
}

interface KindTries {
  readonly elapsedMs: number[];
  readonly processorMs: number[];
}

async function runStep(
  { pid }: SearchedServer,
  connection: PublicConnection,
  ClientId: string,
  step: Step,
  names: KindNames,
  seed: number,
): Promise<StepFigures[]> {
  const tries = new Map<string, Record<Kind, KindTries>>();
  const shapes = new Map<string, Map<string, Set<Kind>>>();
  for (const [kind, name] of alternate(names, TRIES_PER_NAME, seed)) {
    const before = processorMs(pid);
    const tried = await step(connection, ClientId, name);
    const spentMs = processorMs(pid) - before;
    for (const { step: stepName, answer } of tried) {
      const ofStep = tries.get(stepName) ?? noTries();
      tries.set(stepName, ofStep);
      ofStep[kind].elapsedMs.push(answer.elapsedMs);
      ofStep[kind].processorMs.push(spentMs);
      const ofShapes = shapes.get(stepName) ?? new Map<string, Set<Kind>>();
      shapes.set(stepName, ofShapes);
      const shape = shapeOfAnswer(answer);
      ofShapes.set(shape, (ofShapes.get(shape) ?? new Set<Kind>()).add(kind));
    }
  }
  return [...tries].map(([stepName, byKind]) => ({
    step: stepName,
    medianMs: mapKinds((kind) => median(byKind[kind].elapsedMs)),
    medianProcessorMs: mapKinds((kind) => median(byKind[kind].processorMs)),
    shapes: shapes.get(stepName) ?? new Map(),
  }));
}

function noTries(): Record<Kind, KindTries> {
  return mapKinds(() => ({ elapsedMs: [], processorMs: [] }));
}

function mapKinds<Value>(makeValue: (kind: Kind) => Value): Record<Kind, Value> {
  return Object.fromEntries(KINDS.map((kind) => [kind, makeValue(kind)])) as Record<Kind, Value>;
}

/** By how much the value of a kind that is farthest from that of unknown users differs from it: 0.05 is 5 %. */
export function farthestFromUnknown(values: Readonly<Record<Kind, number>>): number {
  return Math.max(...KINDS.map((kind) => Math.abs(values[kind] / values.unknown - 1)));
}
