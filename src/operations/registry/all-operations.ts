import { addUserPoolClientSecret } from '../cognito-idp/app-clients/add-user-pool-client-secret.ts';
import { createUserPoolClient } from '../cognito-idp/app-clients/create-user-pool-client.ts';
import { deleteUserPoolClient } from '../cognito-idp/app-clients/delete-user-pool-client.ts';
import { deleteUserPoolClientSecret } from '../cognito-idp/app-clients/delete-user-pool-client-secret.ts';
import { describeUserPoolClient } from '../cognito-idp/app-clients/describe-user-pool-client.ts';
import { listUserPoolClientSecrets } from '../cognito-idp/app-clients/list-user-pool-client-secrets.ts';
import { listUserPoolClients } from '../cognito-idp/app-clients/list-user-pool-clients.ts';
import { updateUserPoolClient } from '../cognito-idp/app-clients/update-user-pool-client.ts';
import { adminAddUserToGroup } from '../cognito-idp/groups/admin-add-user-to-group.ts';
import { adminListGroupsForUser } from '../cognito-idp/groups/admin-list-groups-for-user.ts';
import { adminRemoveUserFromGroup } from '../cognito-idp/groups/admin-remove-user-from-group.ts';
import { createGroup } from '../cognito-idp/groups/create-group.ts';
import { deleteGroup } from '../cognito-idp/groups/delete-group.ts';
import { getGroup } from '../cognito-idp/groups/get-group.ts';
import { listGroups } from '../cognito-idp/groups/list-groups.ts';
import { listUsersInGroup } from '../cognito-idp/groups/list-users-in-group.ts';
import { updateGroup } from '../cognito-idp/groups/update-group.ts';
import { createUserImportJob } from '../cognito-idp/imports/create-user-import-job.ts';
import { describeUserImportJob } from '../cognito-idp/imports/describe-user-import-job.ts';
import { getCsvHeader } from '../cognito-idp/imports/get-csv-header.ts';
import { listUserImportJobs } from '../cognito-idp/imports/list-user-import-jobs.ts';
import { startUserImportJob } from '../cognito-idp/imports/start-user-import-job.ts';
import { stopUserImportJob } from '../cognito-idp/imports/stop-user-import-job.ts';
import { addCustomAttributes } from '../cognito-idp/pools/add-custom-attributes.ts';
import { createUserPool } from '../cognito-idp/pools/create-user-pool.ts';
import { deleteUserPool } from '../cognito-idp/pools/delete-user-pool.ts';
import { describeUserPool } from '../cognito-idp/pools/describe-user-pool.ts';
import { getUserPoolMfaConfig } from '../cognito-idp/pools/get-user-pool-mfa-config.ts';
import { listTagsForResource } from '../cognito-idp/pools/list-tags-for-resource.ts';
import { listUserPools } from '../cognito-idp/pools/list-user-pools.ts';
import { setUserPoolMfaConfig } from '../cognito-idp/pools/set-user-pool-mfa-config.ts';
import { tagResource } from '../cognito-idp/pools/tag-resource.ts';
import { untagResource } from '../cognito-idp/pools/untag-resource.ts';
import { updateUserPool } from '../cognito-idp/pools/update-user-pool.ts';
import { adminResetUserPassword } from '../cognito-idp/recovery/admin-reset-user-password.ts';
import { confirmForgotPassword } from '../cognito-idp/recovery/confirm-forgot-password.ts';
import { forgotPassword } from '../cognito-idp/recovery/forgot-password.ts';
import { adminInitiateAuth } from '../cognito-idp/sign-in/admin-initiate-auth.ts';
import { adminRespondToAuthChallenge } from '../cognito-idp/sign-in/admin-respond-to-auth-challenge.ts';
import { adminSetUserPassword } from '../cognito-idp/sign-in/admin-set-user-password.ts';
import { adminUserGlobalSignOut } from '../cognito-idp/sign-in/admin-user-global-sign-out.ts';
import { changePassword } from '../cognito-idp/sign-in/change-password.ts';
import { deleteSelf } from '../cognito-idp/sign-in/delete-self.ts';
import { deleteUserAttributes } from '../cognito-idp/sign-in/delete-user-attributes.ts';
import { getSelf } from '../cognito-idp/sign-in/get-self.ts';
import { getTokensFromRefreshToken } from '../cognito-idp/sign-in/get-tokens-from-refresh-token.ts';
import { globalSignOut } from '../cognito-idp/sign-in/global-sign-out.ts';
import { initiateAuth } from '../cognito-idp/sign-in/initiate-auth.ts';
import { respondToAuthChallenge } from '../cognito-idp/sign-in/respond-to-auth-challenge.ts';
import { revokeToken } from '../cognito-idp/sign-in/revoke-token.ts';
import { updateUserAttributes } from '../cognito-idp/sign-in/update-user-attributes.ts';
import { adminConfirmSignUp } from '../cognito-idp/sign-up/admin-confirm-sign-up.ts';
import { confirmSignUp } from '../cognito-idp/sign-up/confirm-sign-up.ts';
import { resendConfirmationCode } from '../cognito-idp/sign-up/resend-confirmation-code.ts';
import { signUp } from '../cognito-idp/sign-up/sign-up.ts';
import { adminCreateUser } from '../cognito-idp/users/admin-create-user.ts';
import { adminDeleteUser } from '../cognito-idp/users/admin-delete-user.ts';
import { adminDeleteUserAttributes } from '../cognito-idp/users/admin-delete-user-attributes.ts';
import { adminDisableUser } from '../cognito-idp/users/admin-disable-user.ts';
import { adminEnableUser } from '../cognito-idp/users/admin-enable-user.ts';
import { adminGetUser } from '../cognito-idp/users/admin-get-user.ts';
import { adminUpdateUserAttributes } from '../cognito-idp/users/admin-update-user-attributes.ts';
import { listUsers } from '../cognito-idp/users/list-users.ts';
import { getUserAttributeVerificationCode } from '../cognito-idp/verification/get-user-attribute-verification-code.ts';
import { verifyUserAttribute } from '../cognito-idp/verification/verify-user-attribute.ts';
import type { DefinedOperation } from '../define-operation.ts';
import { attachRolePolicy } from '../iam/attach-role-policy.ts';
import { attachUserPolicy } from '../iam/attach-user-policy.ts';
import { createAccessKey } from '../iam/create-access-key.ts';
import { createPolicy } from '../iam/create-policy.ts';
import { createRole } from '../iam/create-role.ts';
import { createUser } from '../iam/create-user.ts';
import { deleteAccessKey } from '../iam/delete-access-key.ts';
import { deletePolicy } from '../iam/delete-policy.ts';
import { deleteRole } from '../iam/delete-role.ts';
import { deleteRolePolicy } from '../iam/delete-role-policy.ts';
import { deleteIamUser } from '../iam/delete-user.ts';
import { deleteUserPolicy } from '../iam/delete-user-policy.ts';
import { detachRolePolicy } from '../iam/detach-role-policy.ts';
import { detachUserPolicy } from '../iam/detach-user-policy.ts';
import { getPolicy } from '../iam/get-policy.ts';
import { getPolicyVersion } from '../iam/get-policy-version.ts';
import { getRole } from '../iam/get-role.ts';
import { getRolePolicy } from '../iam/get-role-policy.ts';
import { getIamUser } from '../iam/get-user.ts';
import { getUserPolicy } from '../iam/get-user-policy.ts';
import { listAccessKeys } from '../iam/list-access-keys.ts';
import { listAttachedRolePolicies } from '../iam/list-attached-role-policies.ts';
import { listAttachedUserPolicies } from '../iam/list-attached-user-policies.ts';
import { listPolicies } from '../iam/list-policies.ts';
import { listPolicyVersions } from '../iam/list-policy-versions.ts';
import { listRolePolicies } from '../iam/list-role-policies.ts';
import { listRoles } from '../iam/list-roles.ts';
import { listUserPolicies } from '../iam/list-user-policies.ts';
import { listIamUsers } from '../iam/list-users.ts';
import { putRolePolicy } from '../iam/put-role-policy.ts';
import { putUserPolicy } from '../iam/put-user-policy.ts';
import { updateAccessKey } from '../iam/update-access-key.ts';
import { updateAssumeRolePolicy } from '../iam/update-assume-role-policy.ts';
import { createLogGroup } from '../logs/create-log-group.ts';
import { createLogStream } from '../logs/create-log-stream.ts';
import { deleteLogGroup } from '../logs/delete-log-group.ts';
import { deleteLogStream } from '../logs/delete-log-stream.ts';
import { deleteRetentionPolicy } from '../logs/delete-retention-policy.ts';
import { describeLogGroups } from '../logs/describe-log-groups.ts';
import { describeLogStreams } from '../logs/describe-log-streams.ts';
import { filterLogEvents } from '../logs/filter-log-events.ts';
import { getLogEvents } from '../logs/get-log-events.ts';
import { putLogEvents } from '../logs/put-log-events.ts';
import { putRetentionPolicy } from '../logs/put-retention-policy.ts';
import { deleteMessages } from '../muster/delete-messages.ts';
import { describeServer } from '../muster/describe-server.ts';
import { getTestControls } from '../muster/get-test-controls.ts';
import { listImportJobs } from '../muster/list-import-jobs.ts';
import { listMessages } from '../muster/list-messages.ts';
import { moveClock } from '../muster/move-clock.ts';
import { rotateSigningKeys } from '../muster/rotate-signing-keys.ts';
import { setFaults } from '../muster/set-faults.ts';
import { assumeRole } from '../sts/assume-role.ts';
import { getCallerIdentity } from '../sts/get-caller-identity.ts';

