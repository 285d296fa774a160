import { setTimeout as wait } from 'node:timers/promises';
import { startMuster } from '../../src/index.ts';

/** The service that the scenarios run against. AWS clients made without any option reach it while it is open. */
export interface Target {
  readonly isAws: boolean;
  /** Waits until a role that was just made is seen by other services. */
  settleRole(): Promise<void>;
  /** Asks again until there is an answer; throws when that takes too long. */
  poll<Answer>(what: string, ask: () => Promise<Answer | undefined>): Promise<Answer>;
  close(): Promise<void>;
}

type Environment = Record<string, string | undefined>;

/** How often and how long AWS is asked: a job of two users may wait for minutes. */
const AWS_POLL_MS = 3_000;
const AWS_WAIT_MS_MAX = 10 * 60_000;
/** A role is seen by other services after about 10 s. */
const AWS_ROLE_SETTLES_MS = 15_000;
const MUSTER_POLL_MS = 10;
const MUSTER_WAIT_MS_MAX = 60_000;

export function isAwsWanted(environment: Environment): boolean {
  return environment.MUSTER_TEST_AWS === '1';
}

/**
 * Real AWS with the credentials and region of the machine if the environment says `MUSTER_TEST_AWS=1`; otherwise a server inside this
 * process, to which the environment then points.
 */
export async function openTarget(environment: Environment): Promise<Target> {
  return isAwsWanted(environment) ? openAws(environment) : openMuster(environment);
}

function openAws(environment: Environment): Target {
  const elsewhere = Object.keys(environment).find((name) => name.startsWith('AWS_ENDPOINT_URL'));
  if (elsewhere !== undefined) throw new Error(`${elsewhere} is set: what would be verified is not AWS`);
  return {
    isAws: true,
    settleRole: () => wait(AWS_ROLE_SETTLES_MS),
    poll: (what, ask) => poll(what, ask, AWS_POLL_MS, AWS_WAIT_MS_MAX),
    close: async () => {},
  };
}

async function openMuster(environment: Environment): Promise<Target> {
  const muster = await startMuster();
  const before = takeAws(environment);
  Object.assign(environment, {
    AWS_ENDPOINT_URL: muster.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: muster.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: muster.credentials.secretAccessKey,
  });
  return {
    isAws: false,
    settleRole: async () => {},
    poll: (what, ask) => poll(what, ask, MUSTER_POLL_MS, MUSTER_WAIT_MS_MAX),
    async close() {
      takeAws(environment);
      Object.assign(environment, before);
      await muster.stop();
    },
  };
}

/** Takes all that steers AWS clients out of the environment, and returns it: a profile or a session token would be sent along. */
function takeAws(environment: Environment): Environment {
  const taken = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('AWS_')));
  for (const name of Object.keys(taken)) delete environment[name];
  return taken;
}

async function poll<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined>,
  everyMs: number,
  waitMsMax: number,
): Promise<Answer> {
  const deadline = Date.now() + waitMsMax;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what} took longer than ${waitMsMax / 1_000} s`);
    await wait(everyMs);
  }
}
