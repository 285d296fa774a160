import type { Brand } from '../../base/brand.ts';
import type { AccountId, UserPoolId, UserPoolKey } from '../pools/user-pool.ts';
import type { SealedClientSecret } from './client-secret.ts';

/** 26 lower-case letters and digits (R600). */
export type AppClientId = Brand<string, 'AppClientId'>;
/** The integer key of an app client inside the store. */
export type AppClientKey = Brand<number, 'AppClientKey'>;

/** A flow as a client names it: with `ALLOW_`, or by one of the three older names (S17, R601). */
export type ExplicitAuthFlow =
  | 'ADMIN_NO_SRP_AUTH'
  | 'CUSTOM_AUTH_FLOW_ONLY'
  | 'USER_PASSWORD_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_AUTH';

export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days';

/** Numbers as the client gave them; `tokenLifetimes` says what they mean (S95). */
export interface TokenValidity {
  readonly accessToken?: number | undefined;
  readonly idToken?: number | undefined;
  readonly refreshToken: number;
  readonly units?: TokenValidityUnits | undefined;
}

export interface TokenValidityUnits {
  /** `hours` */
  readonly accessToken?: TimeUnit | undefined;
  /** `hours` */
  readonly idToken?: TimeUnit | undefined;
  /** `days` */
  readonly refreshToken?: TimeUnit | undefined;
}

export interface RefreshTokenRotation {
  readonly feature: 'ENABLED' | 'DISABLED';
  /** Seconds for which a token that was exchanged still works (S103). */
  readonly retryGracePeriodSeconds?: number | undefined;
}

/** Settings of the hosted pages, which Muster does not have: they are kept and answered. */
export interface OAuthSettings {
  readonly supportedIdentityProviders?: readonly string[] | undefined;
  readonly callbackUrls?: readonly string[] | undefined;
  readonly logoutUrls?: readonly string[] | undefined;
  readonly defaultRedirectUri?: string | undefined;
  readonly allowedFlows?: readonly ('code' | 'implicit' | 'client_credentials')[] | undefined;
  readonly allowedScopes?: readonly string[] | undefined;
  /** `AllowedOAuthFlowsUserPoolClient` */
  readonly isAllowed: boolean;
}

export interface AnalyticsConfiguration {
  readonly applicationId?: string | undefined;
  readonly applicationArn?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly externalId?: string | undefined;
  readonly userDataShared?: boolean | undefined;
}

export interface AppClientSettings {
  /** As given, or undefined for a client made without a list; `allowsFlow` reads them. */
  readonly explicitAuthFlows?: readonly ExplicitAuthFlow[] | undefined;
  readonly tokenValidity: TokenValidity;
  /** As given; `readableAttributes` says what that means. */
  readonly readAttributes?: readonly string[] | undefined;
  /** As given; `writableAttributes` says what that means. */
  readonly writeAttributes?: readonly string[] | undefined;
  /** `ENABLED` hides in answers which users exist; `LEGACY` if undefined. */
  readonly preventUserExistenceErrors?: 'LEGACY' | 'ENABLED' | undefined;
  readonly enableTokenRevocation: boolean;
  readonly enablePropagateAdditionalUserContextData: boolean;
  /** Minutes for which the session of a challenge lives (S81). */
  readonly authSessionValidityMinutes: number;
  readonly refreshTokenRotation?: RefreshTokenRotation | undefined;
  readonly oauth: OAuthSettings;
  readonly analyticsConfiguration?: AnalyticsConfiguration | undefined;
}

/** An application that may sign users of one pool in. */
export interface AppClient {
  readonly key: AppClientKey;
  readonly id: AppClientId;
  readonly userPoolKey: UserPoolKey;
  readonly userPoolId: UserPoolId;
  /** Account and region of the pool: requests of nobody are found by the client alone. */
  readonly account: AccountId;
  readonly region: string;
  /** Not unique. */
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: AppClientSettings;
  /** Oldest first; empty for a public client. Any of them makes a valid secret hash. */
  readonly secrets: readonly SealedClientSecret[];
}
