/** IAM actions of an import into an existing pool with an existing role (R34, R37, R38). */
export const IMPORT_ACTIONS = [
  'cognito-idp:DescribeUserPool',
  'cognito-idp:GetCSVHeader',
  'cognito-idp:ListUserImportJobs',
  'cognito-idp:CreateUserImportJob',
  'cognito-idp:StartUserImportJob',
  'cognito-idp:DescribeUserImportJob',
  'cognito-idp:StopUserImportJob',
  'iam:PassRole',
  'logs:GetLogEvents',
] as const;

/** Those needed besides to find or create the pool if none is named. */
export const IMPORT_POOL_ACTIONS = [
  'cognito-idp:ListUserPools',
  'cognito-idp:CreateUserPool',
  'cognito-idp:AddCustomAttributes',
] as const;

/** Those needed besides to find or create the role if none is named. */
export const IMPORT_ROLE_ACTIONS = ['iam:GetRole', 'iam:CreateRole', 'iam:GetRolePolicy', 'iam:PutRolePolicy'] as const;

/** Those needed besides for follow-ups, each for its own. */
export const FOLLOW_UP_ACTIONS = [
  'cognito-idp:CreateGroup',
  'cognito-idp:AdminAddUserToGroup',
  'cognito-idp:AdminDisableUser',
  'cognito-idp:AdminSetUserMFAPreference',
] as const;

/** Those needed besides for a plan that says who is in the pool already. */
export const AGAINST_POOL_ACTIONS = ['cognito-idp:ListUsers'] as const;

/** Those needed besides with Amazon Cognito, whose log of a job is looked up. */
export const AWS_LOG_ACTIONS = ['logs:DescribeLogGroups', 'logs:DescribeLogStreams'] as const;
