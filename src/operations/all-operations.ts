import { addCustomAttributes } from './cognito-idp/add-custom-attributes.ts';
import { adminCreateUser } from './cognito-idp/admin-create-user.ts';
import { adminDeleteUser } from './cognito-idp/admin-delete-user.ts';
import { adminDisableUser } from './cognito-idp/admin-disable-user.ts';
import { adminEnableUser } from './cognito-idp/admin-enable-user.ts';
import { adminGetUser } from './cognito-idp/admin-get-user.ts';
import { adminUpdateUserAttributes } from './cognito-idp/admin-update-user-attributes.ts';
import { createUserImportJob } from './cognito-idp/create-user-import-job.ts';
import { createUserPool } from './cognito-idp/create-user-pool.ts';
import { deleteUserPool } from './cognito-idp/delete-user-pool.ts';
import { describeUserImportJob } from './cognito-idp/describe-user-import-job.ts';
import { describeUserPool } from './cognito-idp/describe-user-pool.ts';
import { getCsvHeader } from './cognito-idp/get-csv-header.ts';
import { listUserImportJobs } from './cognito-idp/list-user-import-jobs.ts';
import { listUserPools } from './cognito-idp/list-user-pools.ts';
import { listUsers } from './cognito-idp/list-users.ts';
import { startUserImportJob } from './cognito-idp/start-user-import-job.ts';
import { stopUserImportJob } from './cognito-idp/stop-user-import-job.ts';
import { updateUserPool } from './cognito-idp/update-user-pool.ts';
import type { DefinedOperation } from './define-operation.ts';
import { createRole } from './iam/create-role.ts';
import { deleteRole } from './iam/delete-role.ts';
import { deleteRolePolicy } from './iam/delete-role-policy.ts';
import { getRole } from './iam/get-role.ts';
import { getRolePolicy } from './iam/get-role-policy.ts';
import { listRolePolicies } from './iam/list-role-policies.ts';
import { listRoles } from './iam/list-roles.ts';
import { putRolePolicy } from './iam/put-role-policy.ts';
import { createLogGroup } from './logs/create-log-group.ts';
import { createLogStream } from './logs/create-log-stream.ts';
import { deleteLogGroup } from './logs/delete-log-group.ts';
import { deleteLogStream } from './logs/delete-log-stream.ts';
import { deleteRetentionPolicy } from './logs/delete-retention-policy.ts';
import { describeLogGroups } from './logs/describe-log-groups.ts';
import { describeLogStreams } from './logs/describe-log-streams.ts';
import { filterLogEvents } from './logs/filter-log-events.ts';
import { getLogEvents } from './logs/get-log-events.ts';
import { putLogEvents } from './logs/put-log-events.ts';
import { putRetentionPolicy } from './logs/put-retention-policy.ts';
import { getCallerIdentity } from './sts/get-caller-identity.ts';

/** Every operation that is served. The registry proves them complete against the models. */
export const allOperations: readonly DefinedOperation[] = [
  addCustomAttributes,
  adminCreateUser,
  adminDeleteUser,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
  adminUpdateUserAttributes,
  createUserImportJob,
  createUserPool,
  deleteUserPool,
  describeUserImportJob,
  describeUserPool,
  getCsvHeader,
  listUserImportJobs,
  listUserPools,
  listUsers,
  startUserImportJob,
  stopUserImportJob,
  updateUserPool,
  createRole,
  deleteRole,
  deleteRolePolicy,
  getRole,
  getRolePolicy,
  listRolePolicies,
  listRoles,
  putRolePolicy,
  createLogGroup,
  createLogStream,
  deleteLogGroup,
  deleteLogStream,
  deleteRetentionPolicy,
  describeLogGroups,
  describeLogStreams,
  filterLogEvents,
  getLogEvents,
  putLogEvents,
  putRetentionPolicy,
  getCallerIdentity,
];
