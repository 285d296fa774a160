import { formatArn } from '../../aws/arn.ts';
import type { AuthorizationContext, NeededPermission } from './needed-permission.ts';
import type { ServicePermissions } from './service-permissions.ts';

/** Muster's own operations are IAM actions of the service `muster`, on what they are about: the server, all import jobs (R452), all messages, signing keys. */
export const musterPermissions: ServicePermissions<'muster'> = {
  DeleteMessages: (_input, context) => on(context, 'message/*'),
  DescribeServer: (_input, context) => on(context, 'server'),
  GetTestControls: (_input, context) => on(context, 'server'),
  ListImportJobs: (_input, context) => on(context, 'import-job/*'),
  ListMessages: (_input, context) => on(context, 'message/*'),
  MoveClock: (_input, context) => on(context, 'server'),
  RotateSigningKeys: ({ UserPoolId = '*' }, context) => on(context, `signing-keys/${UserPoolId}`),
  SetFaults: (_input, context) => on(context, 'server'),
};

function on({ principal, region }: AuthorizationContext, resource: string): NeededPermission[] {
  return [{ resources: [formatArn({ service: 'muster', region, account: principal.account, resource })] }];
}
