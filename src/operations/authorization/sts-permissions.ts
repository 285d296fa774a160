import type { ServicePermissions } from './service-permissions.ts';

/** Nobody is kept from asking who they are (N67). */
export const stsPermissions: ServicePermissions<'sts'> = {
  GetCallerIdentity: () => [],
};
