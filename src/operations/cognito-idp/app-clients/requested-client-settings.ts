import type {
  AnalyticsConfiguration,
  AppClientSettings,
  OAuthSettings,
} from '../../../domain/app-clients/app-client.ts';
import { REFRESH_TOKEN_VALIDITY_DEFAULT } from '../../../domain/app-clients/token-validity.ts';
import type { InputOf } from '../../../model/operation-types.ts';

type UpdateInput = InputOf<'cognito-idp', 'UpdateUserPoolClient'>;
type CreateInput = InputOf<'cognito-idp', 'CreateUserPoolClient'>;
type Input = UpdateInput | CreateInput;

/** Minutes (S81). */
const AUTH_SESSION_VALIDITY_DEFAULT = 3;

/** The settings that an input asks for: what it leaves out has its default, at an update as at creation (R611). */
export function requestedClientSettings(input: Input): AppClientSettings {
  const { TokenValidityUnits: units, RefreshTokenRotation: rotation } = input;
  return {
    explicitAuthFlows: unlessEmpty(input.ExplicitAuthFlows),
    tokenValidity: {
      accessToken: input.AccessTokenValidity,
      idToken: input.IdTokenValidity,
      // 0 is no validity: Cognito takes the default (R603).
      refreshToken: input.RefreshTokenValidity || REFRESH_TOKEN_VALIDITY_DEFAULT,
      units: units && { accessToken: units.AccessToken, idToken: units.IdToken, refreshToken: units.RefreshToken },
    },
    readAttributes: unlessEmpty(input.ReadAttributes),
    writeAttributes: unlessEmpty(input.WriteAttributes),
    preventUserExistenceErrors: input.PreventUserExistenceErrors,
    enableTokenRevocation: input.EnableTokenRevocation ?? true,
    enablePropagateAdditionalUserContextData: input.EnablePropagateAdditionalUserContextData ?? false,
    authSessionValidityMinutes: input.AuthSessionValidity ?? AUTH_SESSION_VALIDITY_DEFAULT,
    refreshTokenRotation: rotation && {
      feature: rotation.Feature,
      retryGracePeriodSeconds: rotation.RetryGracePeriodSeconds,
    },
    oauth: oauthSettings(input),
    analyticsConfiguration: input.AnalyticsConfiguration && analytics(input.AnalyticsConfiguration),
  };
}

function oauthSettings(input: Input): OAuthSettings {
  return {
    supportedIdentityProviders: unlessEmpty(input.SupportedIdentityProviders),
    callbackUrls: unlessEmpty(input.CallbackURLs),
    logoutUrls: unlessEmpty(input.LogoutURLs),
    defaultRedirectUri: input.DefaultRedirectURI,
    allowedFlows: unlessEmpty(input.AllowedOAuthFlows),
    allowedScopes: unlessEmpty(input.AllowedOAuthScopes),
    isAllowed: input.AllowedOAuthFlowsUserPoolClient ?? false,
  };
}

function analytics(given: NonNullable<Input['AnalyticsConfiguration']>): AnalyticsConfiguration {
  return {
    applicationId: given.ApplicationId,
    applicationArn: given.ApplicationArn,
    roleArn: given.RoleArn,
    externalId: given.ExternalId,
    userDataShared: given.UserDataShared,
  };
}

/** Each item once; an empty list is the same as none. */
function unlessEmpty<Item>(list: readonly Item[] | undefined): readonly Item[] | undefined {
  return list === undefined || list.length === 0 ? undefined : [...new Set(list)];
}
