import { describe, expect, it } from 'vitest';
import { fixtureSchema, fixtureSettings } from '../pools/user-pool.fixture.ts';
import type { UserPoolId } from '../pools/user-pool.ts';
import { appClientSettings } from './app-client.fixture.ts';
import type { AnalyticsConfiguration, AppClientSettings, OAuthSettings } from './app-client.ts';
import { findSettingsFault } from './find-settings-fault.ts';

const pool = { id: 'us-east-1_Pool00001' as UserPoolId, schema: fixtureSchema(), settings: fixtureSettings() };

function findFault(change: Partial<AppClientSettings>, hasSecret = false) {
  const fault = findSettingsFault(appClientSettings(change), { pool, hasSecret, action: 'creating' });
  return fault && `${fault.code}: ${fault.text}`;
}

const CODE: OAuthSettings = {
  isAllowed: true,
  allowedFlows: ['code'],
  allowedScopes: ['openid'],
  callbackUrls: ['https://example.com/'],
};

describe('OAuth settings', () => {
  it.each<[string, Partial<OAuthSettings>]>([
    ['the code flow', {}],
    [
      'all standard scopes (R608)',
      { allowedScopes: ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'] },
    ],
    ['the provider of the pool itself (R608)', { supportedIdentityProviders: ['COGNITO'] }],
    [
      'HTTP on the own machine (R609)',
      { callbackUrls: ['http://localhost:3000/a', 'http://127.0.0.1', 'http://[::1]:1/'] },
    ],
    ['the scheme of an app (R609)', { callbackUrls: ['myapp://example'] }],
    ['a default redirect that is in the list (R609)', { defaultRedirectUri: 'https://example.com/' }],
    ['URLs while OAuth is off (R607)', { isAllowed: false, allowedFlows: [], allowedScopes: [] }],
  ])('are taken: %s', (_, change) => {
    expect(findFault({ oauth: { ...CODE, ...change } })).toBeUndefined();
  });

  const REQUIRED =
    'InvalidParameterException: AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.';
  it.each<[string, Partial<OAuthSettings>, string]>([
    ['no flow (R607)', { allowedFlows: [] }, REQUIRED],
    ['no scope (R607)', { allowedScopes: undefined }, REQUIRED],
    [
      'a machine and a person in one client (R607)',
      { allowedFlows: ['code', 'client_credentials'] },
      'InvalidOAuthFlowException: client_credentials flow can not be selected along with code flow or implicit flow.',
    ],
    [
      'a machine without a secret (R607)',
      { allowedFlows: ['client_credentials'] },
      'InvalidOAuthFlowException: client_credentials flow can not be selected if client does not have a client secret.',
    ],
    [
      'no callback URL (R607)',
      { allowedFlows: ['implicit'], callbackUrls: [] },
      'InvalidOAuthFlowException: CallbackUrls can not be empty when code flow or implicit flow is selected',
    ],
    [
      'a scope that does not exist (R608)',
      { allowedScopes: ['openid', 'api/read'] },
      'ScopeDoesNotExistException: Invalid scope requested: api/read',
    ],
    [
      'a provider that does not exist (R608)',
      { supportedIdentityProviders: ['COGNITO', 'Google'] },
      'InvalidParameterException: The provider Google does not exist for User Pool us-east-1_Pool00001',
    ],
    [
      'plain HTTP (R609)',
      { callbackUrls: ['http://example.com/'] },
      'InvalidParameterException: http://example.com/ cannot use the HTTP protocol.',
    ],
    [
      'plain HTTP to a host whose name begins like the own machine (R609)',
      { callbackUrls: ['http://localhost.example.com/'] },
      'InvalidParameterException: http://localhost.example.com/ cannot use the HTTP protocol.',
    ],
    [
      'a fragment (R609)',
      { callbackUrls: ['https://example.com/#a'] },
      'InvalidParameterException: https://example.com/#a cannot use fragment',
    ],
    [
      'a relative URL (R609)',
      { callbackUrls: ['/signed-in'] },
      'InvalidParameterException: /signed-in is not an absolute URI.',
    ],
    [
      'a default redirect that is not in the list (R609)',
      { defaultRedirectUri: 'https://example.com/other' },
      'InvalidParameterException: The default redirect URI https://example.com/other is not in the callback URIs list.',
    ],
  ])('are refused: %s', (_, change, fault) => {
    expect(findFault({ oauth: { ...CODE, ...change } })).toBe(fault);
  });

  it('take a machine with a secret, which needs no callback URL (R607)', () => {
    const oauth: OAuthSettings = { ...CODE, allowedFlows: ['client_credentials'], callbackUrls: [] };
    expect(findFault({ oauth }, true)).toBeUndefined();
  });
});

describe('settings of a client', () => {
  const ARN = 'arn:aws:mobiletargeting:us-east-1:123456789012:apps/d70b2ba36a8c4dc5a04a0451a31a1e12';
  it.each<[string, AnalyticsConfiguration, boolean]>([
    ['an ARN', { applicationArn: ARN, userDataShared: true }, true],
    ['id, role and external id', { applicationId: 'd70b', roleArn: ARN, externalId: 'x' }, true],
    ['an id alone', { applicationId: 'd70b' }, false],
    ['both', { applicationArn: ARN, applicationId: 'd70b', roleArn: ARN, externalId: 'x' }, false],
    ['neither', {}, false],
  ])('have analytics by %s (R606)', (_, analyticsConfiguration, isTaken) => {
    const fault =
      'InvalidParameterException: Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid';
    expect(findFault({ analyticsConfiguration })).toBe(isTaken ? undefined : fault);
  });

  it('report addresses of users only with a secret (R606)', () => {
    const settings = { enablePropagateAdditionalUserContextData: true };
    expect(findFault(settings, true)).toBeUndefined();
    expect(findFault(settings)).toContain('EnablePropagateAdditionalUserContextData');
  });

  it('are refused for their first fault: flows, validity, attributes, OAuth, analytics, context data (R606)', () => {
    const faults: Partial<AppClientSettings> = {
      explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      tokenValidity: { accessToken: 25, refreshToken: 30 },
      readAttributes: ['custom:none'],
      oauth: { isAllowed: true },
      analyticsConfiguration: {},
      enablePropagateAdditionalUserContextData: true,
    };
    const good = appClientSettings();
    const texts = ['REFRESH_TOKEN_AUTH', 'validity', 'read attributes', 'AllowedOAuthFlows', 'analytics', 'Propagate'];
    const remaining: Partial<AppClientSettings> = { ...faults };
    for (const [index, name] of (Object.keys(faults) as (keyof AppClientSettings)[]).entries()) {
      expect(findFault(remaining)).toContain(texts[index]);
      Object.assign(remaining, { [name]: good[name] });
    }
    expect(findFault(remaining)).toBeUndefined();
  });
});
