import type { AppClient, AppClientSettings } from '../../../domain/app-clients/app-client.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import { epochSeconds } from '../../epoch-seconds.ts';

type UserPoolClientType = NonNullable<OutputOf<'cognito-idp', 'DescribeUserPoolClient'>['UserPoolClient']>;

/** `UserPoolClientType`: lists and settings that were not given are not answered, as Cognito does (R600). */
export function appClientAnswer(client: AppClient, secret: string | undefined): UserPoolClientType {
  const { settings } = client;
  const { accessToken, idToken, refreshToken, units = {} } = settings.tokenValidity;
  return {
    UserPoolId: client.userPoolId,
    ClientName: client.name,
    ClientId: client.id,
    ...(secret === undefined ? {} : { ClientSecret: secret }),
    LastModifiedDate: epochSeconds(client.modifiedAt),
    CreationDate: epochSeconds(client.createdAt),
    RefreshTokenValidity: refreshToken,
    ...ifGiven('AccessTokenValidity', accessToken),
    ...ifGiven('IdTokenValidity', idToken),
    TokenValidityUnits: {
      ...ifGiven('AccessToken', units.accessToken),
      ...ifGiven('IdToken', units.idToken),
      ...ifGiven('RefreshToken', units.refreshToken),
    },
    ...ifGiven('ReadAttributes', copyOf(settings.readAttributes)),
    ...ifGiven('WriteAttributes', copyOf(settings.writeAttributes)),
    ...ifGiven('ExplicitAuthFlows', copyOf(settings.explicitAuthFlows)),
    ...oauthAnswer(settings),
    ...ifGiven('PreventUserExistenceErrors', settings.preventUserExistenceErrors),
    EnableTokenRevocation: settings.enableTokenRevocation,
    EnablePropagateAdditionalUserContextData: settings.enablePropagateAdditionalUserContextData,
    AuthSessionValidity: settings.authSessionValidityMinutes,
    ...rotationAnswer(settings),
  };
}

function oauthAnswer({ oauth, analyticsConfiguration: analytics }: AppClientSettings): UserPoolClientType {
  return {
    ...ifGiven('SupportedIdentityProviders', copyOf(oauth.supportedIdentityProviders)),
    ...ifGiven('CallbackURLs', copyOf(oauth.callbackUrls)),
    ...ifGiven('LogoutURLs', copyOf(oauth.logoutUrls)),
    ...ifGiven('DefaultRedirectURI', oauth.defaultRedirectUri),
    ...ifGiven('AllowedOAuthFlows', copyOf(oauth.allowedFlows)),
    ...ifGiven('AllowedOAuthScopes', copyOf(oauth.allowedScopes)),
    AllowedOAuthFlowsUserPoolClient: oauth.isAllowed,
    ...(analytics && {
      AnalyticsConfiguration: {
        ...ifGiven('ApplicationId', analytics.applicationId),
        ...ifGiven('ApplicationArn', analytics.applicationArn),
        ...ifGiven('RoleArn', analytics.roleArn),
        ...ifGiven('ExternalId', analytics.externalId),
        ...ifGiven('UserDataShared', analytics.userDataShared),
      },
    }),
  };
}

function rotationAnswer({ refreshTokenRotation: rotation }: AppClientSettings): UserPoolClientType {
  if (rotation === undefined) return {};
  return {
    RefreshTokenRotation: {
      Feature: rotation.feature,
      ...ifGiven('RetryGracePeriodSeconds', rotation.retryGracePeriodSeconds),
    },
  };
}

function ifGiven<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: Value });
}

function copyOf<Item>(list: readonly Item[] | undefined): Item[] | undefined {
  return list && [...list];
}
