import type { MessageMedium, NewMessage } from '../../../domain/messages/message.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { Attributes } from '../../../domain/users/user.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import type { Fail } from '../../define-operation.ts';
import type { OperationContext } from '../../operation.ts';
import { noWayText } from './code-refusals.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const ATTRIBUTES = { EMAIL: 'email', SMS: 'phone_number' } as const satisfies Record<MessageMedium, string>;

/**
 * The messages that tell a user the temporary password, by the desired media for which the user has an address; without a wish by SMS.
 * A medium that was asked for and cannot be delivered is refused; the one that nobody asked for is left out then (R681, R682).
 */
export function inviteUser(
  { outbox }: OperationContext,
  pool: UserPool,
  { DesiredDeliveryMediums: desired }: Pick<InputOf<'cognito-idp', 'AdminCreateUser'>, 'DesiredDeliveryMediums'>,
  invited: { readonly username: string; readonly attributes: Attributes; readonly password: string },
  fail: Fail<'CodeDeliveryFailureException'>,
): readonly NewMessage[] {
  const media: readonly MessageMedium[] = desired?.length ? desired : ['SMS'];
  return [...new Set(media)].flatMap((medium) => {
    const to = invited.attributes[ATTRIBUTES[medium]];
    if (!to) return [];
    if (!outbox.canDeliver(medium)) {
      return desired?.length ? fail('CodeDeliveryFailureException', noWayText(medium)) : [];
    }
    const validMs = pool.settings.passwordPolicy.temporaryPasswordValidityDays * DAY_MS;
    const { username, password: code } = invited;
    return [outbox.prepare(pool, { to, medium, kind: 'AdminCreateUser', username, code }, { validMs })];
  });
}