/** Every operation that is served. The registry proves them complete against the models. */
export const allOperations: readonly DefinedOperation[] = [
  addCustomAttributes,
  adminInitiateAuth,
  adminResetUserPassword,
  adminRespondToAuthChallenge,
  adminSetUserPassword,
  adminUserGlobalSignOut,
  changePassword,
  deleteSelf,
  deleteUserAttributes,
  getSelf,
  getTokensFromRefreshToken,
  globalSignOut,
  initiateAuth,
  respondToAuthChallenge,
  revokeToken,
  updateUserAttributes,
  adminConfirmSignUp,
  confirmSignUp,
  resendConfirmationCode,
  signUp,
  getUserAttributeVerificationCode,
  verifyUserAttribute,
  adminDeleteUserAttributes,
  adminCreateUser,
  adminDeleteUser,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
  adminUpdateUserAttributes,
  confirmForgotPassword,
  createUserImportJob,
  addUserPoolClientSecret,
  createUserPoolClient,
  deleteUserPoolClient,
  deleteUserPoolClientSecret,
  describeUserPoolClient,
  listUserPoolClientSecrets,
  listUserPoolClients,
  updateUserPoolClient,
  createGroup,
  getGroup,
  listGroups,
  updateGroup,
  deleteGroup,
  adminAddUserToGroup,
  adminRemoveUserFromGroup,
  adminListGroupsForUser,
  listUsersInGroup,
  setUserPoolMfaConfig,
  getUserPoolMfaConfig,
  tagResource,
  untagResource,
  listTagsForResource,
  createUserPool,
  deleteUserPool,
  describeUserImportJob,
  describeUserPool,
  forgotPassword,
  getCsvHeader,
  listUserImportJobs,
  listUserPools,
  listUsers,
  startUserImportJob,
  stopUserImportJob,
  updateUserPool,
  attachRolePolicy,
  attachUserPolicy,
  createAccessKey,
  createPolicy,
  createRole,
  createUser,
  deleteAccessKey,
  deletePolicy,
  deleteRole,
  deleteRolePolicy,
  deleteIamUser,
  deleteUserPolicy,
  detachRolePolicy,
  detachUserPolicy,
  getPolicy,
  getPolicyVersion,
  getRole,
  getRolePolicy,
  getIamUser,
  getUserPolicy,
  listAccessKeys,
  listAttachedRolePolicies,
  listAttachedUserPolicies,
  listPolicies,
  listPolicyVersions,
  listRolePolicies,
  listRoles,
  listUserPolicies,
  listIamUsers,
  putRolePolicy,
  createLogGroup,
  createLogStream,
  deleteLogGroup,
  deleteLogStream,
  deleteRetentionPolicy,
  putUserPolicy,
  updateAccessKey,
  updateAssumeRolePolicy,
  describeLogGroups,
  describeLogStreams,
  filterLogEvents,
  getLogEvents,
  putLogEvents,
  putRetentionPolicy,
  assumeRole,
  getCallerIdentity,
  deleteMessages,
  describeServer,
  getTestControls,
  listImportJobs,
  listMessages,
  moveClock,
  rotateSigningKeys,
  setFaults,
];
