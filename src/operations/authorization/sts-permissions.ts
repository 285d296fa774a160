import type { ServicePermissions } from './service-permissions.ts';

/** Nobody is kept from asking who they are (N67). Who may assume a role is asked when its trust policy is at hand (N68). */
export const stsPermissions: ServicePermissions<'sts'> = {
  AssumeRole: () => [],
  GetCallerIdentity: () => [],
};
