import {
  AdminForgetDeviceCommand,
  AdminListDevicesCommand,
  AdminUpdateDeviceStatusCommand,
  type CognitoIdentityProviderClient,
  ConfirmDeviceCommand,
  type DeviceType,
  ForgetDeviceCommand,
  RespondToAuthChallengeCommand,
  UpdateDeviceStatusCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { RandomSource } from '../../../src/cli/generate/random-source.ts';
import {
  DeviceProof,
  type DeviceSecret,
  makeDeviceSecret,
  verifierConfigOf,
} from '../../../src/domain/devices/device-client.fixture.ts';
import type { AppLife } from './app-life.ts';
import type { JudgedCalls } from './judged-calls.ts';
import { INCORRECT, type StormUser } from './storm-user.ts';

/** `unknown`: not confirmed, or forgotten. */
type DeviceState = 'remembered' | 'not_remembered' | 'unknown';

interface StormDevice {
  readonly secret: DeviceSecret;
  /** Of the sign-in from which it has its key. */
  readonly AccessToken: string;
  /** What the client may expect: one state, or two after a call that was cut off. */
  expected: readonly DeviceState[];
}

const DEVICES_AT_A_TIME_MAX = 3;
const SUSPENDED_PERCENT = 40;
const FORGOTTEN_PERCENT = 60;

/** What one person does in the storm with devices, judged by what the client was told. */
export class DeviceLife {
  readonly #calls: JudgedCalls;
  readonly #app: AppLife;
  readonly #random: RandomSource;
  readonly #user: StormUser;
  readonly #client: CognitoIdentityProviderClient;
  readonly #devices: StormDevice[] = [];

  constructor(calls: JudgedCalls, app: AppLife, random: RandomSource) {
    this.#calls = calls;
    this.#app = app;
    this.#random = random;
    this.#user = calls.user;
    this.#client = calls.world.client;
  }

  /** Devices are confirmed, stand for the app, and some are forgotten. The app is asked for wherever none stands for it. */
  async useDevices(password: string): Promise<void> {
    const devices: StormDevice[] = [];
    for (let count = 1 + this.#random.below(DEVICES_AT_A_TIME_MAX); count > 0; count--)
      devices.push(await this.#signInFromNew(password));
    const AccessToken = devices[0]?.AccessToken ?? '';
    if (!(await this.#app.setUp(AccessToken))) return;
    for (const device of devices) {
      await this.#confirm(device);
      await this.#signInFrom(device, password);
    }
    for (const device of devices) {
      if (this.#random.chance(SUSPENDED_PERCENT)) await this.#suspend(device, password);
      if (this.#random.chance(FORGOTTEN_PERCENT)) await this.#forget(device, password);
      else await this.#signInFrom(device, password);
    }
    await this.#app.setActive(AccessToken, false);
  }

  /** All devices of the person are what the client may expect; from now on exactly what they are is expected. */
  async judge(): Promise<void> {
    if (this.#devices.length === 0) return;
    const list = new AdminListDevicesCommand(this.#key());
    const { Devices = [] } = await this.#calls.persist('AdminListDevices', () => this.#client.send(list));
    const seen = new Map(Devices.map((device) => [device.DeviceKey, stateOf(device)]));
    for (const device of this.#devices) {
      const state = seen.get(device.secret.key) ?? 'unknown';
      if (!device.expected.includes(state))
        this.#calls.fail(`a device is ${state}, and has to be ${device.expected.join(' or ')}`);
      device.expected = [state];
      seen.delete(device.secret.key);
    }
    if (seen.size > 0) this.#calls.fail(`${seen.size} devices are listed that nobody confirmed`);
  }

  async #signInFromNew(password: string): Promise<StormDevice> {
    const { AuthenticationResult, ChallengeName } = await this.#user.signIn(password);
    const { AccessToken, NewDeviceMetadata } = AuthenticationResult ?? {};
    if (AccessToken === undefined || NewDeviceMetadata === undefined)
      return this.#calls.fail(`${ChallengeName} is asked for instead of a new device being told its key`);
    const device: StormDevice = { secret: makeDeviceSecret(NewDeviceMetadata), AccessToken, expected: ['unknown'] };
    this.#devices.push(device);
    return device;
  }

  /** With a name that no log may hold. A device is confirmed once. */
  async #confirm(device: StormDevice): Promise<void> {
    const { AccessToken, secret } = device;
    const command = new ConfirmDeviceCommand({
      AccessToken,
      DeviceKey: secret.key,
      DeviceName: `Hidden-Horse of ${this.#user.name}`,
      DeviceSecretVerifierConfig: verifierConfigOf(secret),
    });
    const call = () => this.#client.send(command);
    await this.#change(device, 'remembered', 'ConfirmDevice', call);
    await this.#calls.expectRefusal('ConfirmDevice', call, 'DeviceKeyExistsException');
    this.#calls.tally.confirmed += 1;
  }

  /** Does not stand for the app for a while, not even in a sign-in that has begun. */
  async #suspend(device: StormDevice, password: string): Promise<void> {
    const begun = await this.#begin(device, password);
    await this.#setStatus(device, 'not_remembered');
    await this.#expectApp(device, password, begun);
    await this.#setStatus(device, 'remembered');
    await this.#signInFrom(device, password);
  }

  async #setStatus(device: StormDevice, DeviceRememberedStatus: 'remembered' | 'not_remembered'): Promise<void> {
    const change = { DeviceKey: device.secret.key, DeviceRememberedStatus };
    const command = new UpdateDeviceStatusCommand({ AccessToken: device.AccessToken, ...change });
    const byAdministrator = new AdminUpdateDeviceStatusCommand({ ...this.#key(), ...change });
    await this.#change(
      device,
      DeviceRememberedStatus,
      'UpdateDeviceStatus',
      this.#random.chance(50) ? () => this.#client.send(command) : () => this.#client.send(byAdministrator),
    );
  }

  /** By the user or an administrator, for good: also in a sign-in that has begun. */
  async #forget(device: StormDevice, password: string): Promise<void> {
    const begun = await this.#begin(device, password);
    const DeviceKey = device.secret.key;
    const command = new ForgetDeviceCommand({ AccessToken: device.AccessToken, DeviceKey });
    const byAdministrator = new AdminForgetDeviceCommand({ ...this.#key(), DeviceKey });
    const call = this.#random.chance(50) ? () => this.#client.send(command) : () => this.#client.send(byAdministrator);
    await this.#change(device, 'unknown', 'ForgetDevice', call);
    await this.#calls.expectRefusal('ForgetDevice', call, 'ResourceNotFoundException');
    await this.#expectApp(device, password, begun);
    this.#calls.tally.forgotten += 1;
  }

  /** Tries until it is done. If it was cut off, it has happened or it has not, and no other device is another one. */
  async #change(device: StormDevice, wanted: DeviceState, name: string, call: () => Promise<unknown>): Promise<void> {
    for (let isDone = false; !isDone; ) {
      const { kind } = await this.#calls.attempt(name, call);
      device.expected = kind === 'answered' ? [wanted] : [...device.expected, wanted];
      await this.judge();
      isDone = device.expected.includes(wanted);
      if (kind === 'cut') this.#calls.tally[isDone ? 'happened' : 'undone'] += 1;
    }
  }

  /** The device proves its secret once, and nothing more is asked for. */
  async #signInFrom(device: StormDevice, password: string): Promise<void> {
    const answer = await this.#begin(device, password);
    await this.#calls.useOnce({
      name: 'answer to DEVICE_PASSWORD_VERIFIER',
      prepare: async () => undefined,
      call: () => this.#client.send(answer),
      isUsedUp: ({ message }) => message === INCORRECT,
    });
    this.#calls.tally.byDevice += 1;
  }

  /** Up to the proof, which is not sent yet. */
  async #begin({ secret }: StormDevice, password: string): Promise<RespondToAuthChallengeCommand> {
    const { clientId: ClientId } = this.#user.pool;
    for (;;) {
      const { ChallengeName, Session } = await this.#user.signIn(password, secret.key);
      if (ChallengeName !== 'DEVICE_SRP_AUTH') this.#calls.fail(`${ChallengeName} is asked for, not the device`);
      const proof = new DeviceProof(this.#user.name, secret);
      const first = { ClientId, ChallengeName, Session, ChallengeResponses: proof.first };
      const outcome = await this.#calls.attempt('DEVICE_SRP_AUTH', () =>
        this.#client.send(new RespondToAuthChallengeCommand(first)),
      );
      // An answer that was cut off may be used up: then it begins anew.
      if (outcome.kind === 'cut') continue;
      const ChallengeResponses = proof.second(outcome.answer.ChallengeParameters);
      return new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
        ChallengeResponses,
      });
    }
  }

  /** The device stands for the app no more: neither in a new sign-in nor in one that has begun. */
  async #expectApp({ secret }: StormDevice, password: string, begun: RespondToAuthChallengeCommand): Promise<void> {
    const { ChallengeName } = await this.#user.signIn(password, secret.key);
    if (ChallengeName !== 'SOFTWARE_TOKEN_MFA') this.#calls.fail(`${ChallengeName} is asked for, not the app`);
    await this.#calls.expectRefusal('proof of a device', () => this.#client.send(begun), 'NotAuthorizedException');
  }

  #key() {
    return { UserPoolId: this.#user.pool.userPoolId, Username: this.#user.name };
  }
}

function stateOf({ DeviceAttributes = [] }: DeviceType): DeviceState {
  const status = DeviceAttributes.find(({ Name }) => Name === 'dev:device_remembered_status')?.Value;
  return status === 'remembered' ? 'remembered' : 'not_remembered';
}
