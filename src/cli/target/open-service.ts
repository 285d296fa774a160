import { createCognitoService } from '../../driver/cognito-service.ts';
import type { ImportService } from '../../driver/import-service.ts';
import { createMusterService } from '../../driver/muster-service.ts';
import { openServiceClients } from '../../driver/service-clients.ts';
import type { ImportTarget } from './open-target.ts';

/** The service at a target, as the driver speaks to it. The caller closes its clients. */
export function openService({ kind, address }: ImportTarget): ImportService {
  const clients = openServiceClients(address);
  return kind === 'cognito' ? createCognitoService(clients) : createMusterService(clients);
}
