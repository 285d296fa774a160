/** What `muster import` asks of a server in a pool that is there, with a role that is there (R34, R37, R38). */
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

/** What it asks for besides, to make the pool that is not named. */
export const IMPORT_POOL_ACTIONS = [
  'cognito-idp:ListUserPools',
  'cognito-idp:CreateUserPool',
  'cognito-idp:AddCustomAttributes',
] as const;

/** What it asks for besides, to make the role that is not named. */
export const IMPORT_ROLE_ACTIONS = ['iam:GetRole', 'iam:CreateRole', 'iam:GetRolePolicy', 'iam:PutRolePolicy'] as const;

const ACTIONS_PER_LINE = 3;

/** For the help of the command. */
export function describeImportPermissions(): string {
  return [
    'Permissions that an import asks for where policies decide:',
    ...toLines(IMPORT_ACTIONS),
    'and to make the pool, without --user-pool-id:',
    ...toLines(IMPORT_POOL_ACTIONS),
    'and to make the role, without --role-arn:',
    ...toLines(IMPORT_ROLE_ACTIONS),
  ].join('\n');
}

function toLines(actions: readonly string[]): string[] {
  const lines = Math.ceil(actions.length / ACTIONS_PER_LINE);
  return Array.from({ length: lines }, (_, index) => {
    const start = index * ACTIONS_PER_LINE;
    return `  ${actions.slice(start, start + ACTIONS_PER_LINE).join(' ')}`;
  });
}
