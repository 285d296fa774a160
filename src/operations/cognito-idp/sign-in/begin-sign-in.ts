import { assertPresent } from '../../../base/assert.ts';
import { allowsFlow } from '../../../domain/app-clients/auth-flows.ts';
import { FLOWS, flowRefusal } from '../../../domain/sign-in/auth-flows.ts';
import { requireSecretHash } from './client-secrets.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { exchangeSrpKeys } from './exchange-keys.ts';
import { renewTokens } from './issue-tokens.ts';
import { judgePassword } from './judge-password.ts';
import { openSession, refreshNames } from './refresh-session.ts';
import { selectFactor } from './select-factor.ts';
import { requireParameter, type SignInAnswer, type SignInRequest } from './sign-in-request.ts';

/**
 * What InitiateAuth and AdminInitiateAuth have in common: the checks of S7 to S9, then the first step of the flow. The session is one of
 * ConfirmSignUp (R919).
 */
export async function beginSignIn(
  request: SignInRequest,
  flowName: string,
  session: string | undefined,
): Promise<SignInAnswer> {
  const { caller, client, fail } = request;
  const flow = assertPresent(FLOWS[flowName], 'the model takes only flows of the table');
  if (!flow.callers.includes(caller)) return fail('InvalidParameterException', 'Initiate Auth method not supported.');
  if (!allowsFlow(client.settings, flow.allowedBy)) {
    return fail('InvalidParameterException', flowRefusal(flowName, caller));
  }
  for (const name of flow.parameters) requireParameter(request, name);
  if (flow.start === 'refreshing') return refresh(request);
  const sent = requireParameter(request, 'USERNAME');
  requireSecretHash(request, [sent]);
  switch (flow.start) {
    case 'judging-password':
      return continueSignIn(request, await judgePassword(request, sent, requireParameter(request, 'PASSWORD')));
    case 'exchanging-keys':
      return exchangeSrpKeys(request, sent);
    case 'selecting':
      return selectFactor(request, sent, session);
    case 'refusing-custom-auth':
      // Of a pool without the trigger; no pool here calls one.
      return fail('InvalidParameterException', 'Custom auth lambda trigger is not configured for the user pool.');
    default:
      throw new Error(`no flow begins in the state ${flow.start}`);
  }
}

/** `REFRESH_TOKEN_AUTH`: new ID and access tokens, and no new refresh token (S102). */
async function refresh(request: SignInRequest): Promise<SignInAnswer> {
  const text = requireParameter(request, 'REFRESH_TOKEN');
  if (request.client.secrets.length > 0) requireParameterOfSecret(request);
  const { token, user } = await openSession(request, text);
  requireSecretHash(request, refreshNames(user));
  return { AuthenticationResult: await renewTokens(request, user, token), ChallengeParameters: {} };
}

/** A missing hash is told before the token is judged, a wrong one after: only then are the names known. */
function requireParameterOfSecret(request: SignInRequest): void {
  if (!request.parameters.SECRET_HASH) requireSecretHash(request, []);
}
