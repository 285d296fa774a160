import type { UserPool } from '../pools/user-pool.ts';
import type { AnalyticsConfiguration, AppClientSettings } from './app-client.ts';
import { findAttributeFault } from './attribute-access.ts';
import { findFlowFault } from './auth-flows.ts';
import { findOAuthFault } from './oauth-settings.ts';
import { type ClientRefusal, invalidParameter } from './refusal.ts';
import { findValidityFault } from './token-validity.ts';

/** What the settings are judged by beside themselves. */
export interface ClientCircumstances {
  readonly pool: Pick<UserPool, 'id' | 'schema' | 'settings'>;
  readonly hasSecret: boolean;
  readonly action: 'creating' | 'updating';
}

/** Why a pool does not take a client with these settings; undefined if it does. The first fault in this order is answered (R606). */
export function findSettingsFault(
  settings: AppClientSettings,
  { pool, hasSecret, action }: ClientCircumstances,
): ClientRefusal | undefined {
  return (
    findFlowFault(settings, pool.settings.userPoolTier ?? 'ESSENTIALS') ??
    findValidityFault(settings.tokenValidity) ??
    findAttributeFault(settings, pool.schema, action) ??
    findOAuthFault(settings.oauth, { hasSecret, userPoolId: pool.id }) ??
    findAnalyticsFault(settings.analyticsConfiguration) ??
    findContextDataFault(settings, hasSecret)
  );
}

function findAnalyticsFault(given: AnalyticsConfiguration | undefined): ClientRefusal | undefined {
  if (given === undefined) return undefined;
  const { applicationArn, applicationId, roleArn, externalId } = given;
  const byId = [applicationId, roleArn, externalId];
  const isByArn = applicationArn !== undefined && byId.every((value) => value === undefined);
  const isById = applicationArn === undefined && byId.every((value) => value !== undefined);
  if (isByArn || isById) return undefined;
  return invalidParameter(
    'Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid',
  );
}

/** An address that a client reports counts only if the client has proved who it is (R606). */
function findContextDataFault(settings: AppClientSettings, hasSecret: boolean): ClientRefusal | undefined {
  return settings.enablePropagateAdditionalUserContextData && !hasSecret
    ? invalidParameter(
        'EnablePropagateAdditionalUserContextData can only be enabled for a client with a client secret.',
      )
    : undefined;
}
