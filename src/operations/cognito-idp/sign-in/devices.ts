import { timingSafeEqual } from 'node:crypto';
import { assertPresent } from '../../../base/assert.ts';
import { deviceGroupKey, deviceUuidOf } from '../../../domain/devices/device.ts';
import { openDeviceVerifier } from '../../../domain/devices/device-verifier.ts';
import { needsSecondFactor } from '../../../domain/sign-in/second-factors.ts';
import { claimSignature, hexOfNumber, parsePublicA, SRP_SECRET_BYTES } from '../../../domain/sign-in/srp.ts';
import type { User } from '../../../domain/users/user.ts';
import type { StoredDevice } from '../../../store/store.ts';
import { requireDone } from '../users/seal-password.ts';
import { issueChallenge, judgeChallenge, refuseVoidSession, sessionAnswer, useSession } from './challenges.ts';
import { countAttempt, requireNoLockOut } from './find-subject.ts';
import { issueTokens } from './issue-tokens.ts';
import { openChallengedUser, openSecondStep } from './open-second-step.ts';
import type { PasswordProof } from './password-proof.ts';
import {
  type ChallengeAnswerRequest,
  findParameter,
  INCORRECT,
  requireParameter,
  type SignInAnswer,
  type SignInRequest,
} from './sign-in-request.ts';

/** The confirmed device whose key came with a request. A key that is not one of the user counts as none: the device becomes a new one (R883). */
export async function findOwnDevice(request: SignInRequest, { sub }: User): Promise<StoredDevice | undefined> {
  const { context, pool } = request;
  if (pool.settings.deviceConfiguration === undefined) return undefined;
  const uuid = deviceUuidOf(pool, findParameter(request, 'DEVICE_KEY') ?? '');
  return uuid === undefined ? undefined : context.store.findDevice(pool.key, sub, uuid);
}

/** Whether the device stands for the second factor of its user (R884). */
export function replacesSecondFactor({ pool }: SignInRequest, device: StoredDevice): boolean {
  return pool.settings.deviceConfiguration?.challengeRequiredOnNewDevice === true && device.isRemembered;
}

/** The challenge in which a device proves its secret, after the password. */
export function challengeDevice(request: SignInRequest, proof: PasswordProof, { uuid }: StoredDevice): SignInAnswer {
  const { sent, user, passwordTag } = proof;
  const session = issueChallenge(request, {
    name: 'DEVICE_SRP_AUTH',
    sub: user.sub,
    isSimulated: false,
    isSecondFactor: true,
    sentUsername: sent,
    storedUsername: user.username,
    passwordTag,
    deviceUuid: uuid,
  });
  return sessionAnswer('DEVICE_SRP_AUTH', session, {});
}

/** The answer to `DEVICE_SRP_AUTH`: the first step of SRP, with the verifier of the device (R884). */
export async function exchangeDeviceKeys(request: ChallengeAnswerRequest): Promise<SignInAnswer> {
  const { context, fail } = request;
  const { signIn } = context;
  const { challenge, user } = await openSecondStep(request, 'DEVICE_SRP_AUTH');
  const publicA = parsePublicA(requireParameter(request, 'SRP_A'));
  if (!publicA) return fail('InvalidParameterException', 'SRP_A is not a number that SRP can use');
  const device = await findChallengedDevice(request, user, challenge.deviceUuid);
  await useSession(request, challenge);
  const { salt, verifier } = verifierOf(request, device);
  const secretB = signIn.secretBytes(SRP_SECRET_BYTES);
  const exchange = requireDone(await signIn.passwords.exchangeKeys({ verifier, publicA, secretB }), fail);
  const srpKey = Buffer.from(exchange.key).toString('base64');
  const next = { ...challenge, name: 'DEVICE_PASSWORD_VERIFIER', id: undefined, srpKey } as const;
  return {
    ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: hexOfNumber(salt),
      SECRET_BLOCK: issueChallenge(request, next, 'base64'),
      SRP_B: hexOfNumber(exchange.publicB),
      USERNAME: challenge.storedUsername,
      DEVICE_KEY: requireParameter(request, 'DEVICE_KEY'),
    },
  };
}

/**
 * The answer to `DEVICE_PASSWORD_VERIFIER`: tokens, if the device has its secret; a wrong claim counts as a wrong password does (R884). A device
 * that is forgotten meanwhile is refused (R1100).
 */
export async function verifyDevice(request: ChallengeAnswerRequest): Promise<SignInAnswer> {
  const { context, pool, fail } = request;
  const block = requireParameter(request, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = requireParameter(request, 'PASSWORD_CLAIM_SIGNATURE');
  const timestamp = requireParameter(request, 'TIMESTAMP');
  const deviceKey = requireParameter(request, 'DEVICE_KEY');
  const verdict = judgeChallenge(request, block, 'DEVICE_PASSWORD_VERIFIER');
  if (verdict.kind !== 'open') return fail('NotAuthorizedException', INCORRECT);
  const { challenge } = verdict;
  const { user, hasFailures } = await openChallengedUser(request, challenge);
  const device = await findChallengedDevice(request, user, challenge.deviceUuid);
  const answer = await context.store.answerChallenge(challenge.id, challenge.expiresAt);
  if (answer !== 'first') return fail('NotAuthorizedException', INCORRECT);
  const identity = { poolName: deviceGroupKey(pool), username: deviceKey };
  const key = Buffer.from(challenge.srpKey ?? '', 'base64');
  const expected = claimSignature(key, identity, Buffer.from(block, 'base64'), timestamp);
  const given = Buffer.from(signature, 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    await countAttempt(request, user.sub);
    return fail('NotAuthorizedException', INCORRECT);
  }
  await requireNoLockOut(request, { user, hasFailures });
  const noted = await context.store.noteDeviceSignIn(pool.key, user.sub, device.uuid, context.clock.nowMs());
  if (noted === 'not-found') return refuseVoidSession(request);
  return { AuthenticationResult: await issueTokens(request, user, { deviceKey }), ChallengeParameters: {} };
}

/** The device of a challenge, which has to be the one that answers, and still stand for what it stood for. */
async function findChallengedDevice(
  request: ChallengeAnswerRequest,
  user: User,
  uuid: string | undefined,
): Promise<StoredDevice> {
  const { pool } = request;
  const device = await findOwnDevice(request, user);
  if (!device || device.uuid !== uuid) return refuseVoidSession(request);
  const isEnough = !needsSecondFactor(pool.settings, user.mfa) || replacesSecondFactor(request, device);
  return isEnough ? device : refuseVoidSession(request);
}

function verifierOf({ context }: SignInRequest, { uuid, sealedVerifier }: StoredDevice) {
  return assertPresent(
    openDeviceVerifier(context.signIn.keys.device, uuid, sealedVerifier),
    'a verifier of the store opens with the server key of the store',
  );
}
