import { assert } from '../../../base/assert.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { type CodeDestination, contactDestination } from '../../../domain/recovery/choose-destination.ts';
import { verificationOf } from '../../../domain/recovery/code-purpose.ts';
import { judgeChangedAttributes } from '../../../domain/users/user-attributes.ts';
import { userKeys } from '../../../domain/users/user-keys.ts';
import type { UserAttributesChange } from '../../../store/store.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';
import { LIMIT_EXCEEDED, noWayText, OUTBOX_FULL } from './code-refusals.ts';
import { type FoundUser, failWithoutUser, getUser } from './get-user.ts';
import { type AttributesEditor, type ContactPlan, planContactChanges } from './plan-contact-changes.ts';
import { prepareContactCode } from './prepare-code.ts';
import { takenText } from './taken-text.ts';

type ChangeError = 'InvalidParameterException' | 'UserNotFoundException';

export type AttributesChanging =
  /** Codes went to these. */
  | { readonly kind: 'changed'; readonly sentTo: readonly CodeDestination[] }
  /** Another user has an alias that this one would get. */
  | { readonly kind: 'taken'; readonly text: string }
  /** There is no way to deliver a code, or too many messages wait (S111). */
  | { readonly kind: 'undeliverable'; readonly text: string }
  | { readonly kind: 'limit-exceeded'; readonly text: string };

/**
 * Changes attributes of the user with that name; a blank value removes one. Codes that prove new addresses are stored with the change: all
 * of it, or nothing (R921, R922).
 */
export async function changeUserAttributes(
  context: RequestContext,
  pool: UserPool,
  username: string,
  { changes, by }: { readonly changes: ReadonlyMap<string, string>; readonly by: AttributesEditor },
  fail: Fail<ChangeError>,
): Promise<AttributesChanging> {
  const { store, outbox } = context;
  for (;;) {
    const found = await getUser(context, pool, username, fail);
    const plan = planContactChanges(pool, found.user.attributes, changes, by);
    const sentTo = plan.proved.map(({ attribute, address }) => contactDestination(attribute, address));
    const silent = sentTo.find(({ medium }) => !outbox.canDeliver(medium));
    const change = makeChange(context, pool, found, { changes, plan, by, fail });
    if (silent) return { kind: 'undeliverable', text: noWayText(silent.medium) };
    const answer = await store.replaceUserAttributes(pool.key, found.usernameKey, change);
    switch (answer) {
      case 'changed':
        if (sentTo.length > 0) outbox.wake();
        return { kind: 'changed', sentTo };
      case 'not-found':
        return failWithoutUser(fail);
      case 'stale':
        // Another request changed the user in between. One of the two always succeeds, so the loop ends.
        continue;
      case 'outbox-full':
        return { kind: 'undeliverable', text: OUTBOX_FULL };
      case 'limit-exceeded':
        return { kind: 'limit-exceeded', text: LIMIT_EXCEEDED };
      default:
        return { kind: 'taken', text: takenText(pool.settings, answer.attribute) };
    }
  }
}

/** Removes attributes, which gives nobody an alias. */
export async function removeUserAttributes(
  context: RequestContext,
  pool: UserPool,
  username: string,
  names: readonly string[],
  fail: Fail<ChangeError>,
): Promise<void> {
  const changes = new Map(names.map((name) => [name, '']));
  const { kind } = await changeUserAttributes(context, pool, username, { changes, by: 'user' }, fail);
  assert(kind === 'changed', "a removed attribute is nobody's alias, and no code proves it");
}

/** Refuses what the pool does not accept: all of the change is judged, also what has to be proved first. */
function makeChange(
  context: RequestContext,
  pool: UserPool,
  { user }: FoundUser,
  {
    changes,
    plan,
    by,
    fail,
  }: {
    readonly changes: ReadonlyMap<string, string>;
    readonly plan: ContactPlan;
    readonly by: AttributesEditor;
    readonly fail: Fail<'InvalidParameterException'>;
  },
): UserAttributesChange {
  const whole = judgeChangedAttributes(pool, user.attributes, changes);
  if (whole.kind === 'refused') return fail('InvalidParameterException', whole.text);
  const verdict = judgeChangedAttributes(pool, user.attributes, plan.changes);
  if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);
  const { attributes } = verdict;
  const { emailKey, phoneKey, preferredUsernameKey } = userKeys(pool.settings, user.username, attributes);
  const kind = by === 'administrator' ? 'AdminUpdateUserAttributes' : 'UpdateUserAttributes';
  const codes = plan.proved.map(({ attribute, address }) => {
    const destination = contactDestination(attribute, address);
    const recipient = { subject: user.sub, username: user.username, destination };
    return prepareContactCode(context, pool, recipient, { purpose: verificationOf(attribute), kind });
  });
  const keys = { emailKey, phoneKey, preferredUsernameKey };
  return { attributes, expected: user.attributes, ...keys, codes, nowMs: context.clock.nowMs() };
}
