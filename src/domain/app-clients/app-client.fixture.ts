import type { AppClientSettings } from './app-client.ts';

/** The settings of a client that was created with nothing but a name. */
export function appClientSettings(change: Partial<AppClientSettings> = {}): AppClientSettings {
  return {
    tokenValidity: { refreshToken: 30 },
    enableTokenRevocation: true,
    enablePropagateAdditionalUserContextData: false,
    authSessionValidityMinutes: 3,
    oauth: { isAllowed: false },
    ...change,
  };
}
