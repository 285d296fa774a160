import { formatCount, formatCounted } from '../../base/text/format-quantity.ts';
import type { ReportFollowUps, RunReport } from '../../driver/run/report.ts';

/** Follow-ups of one result, and those of them that are to disable a user: they matter more than a group (R1101). */
export function describeUndone(
  { steps }: ReportFollowUps,
  result: 'refused' | 'noUser',
): { readonly count: number; readonly text: string } {
  const count = Object.values(steps).reduce((sum, step) => sum + step[result], 0);
  const disabling = steps['disable-user'][result];
  const what =
    result === 'refused'
      ? `${count === 1 ? 'was' : 'were'} refused by the service`
      : count === 1
        ? 'is for a user who is not in the pool'
        : 'are for users who are not in the pool';
  const which = disabling === 0 ? '' : `, ${disabling} of them to disable ${disabling === 1 ? 'a user' : 'users'}`;
  return { count, text: `${formatCounted(count, 'follow-up')} ${what}${which}` };
}

/** How many steps are left, for a run whose records have all their outcome (R1104). Undefined: there is nothing of that kind to say. */
export function describeFollowUpsLeft({ status, notReached, followUps }: RunReport): string | undefined {
  if (status !== 'Incomplete' || notReached > 0 || followUps?.planned === undefined) return undefined;
  const done = Object.values(followUps.steps).reduce(
    (sum, step) => sum + step.done + step.already + step.noUser + step.refused,
    0,
  );
  return `follow-ups are not finished: ${formatCount(followUps.planned - done)} of ${formatCount(followUps.planned)} to go`;
}

/** For second factors that a pool refuses (R1071). */
export const MFA_ADVICE =
  'Such factors need a pool whose MfaConfiguration is OPTIONAL or ON, with an SmsConfiguration, and users with a phone number.';

/** A run that is finished is not run again. */
export const AGAIN_ADVICE =
  'Once the reason is gone, import the same files again: users who exist are skipped, and the follow-ups are done.';
