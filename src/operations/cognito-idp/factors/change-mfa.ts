import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { canUseFactor } from '../../../domain/sign-in/second-factors.ts';
import { changeMfa, chosenMfa, type MfaFactorChange } from '../../../domain/users/chosen-mfa.ts';
import type { MfaFactor, User } from '../../../domain/users/user.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';
import { failWithoutUser } from '../users/get-user.ts';

type ChangeError = 'InvalidParameterException' | 'UserNotFoundException';

/** One factor in a preference, as AWS's model has each of them. */
interface FactorSettings {
  readonly Enabled?: boolean;
  readonly PreferredMfa?: boolean;
}

/** What SetUserMFAPreference and AdminSetUserMFAPreference have in common. */
export interface MfaPreference {
  readonly SMSMfaSettings?: FactorSettings;
  readonly SoftwareTokenMfaSettings?: FactorSettings;
  readonly EmailMfaSettings?: FactorSettings;
  readonly WebAuthnMfaSettings?: { readonly Enabled?: boolean };
}

/** Activates and prefers factors as asked; one that is left out stays as it is (R872). */
export async function setMfaPreference(
  context: RequestContext,
  pool: UserPool,
  user: User,
  preference: MfaPreference,
  fail: Fail<ChangeError>,
): Promise<void> {
  if (preference.WebAuthnMfaSettings?.Enabled === true) {
    return fail('InvalidParameterException', 'This server has no passkeys: WebAuthnMfaSettings cannot be enabled.');
  }
  const changes = [
    changeOf('SMS_MFA', preference.SMSMfaSettings),
    changeOf('SOFTWARE_TOKEN_MFA', preference.SoftwareTokenMfaSettings),
    changeOf('EMAIL_OTP', preference.EmailMfaSettings),
  ].filter((change) => change !== undefined);
  if (changes.filter(({ isPreferred }) => isPreferred).length > 1) {
    return fail('InvalidParameterException', 'Only one MFA factor can be the preferred one.');
  }
  await replaceMfa(context, pool, user, changes, fail);
}

/**
 * Replaces the factors of a user, again as often as another request changed them meanwhile: one of the two always succeeds, so that ends. A
 * factor is activated or preferred only if it would work (R872).
 */
export async function replaceMfa(
  { store, clock }: RequestContext,
  pool: UserPool,
  before: User,
  changes: readonly MfaFactorChange[],
  fail: Fail<ChangeError>,
): Promise<void> {
  for (let user: User | undefined = before; ; user = await store.findUser(pool.key, before.sub)) {
    if (user?.sub !== before.sub) return failWithoutUser(fail);
    const mfa = changeMfa(user.mfa, changes);
    const { factors } = chosenMfa(mfa);
    const asked = changes.filter(({ isEnabled, isPreferred }) => isEnabled === true || isPreferred === true);
    // Whether there is an app the store looks up itself, in the same transaction.
    const subject = { ...user, hasSoftwareToken: true };
    for (const { factor } of asked) {
      if (!factors.includes(factor) || !canUseFactor(pool.settings, subject, factor)) return refuseFactor(factor, fail);
    }
    const change = await store.replaceUserMfa(pool.key, user.sub, {
      mfa,
      expected: user.mfa,
      needsSoftwareToken: asked.some(({ factor }) => factor === 'SOFTWARE_TOKEN_MFA'),
      nowMs: clock.nowMs(),
    });
    if (change === 'changed') return;
    if (change === 'no-software-token') return refuseFactor('SOFTWARE_TOKEN_MFA', fail);
    if (change === 'not-found') return failWithoutUser(fail);
  }
}

function refuseFactor(factor: MfaFactor, fail: Fail<'InvalidParameterException'>): never {
  return fail('InvalidParameterException', `User does not have delivery config set to turn on ${factor}`);
}

function changeOf(factor: MfaFactor, settings: FactorSettings | undefined): MfaFactorChange | undefined {
  return settings && { factor, isEnabled: settings.Enabled, isPreferred: settings.PreferredMfa };
}
