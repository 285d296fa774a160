import {
  AGAINST_POOL_ACTIONS,
  AWS_LOG_ACTIONS,
  FOLLOW_UP_ACTIONS,
  IMPORT_ACTIONS,
  IMPORT_ROLE_ACTIONS,
} from '../../driver/import-permissions.ts';
import type { PlannedFollowUps } from '../../driver/run/run-plan.ts';
import type { ImportTarget } from '../target/open-target.ts';
import type { ImportOptions } from './import-request.ts';
import type { PlannedPlace } from './plan-pool.ts';

interface ActionPlan {
  readonly place: PlannedPlace;
  readonly followUps: PlannedFollowUps | undefined;
  readonly target: Pick<ImportTarget, 'kind'>;
  readonly options: Pick<ImportOptions, 'againstPool' | 'userPoolId' | 'roleArn'>;
}

/** The IAM actions of this import, each of which it needs, and no others (R1070). */
export function listPlannedActions({ place, options, followUps, target }: ActionPlan): readonly string[] {
  return [
    ...IMPORT_ACTIONS,
    ...(options.againstPool ? AGAINST_POOL_ACTIONS : []),
    ...(target.kind === 'cognito' ? AWS_LOG_ACTIONS : []),
    ...(options.userPoolId === undefined ? poolActions(place) : []),
    ...(options.roleArn === undefined ? roleActions(place) : []),
    ...(followUps === undefined ? [] : followUpActions(followUps)),
  ];
}

/** A pool that no option names is looked for by its name; one that is there is created no more, but may lack attributes. */
function poolActions({ pool, attributesToAdd }: PlannedPlace): readonly string[] {
  return [
    'cognito-idp:ListUserPools',
    ...(pool === undefined ? ['cognito-idp:CreateUserPool'] : []),
    ...(attributesToAdd.length > 0 ? ['cognito-idp:AddCustomAttributes'] : []),
  ];
}

function roleActions({ createsRole, setsRolePolicy }: PlannedPlace): readonly string[] {
  const isNeeded: Readonly<Record<(typeof IMPORT_ROLE_ACTIONS)[number], boolean>> = {
    'iam:GetRole': true,
    'iam:CreateRole': createsRole,
    'iam:GetRolePolicy': true,
    'iam:PutRolePolicy': setsRolePolicy,
  };
  return IMPORT_ROLE_ACTIONS.filter((action) => isNeeded[action]);
}

function followUpActions({ groups, joins, disabled, mfa }: PlannedFollowUps): readonly string[] {
  const counts: Readonly<Record<(typeof FOLLOW_UP_ACTIONS)[number], number>> = {
    'cognito-idp:CreateGroup': groups.length,
    'cognito-idp:AdminAddUserToGroup': joins,
    'cognito-idp:AdminDisableUser': disabled,
    'cognito-idp:AdminSetUserMFAPreference': mfa,
  };
  return FOLLOW_UP_ACTIONS.filter((action) => counts[action] > 0);
}
