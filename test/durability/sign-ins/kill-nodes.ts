import { setTimeout as wait } from 'node:timers/promises';
import type { RandomSource } from '../../../src/cli/generate/random-source.ts';
import type { ExpiringCodes } from './expiring-codes.ts';
import type { Happenings } from './happenings.ts';
import type { CallsTally } from './storm-calls.ts';
import type { StormCluster } from './storm-cluster.ts';
import type { StormNode } from './storm-node.ts';
import { MOODS, type StormyMail } from './stormy-mail.ts';

/** What a kill is to fall into; what must not be torn: an imported hash, a reset, a code, a device. */
const TARGETS = [
  'USER_PASSWORD_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
  'ForgotPassword',
  'ConfirmForgotPassword',
  'ConfirmForgotPassword',
  'AdminResetUserPassword',
  'AdminSetUserPassword',
  'ChangePassword',
  'NEW_PASSWORD_REQUIRED',
  'AdminCreateUser',
  'SignUp',
  'ConfirmSignUp',
  'session of ConfirmSignUp',
  'EMAIL_OTP',
  'answer to EMAIL_OTP',
  'answer to SOFTWARE_TOKEN_MFA',
  'VerifySoftwareToken',
  'UpdateUserAttributes',
  'VerifyUserAttribute',
  'ConfirmDevice',
  'ConfirmDevice',
  'UpdateDeviceStatus',
  'ForgetDevice',
  'ForgetDevice',
  'answer to DEVICE_PASSWORD_VERIFIER',
  'mail',
  'mail',
  'write',
  'write',
  'write',
  'write',
] as const;

/** A rare operation begins every ten seconds or so. */
const PATIENCE_MS = 8_000;
/** Calls that are answered before the next kill, so that people get on with their lives; a busy machine needs a while for them. */
const ANSWERED_MAX = 16;
const ANSWERED_MS_MAX = 12_000;
/** Kills are spread over so much of the time that such an operation takes. */
const SPREAD = 1.2;
/** Or right after the first commit since the operation began: whatever else it writes comes next. */
const COMMITTED_PERCENT = 40;
/** After a step of a delivery, and after a commit: what follows follows at once. */
const MAIL_MS_MAX = 12;
const WRITE_MS_MAX = 4;
const POLL_MS = 10;
const ANY_MOMENT_PERCENT = 10;
const RUNNING_MS_MAX = 1_000;
const KILLED_WHILE_STARTING_PERCENT = 15;
const STARTING_MS_MAX = 900;
/** Of several nodes, all at once. */
const ALL_PERCENT = 15;

export interface KillNodesOptions {
  readonly cluster: StormCluster;
  readonly random: RandomSource;
  readonly happenings: Happenings;
  readonly calls: CallsTally;
  readonly mail: StormyMail;
  readonly expiring: ExpiringCodes;
  readonly kills: number;
  readonly isEnough: () => boolean;
  readonly onKill: (kills: number) => void;
}

/** Kills nodes at random moments, so often or until it is enough, and starts them again; resolves with the number of kills. */
export async function killNodes(options: KillNodesOptions): Promise<number> {
  const { cluster, random, mail, expiring, isEnough, onKill } = options;
  let kills = 0;
  while (kills < options.kills && !isEnough()) {
    await mail.setMood(random.pick(MOODS));
    await untilAnswered(options.calls, random.below(ANSWERED_MAX));
    await untilAMoment(options);
    const victims = drawVictims(cluster, random);
    await Promise.all(victims.map((node) => node.kill()));
    kills += 1;
    if (expiring.isWanted && cluster.nodes.every(({ isUp }) => !isUp)) await expiring.letTimePass(cluster.store);
    if (kills < options.kills && random.chance(KILLED_WHILE_STARTING_PERCENT)) {
      await victims[0]?.startAndKill(random.below(STARTING_MS_MAX));
      kills += 1;
    }
    await Promise.all(victims.map((node) => node.start()));
    onKill(kills);
  }
  return kills;
}

function drawVictims({ nodes }: StormCluster, random: RandomSource): readonly StormNode[] {
  if (nodes.length === 1 || random.chance(ALL_PERCENT)) return nodes;
  return nodes.filter((_, index) => index === random.below(nodes.length));
}

/** Resolves when so many more calls were answered, or after a while all the same. */
async function untilAnswered(calls: CallsTally, more: number): Promise<void> {
  const enough = calls.answered + more;
  const giveUpAt = performance.now() + ANSWERED_MS_MAX;
  while (calls.answered < enough && performance.now() < giveUpAt) await wait(POLL_MS);
}

/** Into the middle of an operation or of a delivery; or any moment. */
async function untilAMoment({ random, happenings }: KillNodesOptions): Promise<void> {
  if (random.chance(ANY_MOMENT_PERCENT)) {
    await wait(random.below(RUNNING_MS_MAX));
    return;
  }
  const target = random.pick(TARGETS);
  await happenings.untilNext(target, PATIENCE_MS);
  if (target === 'mail') await wait(random.fraction() * MAIL_MS_MAX);
  else if (target === 'write') await wait(random.fraction() * WRITE_MS_MAX);
  else await untilWithin(target, { random, happenings });
}

async function untilWithin(
  operation: string,
  { random, happenings }: Pick<KillNodesOptions, 'random' | 'happenings'>,
): Promise<void> {
  const spreadMs = happenings.typicalMs(operation) * SPREAD;
  if (random.chance(COMMITTED_PERCENT)) {
    await happenings.untilNext('write', Math.ceil(spreadMs));
    await wait(random.fraction() * WRITE_MS_MAX);
  } else await wait(random.fraction() * spreadMs);
}
