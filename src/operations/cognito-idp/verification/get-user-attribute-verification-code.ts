import { contactDestination } from '../../../domain/recovery/choose-destination.ts';
import { verificationOf } from '../../../domain/recovery/code-purpose.ts';
import { defineOperation } from '../../define-operation.ts';
import { getTokenOwner } from '../sign-in/token-owner.ts';
import { LIMIT_EXCEEDED, noWayText, OUTBOX_FULL } from '../users/code-refusals.ts';
import { failWithoutUser } from '../users/get-user.ts';
import { deliveryDetails, prepareContactCode } from '../users/prepare-code.ts';
import { contactAttribute } from './contact-attribute.ts';

/** Sends a code to the address of the signed-in user, or to the new one that waits to be verified (R920, R922). */
export const getUserAttributeVerificationCode = defineOperation(
  'cognito-idp',
  'GetUserAttributeVerificationCode',
  async ({ input, context, fail }) => {
    const { store, clock, outbox } = context;
    const attribute = contactAttribute(input.AttributeName, fail);
    const purpose = verificationOf(attribute);
    for (;;) {
      const { pool, user } = await getTokenOwner(context, fail);
      const waiting = await store.findContactAddress(pool.key, user.sub, purpose);
      const address = waiting ?? user.attributes[attribute];
      if (!address) return fail('InvalidParameterException', `The user has no attribute ${attribute}.`);
      const destination = contactDestination(attribute, address);
      const { medium } = destination;
      if (!outbox.canDeliver(medium)) return fail('CodeDeliveryFailureException', noWayText(medium));
      const recipient = { subject: user.sub, username: user.username, destination };
      const sending = { purpose, kind: 'GetUserAttributeVerificationCode' } as const;
      const code = prepareContactCode(context, pool, recipient, sending);
      const put = await store.putContactCode(pool.key, user.sub, { ...code, nowMs: clock.nowMs() });
      switch (put) {
        case 'stored':
          outbox.wake();
          return { CodeDeliveryDetails: deliveryDetails(destination) };
        case 'outbox-full':
          return fail('CodeDeliveryFailureException', OUTBOX_FULL);
        case 'limit-exceeded':
          return fail('LimitExceededException', LIMIT_EXCEEDED);
        case 'not-found':
          return failWithoutUser(fail);
        case 'stale':
          // The address was changed meanwhile: the next look finds the new one.
          continue;
      }
    }
  },
);
