import { verificationOf } from '../../../domain/recovery/code-purpose.ts';
import { defineOperation } from '../../define-operation.ts';
import { getTokenOwner } from '../sign-in/token-owner.ts';
import { refuseCode } from '../users/code-refusals.ts';
import { failWithoutUser } from '../users/get-user.ts';
import { storedMac } from '../users/prepare-code.ts';
import { takenText } from '../users/taken-text.ts';
import { contactAttribute } from './contact-attribute.ts';

/** Verifies the address that a code went to: the user's own, or one that takes its place now (R920 to R922). */
export const verifyUserAttribute = defineOperation(
  'cognito-idp',
  'VerifyUserAttribute',
  async ({ input, context, fail }) => {
    const { store, clock, signIn } = context;
    const purpose = verificationOf(contactAttribute(input.AttributeName, fail));
    const { pool, user } = await getTokenOwner(context, fail);
    const usage = await store.useContactCode(pool.key, user.sub, {
      purpose,
      codeMac: storedMac(signIn.keys, purpose, user.sub, input.Code),
      nowMs: clock.nowMs(),
    });
    if (usage === 'not-found') return failWithoutUser(fail);
    if (typeof usage === 'string') return refuseCode(usage, fail);
    if (usage.kind === 'proved') return {};
    if (usage.kind === 'alias-exists') return fail('AliasExistsException', takenText(pool.settings, usage.attribute));
    return refuseCode('none', fail);
  },
);
