import type { UserPoolTier } from '../pools/optional-settings.ts';
import type { AppClientSettings, ExplicitAuthFlow } from './app-client.ts';
import { type ClientRefusal, invalidParameter } from './refusal.ts';

/** A flow as a sign-in names it. */
export type SignInFlow =
  | 'USER_SRP_AUTH'
  | 'USER_PASSWORD_AUTH'
  | 'ADMIN_USER_PASSWORD_AUTH'
  | 'CUSTOM_AUTH'
  | 'USER_AUTH'
  | 'REFRESH_TOKEN_AUTH';

type FlowSettings = Pick<AppClientSettings, 'explicitAuthFlows' | 'refreshTokenRotation'>;

const DEFAULT_FLOWS: readonly SignInFlow[] = ['REFRESH_TOKEN_AUTH', 'USER_SRP_AUTH', 'CUSTOM_AUTH'];

/**
 * Whether users may sign in to the client by a flow. A client without a list has refresh, SRP and custom (S17). The older names add to
 * those three, but `CUSTOM_AUTH_FLOW_ONLY` takes SRP away (R601). A client that rotates its refresh tokens has no `REFRESH_TOKEN_AUTH`
 * (S103, S103b).
 */
export function allowsFlow(settings: FlowSettings, flow: SignInFlow): boolean {
  if (flow === 'REFRESH_TOKEN_AUTH' && rotatesRefreshTokens(settings)) return false;
  return flowsOf(settings.explicitAuthFlows ?? []).includes(flow);
}

export function rotatesRefreshTokens({ refreshTokenRotation }: FlowSettings): boolean {
  return refreshTokenRotation?.feature === 'ENABLED';
}

function flowsOf(names: readonly ExplicitAuthFlow[]): readonly SignInFlow[] {
  if (names.length === 0) return DEFAULT_FLOWS;
  if (names.every(isNewName)) return names.map((name) => name.slice('ALLOW_'.length) as SignInFlow);
  const flows = DEFAULT_FLOWS.filter((flow) => flow !== 'USER_SRP_AUTH' || !names.includes('CUSTOM_AUTH_FLOW_ONLY'));
  if (names.includes('ADMIN_NO_SRP_AUTH')) flows.push('ADMIN_USER_PASSWORD_AUTH');
  if (names.includes('USER_PASSWORD_AUTH')) flows.push('USER_PASSWORD_AUTH');
  return flows;
}

/** What is wrong with the list of a client (R601, S103b, R602); undefined if nothing is. */
export function findFlowFault(settings: FlowSettings, tier: UserPoolTier): ClientRefusal | undefined {
  const { explicitAuthFlows: names = [] } = settings;
  const newNames = names.filter(isNewName);
  if (newNames.length > 0 && newNames.length < names.length) {
    return invalidParameter("Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.");
  }
  const refreshes = names.includes('ALLOW_REFRESH_TOKEN_AUTH');
  if (rotatesRefreshTokens(settings)) {
    if (refreshes) {
      return invalidParameter('ALLOW_REFRESH_TOKEN_AUTH cannot be used while refresh token rotation is enabled.');
    }
  } else if (newNames.length > 0 && !refreshes) {
    return invalidParameter('REFRESH_TOKEN_AUTH should always be allowed.');
  }
  if (tier === 'LITE' && names.includes('ALLOW_USER_AUTH')) {
    return {
      code: 'FeatureUnavailableInTierException',
      text: 'ALLOW_USER_AUTH is not available in the LITE feature plan of the user pool.',
    };
  }
  return undefined;
}

function isNewName(name: ExplicitAuthFlow): boolean {
  return name.startsWith('ALLOW_');
}
