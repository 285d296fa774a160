import { formatArn } from '../../aws/arn.ts';
import type { AuthorizationContext, NeededPermission } from './needed-permission.ts';
import type { ServicePermissions } from './service-permissions.ts';

/** Muster's own operations are IAM actions of the service `muster`, on what they tell of: the server, or all import jobs (R452). */
export const musterPermissions: ServicePermissions<'muster'> = {
  DescribeServer: (_input, context) => on(context, 'server'),
  GetTestControls: (_input, context) => on(context, 'server'),
  ListImportJobs: (_input, context) => on(context, 'import-job/*'),
  MoveClock: (_input, context) => on(context, 'server'),
  SetFaults: (_input, context) => on(context, 'server'),
};

function on({ principal, region }: AuthorizationContext, resource: string): NeededPermission[] {
  return [{ resources: [formatArn({ service: 'muster', region, account: principal.account, resource })] }];
}
