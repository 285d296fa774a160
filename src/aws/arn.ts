/** An ARN that was split at its first five colons. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** What the ARN of a role, of a user or of a policy is made of. */
export interface IamArn {
  readonly account: string;
  /** `/`, or a path that begins and ends with one. */
  readonly path: string;
  readonly name: string;
}

export interface UserPoolArn {
  readonly region: string;
  readonly account: string;
  readonly userPoolId: string;
}

export interface LogGroupArn {
  readonly region: string;
  readonly account: string;
  readonly logGroupName: string;
}

/** Undefined if the text is not an ARN. */
export function parseArn(text: string): Arn | undefined {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(text);
  if (!match) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return { partition, service, region, account, resource };
}

export function formatArn(arn: Omit<Arn, 'partition'>): string {
  return `arn:aws:${arn.service}:${arn.region}:${arn.account}:${arn.resource}`;
}

/** `arn:aws:iam::<account>:role<path><name>` (N42). */
export function formatRoleArn(role: IamArn): string {
  return formatArn({ service: 'iam', region: '', account: role.account, resource: `role${role.path}${role.name}` });
}

/** `arn:aws:iam::<account>:user<path><name>` (N42). */
export function formatUserArn(user: IamArn): string {
  return formatArn({ service: 'iam', region: '', account: user.account, resource: `user${user.path}${user.name}` });
}

/** `arn:aws:iam::<account>:policy<path><name>` (N42). */
export function formatPolicyArn(policy: IamArn): string {
  return formatArn({
    service: 'iam',
    region: '',
    account: policy.account,
    resource: `policy${policy.path}${policy.name}`,
  });
}

/** `arn:aws:sts::<account>:assumed-role/<role>/<session>` (N67). */
export function formatAssumedRoleArn(session: {
  readonly account: string;
  readonly roleName: string;
  readonly sessionName: string;
}): string {
  const resource = `assumed-role/${session.roleName}/${session.sessionName}`;
  return formatArn({ service: 'sts', region: '', account: session.account, resource });
}

/** Of an account, or of AWS itself. */
export function isPolicyArn(text: string): boolean {
  return /^arn:[^:]+:iam::(?:\d{12}|aws):policy\/[^\s]+$/.test(text);
}

export function parseRoleArn(text: string): IamArn | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'iam' || arn.region !== '' || !isAccount(arn.account)) return undefined;
  const match = /^role(\/(?:.*\/)?)([\w+=,.@-]+)$/.exec(arn.resource);
  if (!match) return undefined;
  const [, path = '', name = ''] = match;
  return { account: arn.account, path, name };
}

/** `arn:aws:cognito-idp:<region>:<account>:userpool/<poolId>` (R37). */
export function formatUserPoolArn(pool: UserPoolArn): string {
  return formatArn({ ...pool, service: 'cognito-idp', resource: `userpool/${pool.userPoolId}` });
}

/** Undefined for the ARN of anything else. */
export function parseUserPoolArn(text: string): UserPoolArn | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'cognito-idp' || arn.region === '' || !isAccount(arn.account)) return undefined;
  const userPoolId = /^userpool\/([\w-]+_[0-9a-zA-Z]+)$/.exec(arn.resource)?.[1];
  return userPoolId === undefined ? undefined : { region: arn.region, account: arn.account, userPoolId };
}

/** `arn:aws:logs:<region>:<account>:log-group:<name>`, without the `:*` that CloudWatch Logs puts behind it in places (N3). */
export function formatLogGroupArn(group: LogGroupArn): string {
  return formatArn({ ...group, service: 'logs', resource: `log-group:${group.logGroupName}` });
}

/** `arn:aws:logs:<region>:<account>:log-group:<name>:log-stream:<stream>` (N3). */
export function formatLogStreamArn(group: LogGroupArn, logStreamName: string): string {
  return `${formatLogGroupArn(group)}:log-stream:${logStreamName}`;
}

/** Takes the form with `:*` and the form without. */
export function parseLogGroupArn(text: string): LogGroupArn | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'logs' || arn.region === '' || !isAccount(arn.account)) return undefined;
  const logGroupName = /^log-group:([\w/.#-]+)(?::\*)?$/.exec(arn.resource)?.[1];
  return logGroupName === undefined ? undefined : { region: arn.region, account: arn.account, logGroupName };
}

function isAccount(text: string): boolean {
  return /^\d{12}$/.test(text);
}
