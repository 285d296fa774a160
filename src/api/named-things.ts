import { formatArn, formatLogGroupArn, formatLogStreamArn, formatUserPoolArn } from '../aws/arn.ts';
import type { ServiceName } from '../model/operation-types.ts';

/** Where a request works. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * Names of things beside the resource, each with the members of inputs and outputs that hold it: names and ids only. A user name is not
 * among them, for it may be an email address.
 */
const NAMED_BY = {
  job: ['JobId', 'UserImportJob.JobId'],
  policy: ['PolicyArn', 'PolicyName'],
  session: ['RoleSessionName'],
  client: ['ClientId', 'UserPoolClient.ClientId'],
  group: ['GroupName'],
  /** The access key that was made, changed or handed out. */
  subjectAccessKeyId: ['AccessKeyId', 'AccessKey.AccessKeyId', 'Credentials.AccessKeyId'],
} as const;

/** The ARN of what a request is about; undefined where an operation is about nothing in particular. `input` is valid by the model. */
export function findResource(service: ServiceName, place: Place, input: unknown, output: unknown): string | undefined {
  switch (service) {
    case 'cognito-idp': {
      const userPoolId = findText(input, 'UserPoolId') ?? findText(output, 'UserPool.Id');
      return userPoolId === undefined ? findText(input, 'ResourceArn') : formatUserPoolArn({ ...place, userPoolId });
    }
    case 'logs':
      return findLogArn(place, input);
    case 'iam':
      return findIamArn(place, input, output);
    case 'sts':
      return findText(input, 'RoleArn');
    case 'muster':
      return undefined;
  }
}

/** 26 lower-case letters and digits (R600). Whoever mistakes one for the other sends a secret of 52. */
const CLIENT_ID = /^[0-9a-z]{26}$/;

/** Job, policy, session, app client, group and access key that input or output name. A client is named by what can be its id only (R822). */
export function nameThings(input: unknown, output: unknown): Readonly<Record<string, string | undefined>> {
  const entries = Object.entries(NAMED_BY).map(([name, paths]) => [
    name,
    paths.map((path) => findText(input, path) ?? findText(output, path)).find((text) => text !== undefined),
  ]);
  const { client, ...things } = Object.fromEntries(entries);
  return { ...things, ...(client !== undefined && CLIENT_ID.test(client) && { client }) };
}

function findLogArn(place: Place, input: unknown): string | undefined {
  const identifier = findText(input, 'logGroupIdentifier');
  if (identifier?.startsWith('arn:')) return identifier;
  const logGroupName = findText(input, 'logGroupName') ?? identifier;
  if (logGroupName === undefined) return undefined;
  const group = { ...place, logGroupName };
  const logStreamName = findText(input, 'logStreamName');
  return logStreamName === undefined ? formatLogGroupArn(group) : formatLogStreamArn(group, logStreamName);
}

/** The ARN of the answer if it has one; else that of the name in the input, as if it had no path. */
function findIamArn({ account }: Place, input: unknown, output: unknown): string | undefined {
  const known = ['Role.Arn', 'User.Arn', 'Policy.Arn'].map((path) => findText(output, path)).find(Boolean);
  if (known !== undefined) return known;
  const [role, user, policy] = ['RoleName', 'UserName', 'PolicyName'].map((name) => findText(input, name));
  const arnOf = (resource: string) => formatArn({ service: 'iam', region: '', account, resource });
  if (role !== undefined) return arnOf(`role/${role}`);
  if (user !== undefined) return arnOf(`user/${user}`);
  return policy === undefined ? findText(input, 'PolicyArn') : arnOf(`policy/${policy}`);
}

/** The text at a path of members, if there is one. */
function findText(members: unknown, path: string): string | undefined {
  let value: unknown = members;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return typeof value === 'string' ? value : undefined;
}
