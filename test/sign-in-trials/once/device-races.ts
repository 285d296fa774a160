import { assertPresent } from '../../../src/base/assert.ts';
import {
  DeviceProof,
  type DeviceSecret,
  makeDeviceSecret,
  verifierConfigOf,
} from '../../../src/domain/devices/device-client.fixture.ts';
import { KNOWN_PASSWORD } from '../../../src/domain/records/cases/password-hash-cases.fixture.ts';
import type { PublicAnswer, PublicConnection } from '../public-connection.ts';
import { bodyOf, judgeOnce, nodeOf, type Race, type Racecourse, resultOf, sendBoth, signIn, tell } from './race.ts';

interface SignedIn {
  readonly node: PublicConnection;
  readonly AccessToken: string;
  readonly device: DeviceSecret;
}

/** A sign-in from a device that nobody knows: it gets a key. */
async function signInFromNewDevice(course: Racecourse, username: string, round: number): Promise<SignedIn> {
  const node = nodeOf(course, round);
  const answer = await signIn(node, course.apps.plain, username, KNOWN_PASSWORD);
  const { AccessToken = '' } = resultOf(answer);
  return { node, AccessToken, device: makeDeviceSecret(newDeviceOf(answer)) };
}

function newDeviceOf({ body }: PublicAnswer) {
  const result = body.AuthenticationResult as
    | { readonly NewDeviceMetadata?: Readonly<Record<'DeviceKey' | 'DeviceGroupKey', string>> }
    | undefined;
  return result?.NewDeviceMetadata;
}

/** The input of ConfirmDevice. */
function confirmation(AccessToken: string, device: DeviceSecret) {
  return { AccessToken, DeviceKey: device.key, DeviceSecretVerifierConfig: verifierConfigOf(device) };
}

async function confirmNewDevice(course: Racecourse, username: string, round: number): Promise<SignedIn> {
  const signedIn = await signInFromNewDevice(course, username, round);
  bodyOf(await signedIn.node.send('ConfirmDevice', confirmation(signedIn.AccessToken, signedIn.device)));
  return signedIn;
}

/** The password with the key of a device: what follows is asked of the device, if it is known. */
function beginFrom(node: PublicConnection, ClientId: string, USERNAME: string, { key }: DeviceSecret) {
  const AuthParameters = { USERNAME, PASSWORD: KNOWN_PASSWORD, DEVICE_KEY: key };
  return node.send('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
}

/** The first answer of a device to a sign-in that has begun. */
async function firstAnswerOf(course: Racecourse, username: string, { node, device }: SignedIn) {
  const ClientId = course.apps.plain;
  const { Session } = bodyOf(await beginFrom(node, ClientId, username, device));
  const proof = new DeviceProof(username, device);
  const ChallengeName = 'DEVICE_SRP_AUTH';
  return {
    proof,
    input: { ClientId, ChallengeName, Session: String(Session), ChallengeResponses: proof.first },
  } as const;
}

/** The second answer of a device, ready to be sent. */
async function secondAnswerOf(course: Racecourse, username: string, signedIn: SignedIn) {
  const { proof, input } = await firstAnswerOf(course, username, signedIn);
  const { ChallengeParameters } = bodyOf(await signedIn.node.send('RespondToAuthChallenge', input));
  const ChallengeResponses = proof.second(ChallengeParameters as Record<string, string>);
  return { ClientId: course.apps.plain, ChallengeName: 'DEVICE_PASSWORD_VERIFIER', ChallengeResponses } as const;
}

const firstAnswer: Race = {
  name: 'first answer of a device',
  async run(course, username, round) {
    const { input } = await firstAnswerOf(course, username, await confirmNewDevice(course, username, round));
    const answers = await sendBoth(course, round >> 1, (connection) =>
      connection.send('RespondToAuthChallenge', input),
    );
    return judgeOnce(answers, 'NotAuthorizedException');
  },
};

const secondAnswer: Race = {
  name: 'proof of a device',
  async run(course, username, round) {
    const answer = await secondAnswerOf(course, username, await confirmNewDevice(course, username, round));
    const answers = await sendBoth(course, round >> 1, (connection) =>
      connection.send('RespondToAuthChallenge', answer),
    );
    return judgeOnce(answers, 'NotAuthorizedException');
  },
};

/** With another secret at each node: the one of the winner is that of the device, and no other. */
const newDevice: Race = {
  name: 'key of a new device',
  async run(course, username, round) {
    const signedIn = await signInFromNewDevice(course, username, round);
    const { node, AccessToken, device } = signedIn;
    const devices = course.pair.map(() => makeDeviceSecret({ DeviceKey: device.key, DeviceGroupKey: device.groupKey }));
    const inputs = devices.map((each) => confirmation(AccessToken, each));
    const answers = await sendBoth(course, round >> 1, (connection, index) =>
      connection.send('ConfirmDevice', assertPresent(inputs[index], 'there is an input for each node')),
    );
    const fault = judgeOnce(answers, 'DeviceKeyExistsException');
    if (fault !== undefined) return fault;
    const known = await countDevices(node, AccessToken, device);
    const proved: PublicAnswer[] = [];
    for (const each of devices) {
      const answer = await secondAnswerOf(course, username, { ...signedIn, device: each });
      proved.push(await node.send('RespondToAuthChallenge', answer));
    }
    const isGood = known === 1 && proved.every(({ status }, index) => status === answers[index]?.status);
    return isGood
      ? undefined
      : `confirmed with ${tell(answers)}, listed ${known} times, signed in with ${tell(proved)}`;
  },
};

/** Forgotten at one node while it proves itself at the other: from then on it is a device that nobody knows, in every sign-in that it had begun. */
const forgottenDevice: Race = {
  name: 'device that is forgotten while it signs in',
  async run(course, username, round) {
    const signedIn = await confirmNewDevice(course, username, round);
    const { node, AccessToken, device } = signedIn;
    const [answer, later] = [
      await secondAnswerOf(course, username, signedIn),
      await secondAnswerOf(course, username, signedIn),
    ];
    const forgetting = (round >> 2) % 2;
    const answers = await sendBoth(course, round >> 1, (connection, index) =>
      index === forgetting
        ? connection.send('ForgetDevice', { AccessToken, DeviceKey: device.key })
        : connection.send('RespondToAuthChallenge', answer),
    );
    const [forgotten, proved] = [answers[forgetting], answers[1 - forgetting]];
    const isForgotten = forgotten?.status === 200;
    const isInOrder = proved?.status === 200 || proved?.errorCode === 'NotAuthorizedException';
    if (!isForgotten || !isInOrder) return `answered ${tell(answers)}`;
    const ended = await node.send('RespondToAuthChallenge', later);
    const begun = await beginFrom(node, course.apps.plain, username, device);
    const isNew = begun.status === 200 && newDeviceOf(begun) !== undefined;
    const known = await countDevices(node, AccessToken, device);
    const isGone = ended.errorCode === 'NotAuthorizedException' && isNew && known === 0;
    return isGone ? undefined : `forgotten, then answered ${tell([ended, begun])}, and listed ${known} times`;
  },
};

async function countDevices(node: PublicConnection, AccessToken: string, { key }: DeviceSecret): Promise<number> {
  const { Devices } = bodyOf(await node.send('ListDevices', { AccessToken }));
  return (Devices as readonly { readonly DeviceKey: string }[]).filter(({ DeviceKey }) => DeviceKey === key).length;
}

export const DEVICE_RACES: readonly Race[] = [firstAnswer, secondAnswer, newDevice, forgottenDevice];
