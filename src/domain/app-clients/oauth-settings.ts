import type { OAuthSettings } from './app-client.ts';
import { type ClientRefusal, invalidParameter } from './refusal.ts';

const STANDARD_SCOPES: readonly string[] = ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'];
const LOCAL_HTTP = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?(?:[/?]|$)/i;
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * What is wrong with settings of the hosted pages, in Cognito's words (R607 to R609); undefined if nothing is. Muster has no hosted
 * pages, identity providers and resource servers: the settings are kept for what reads them.
 */
export function findOAuthFault(
  settings: OAuthSettings,
  { hasSecret, userPoolId }: { readonly hasSecret: boolean; readonly userPoolId: string },
): ClientRefusal | undefined {
  return (
    findFlowsFault(settings, hasSecret) ??
    findScopeFault(settings) ??
    findUrlFault(settings) ??
    findProviderFault(settings, userPoolId)
  );
}

function findFlowsFault(
  { isAllowed, allowedFlows = [], allowedScopes = [], callbackUrls = [] }: OAuthSettings,
  hasSecret: boolean,
): ClientRefusal | undefined {
  if (isAllowed && (allowedFlows.length === 0 || allowedScopes.length === 0)) {
    return invalidParameter(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    );
  }
  const isForPeople = allowedFlows.some((flow) => flow !== 'client_credentials');
  if (allowedFlows.includes('client_credentials')) {
    if (isForPeople) {
      return invalidFlow('client_credentials flow can not be selected along with code flow or implicit flow.');
    }
    if (!hasSecret) {
      return invalidFlow('client_credentials flow can not be selected if client does not have a client secret.');
    }
  }
  if (isAllowed && isForPeople && callbackUrls.length === 0) {
    return invalidFlow('CallbackUrls can not be empty when code flow or implicit flow is selected');
  }
  return undefined;
}

function findScopeFault({ allowedScopes = [] }: OAuthSettings): ClientRefusal | undefined {
  const unknown = allowedScopes.find((scope) => !STANDARD_SCOPES.includes(scope));
  return unknown === undefined
    ? undefined
    : { code: 'ScopeDoesNotExistException', text: `Invalid scope requested: ${unknown}` };
}

function findUrlFault({ callbackUrls = [], defaultRedirectUri }: OAuthSettings): ClientRefusal | undefined {
  for (const url of callbackUrls) {
    if (!ABSOLUTE.test(url)) return invalidParameter(`${url} is not an absolute URI.`);
    if (url.includes('#')) return invalidParameter(`${url} cannot use fragment`);
    if (/^http:/i.test(url) && !LOCAL_HTTP.test(url)) {
      return invalidParameter(`${url} cannot use the HTTP protocol.`);
    }
  }
  if (defaultRedirectUri !== undefined && !callbackUrls.includes(defaultRedirectUri)) {
    return invalidParameter(`The default redirect URI ${defaultRedirectUri} is not in the callback URIs list.`);
  }
  return undefined;
}

function findProviderFault(
  { supportedIdentityProviders = [] }: OAuthSettings,
  userPoolId: string,
): ClientRefusal | undefined {
  const unknown = supportedIdentityProviders.find((name) => name !== 'COGNITO');
  return unknown === undefined
    ? undefined
    : invalidParameter(`The provider ${unknown} does not exist for User Pool ${userPoolId}`);
}

function invalidFlow(text: string): ClientRefusal {
  return { code: 'InvalidOAuthFlowException', text };
}
