import { describe, expect, it } from 'vitest';
import type { ExplicitAuthFlow, RefreshTokenRotation } from './app-client.ts';
import { allowsFlow, findFlowFault, type SignInFlow } from './auth-flows.ts';

const ALL: readonly SignInFlow[] = [
  'USER_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'CUSTOM_AUTH',
  'USER_AUTH',
  'REFRESH_TOKEN_AUTH',
];
const ROTATING: RefreshTokenRotation = { feature: 'ENABLED', retryGracePeriodSeconds: 10 };

function allowed(explicitAuthFlows?: readonly ExplicitAuthFlow[], refreshTokenRotation?: RefreshTokenRotation) {
  return ALL.filter((flow) => allowsFlow({ explicitAuthFlows, refreshTokenRotation }, flow));
}

describe('the flows of a client', () => {
  it.each<[string, readonly ExplicitAuthFlow[] | undefined, readonly SignInFlow[]]>([
    ['no list (S17)', undefined, ['USER_SRP_AUTH', 'CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH']],
    ['one new name (S17)', ['ALLOW_REFRESH_TOKEN_AUTH'], ['REFRESH_TOKEN_AUTH']],
    [
      'all new names (S17)',
      [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      ALL,
    ],
    [
      'an administrator by password, by its old name (R601)',
      ['ADMIN_NO_SRP_AUTH'],
      ['USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH'],
    ],
    [
      'a password, by its old name (R601)',
      ['USER_PASSWORD_AUTH'],
      ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH'],
    ],
    [
      'custom alone, by its old name (R601)',
      ['CUSTOM_AUTH_FLOW_ONLY', 'ADMIN_NO_SRP_AUTH'],
      ['ADMIN_USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH'],
    ],
  ])('are those of %s', (_, names, flows) => {
    expect(allowed(names)).toEqual(flows);
  });

  it.each<[string, RefreshTokenRotation, boolean]>([
    ['rotation', ROTATING, false],
    ['rotation that is off', { feature: 'DISABLED' }, true],
  ])('have a refresh by REFRESH_TOKEN_AUTH as %s says (S103b)', (_, rotation, isAllowed) => {
    expect(allowed(undefined, rotation).includes('REFRESH_TOKEN_AUTH')).toBe(isAllowed);
  });
});

const MIXED = "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.";
const WITHOUT_REFRESH = 'REFRESH_TOKEN_AUTH should always be allowed.';

describe('a list of flows', () => {
  it.each<[string, readonly ExplicitAuthFlow[], RefreshTokenRotation | undefined, string | undefined]>([
    ['of new names with refresh', ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], undefined, undefined],
    ['of old names', ['ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH'], undefined, undefined],
    ['without refresh beside rotation (S103b)', ['ALLOW_USER_SRP_AUTH'], ROTATING, undefined],
    ['of old and new names (R601)', ['ADMIN_NO_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], undefined, MIXED],
    ['without refresh (S103b)', ['ALLOW_USER_SRP_AUTH'], undefined, WITHOUT_REFRESH],
    [
      'without refresh and with rotation off (S103b)',
      ['ALLOW_USER_SRP_AUTH'],
      { feature: 'DISABLED' },
      WITHOUT_REFRESH,
    ],
    [
      'with refresh beside rotation (S103b)',
      ['ALLOW_REFRESH_TOKEN_AUTH'],
      ROTATING,
      'ALLOW_REFRESH_TOKEN_AUTH cannot be used while refresh token rotation is enabled.',
    ],
  ])('%s is judged', (_, explicitAuthFlows, refreshTokenRotation, text) => {
    const fault = findFlowFault({ explicitAuthFlows, refreshTokenRotation }, 'ESSENTIALS');
    expect(fault).toEqual(text === undefined ? undefined : { code: 'InvalidParameterException', text });
  });

  it('has USER_AUTH in a pool of a higher plan than LITE only (R602)', () => {
    const settings = { explicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] } as const;
    expect(findFlowFault(settings, 'LITE')).toMatchObject({ code: 'FeatureUnavailableInTierException' });
    expect(findFlowFault(settings, 'ESSENTIALS')).toBeUndefined();
    expect(findFlowFault(settings, 'PLUS')).toBeUndefined();
  });
});
