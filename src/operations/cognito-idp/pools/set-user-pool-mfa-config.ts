import { judgeMfaRequest, type MfaRequest } from '../../../domain/pools/judge-mfa-request.ts';
import { fillText } from '../../../domain/texts/fill-text.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { failWithoutPool, getUserPool } from './get-user-pool.ts';
import { mfaConfigAnswer } from './mfa-config-answer.ts';
import { smsConfiguration } from './requested-settings.ts';

/** Keeps the settings. While users are imported it is refused: their second factors hang on it (R637). */
export const setUserPoolMfaConfig = defineOperation(
  'cognito-idp',
  'SetUserPoolMfaConfig',
  async ({ input, context, fail }) => {
    const { store, clock } = context;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const verdict = judgeMfaRequest(pool.settings, requestOf(input));
    if (verdict.kind === 'refused') return fail(verdict.code, verdict.text);
    const { settings } = verdict;
    const change = { settings, keepsTags: true, nowMs: clock.nowMs() };
    switch (await store.replaceUserPoolSettings(scopeOf(context), pool.id, change)) {
      case 'changed':
        return mfaConfigAnswer({ settings, region: pool.region });
      case 'not-found':
        return failWithoutPool(pool.id, fail);
      case 'import-in-progress':
        return fail('ConcurrentModificationException', fillText('import-job-in-progress', pool.id));
    }
  },
);

function requestOf(input: InputOf<'cognito-idp', 'SetUserPoolMfaConfig'>): MfaRequest {
  const { SmsMfaConfiguration: sms, EmailMfaConfiguration: email, WebAuthnConfiguration: webAuthn } = input;
  return {
    mfaConfiguration: input.MfaConfiguration,
    sms: sms && {
      authenticationMessage: sms.SmsAuthenticationMessage,
      configuration: sms.SmsConfiguration && smsConfiguration(sms.SmsConfiguration),
    },
    softwareToken: input.SoftwareTokenMfaConfiguration?.Enabled,
    email: email && { message: email.Message, subject: email.Subject },
    webAuthn: webAuthn && {
      relyingPartyId: webAuthn.RelyingPartyId,
      userVerification: webAuthn.UserVerification,
      factorConfiguration: webAuthn.FactorConfiguration,
    },
  };
}
