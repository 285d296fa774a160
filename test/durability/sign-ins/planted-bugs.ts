import type { PlantedBug } from '../storm/planted-bug.ts';

/** What the storm must find. */
export const PLANTED_SIGN_IN_BUGS: Readonly<Record<string, PlantedBug>> = {
  /** The imported hash is erased in one transaction, and the verifier is written in the next. */
  'move-in-two-writes': {
    file: 'src/operations/cognito-idp/sign-in/judge-password.ts',
    before: /^const replacement = \{ sealedPassword: moved, /,
    lines: [
      'const erased = { sealedPassword: null, expected: sealedPassword, nowMs };',
      "if ((await context.store.replacePassword(pool.key, user.sub, erased)) !== 'changed') return undefined;",
      'await context.store.replacePassword(pool.key, user.sub, { sealedPassword: moved, expected: null, nowMs });',
      'if (nowMs > 0) return { sent, user, passwordTag: passwordTagOf(moved), passwordSetAt: nowMs };',
    ],
  },
  /** A new address is the user's in one transaction, and its code is stored in the next. */
  'address-before-code': {
    file: 'src/operations/cognito-idp/users/change-user-attributes.ts',
    before: /^const answer = await store\.replaceUserAttributes\(/,
    lines: [
      'await store.replaceUserAttributes(pool.key, found.usernameKey, { ...change, codes: [] });',
      'Object.assign(change, { expected: change.attributes });',
    ],
  },
  /** A device is confirmed in one transaction, and remembered in the next. */
  'device-in-two-writes': {
    file: 'src/operations/cognito-idp/devices/confirm-device.ts',
    before: /^switch \(await store\.addDevice\(/,
    lines: [
      'const unremembered = { ...device, isRemembered: false };',
      "if ((await store.addDevice(pool.key, user.sub, unremembered, DEVICES_PER_USER_MAX)) === 'added') {",
      '  await store.setDeviceRemembered(pool.key, user.sub, uuid, { isRemembered: !asksUser, nowMs });',
      '  return { UserConfirmationNecessary: asksUser };',
      '}',
    ],
  },
  /** A device is not remembered any more in one transaction, and forgotten in the next. */
  'forgotten-in-two-writes': {
    file: 'src/operations/cognito-idp/devices/work-on-device.ts',
    before: /^const deletion = await store\.deleteDevice\(/,
    lines: [
      'const uuid = requireDeviceUuid(pool, deviceKey, fail);',
      'await store.setDeviceRemembered(pool.key, user.sub, uuid, { isRemembered: false, nowMs: 0 });',
    ],
  },
  /** A message counts as delivered before it is. */
  'ended-before-sent': {
    file: 'src/delivery/outbox-worker.ts',
    before: /^const result = await this\.#send\(way, /,
    lines: ['await this.#services.store.endMessage(claim);'],
  },
  /** Messages are delivered, however late. */
  'sends-void-codes': {
    file: 'src/delivery/outbox-worker.ts',
    before: /^const leftMs = claim\.expiresAt - clock\.nowMs\(\);$/,
    lines: ['claim = { ...claim, expiresAt: clock.nowMs() + 60_000 };'],
  },
};
