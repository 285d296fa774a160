import type { KnownHosts } from '../base/http/known-hosts.ts';
import { findProxyHeader } from '../base/http/proxy-headers.ts';
import { findHeader, type RawHeaders } from '../base/http/raw-headers.ts';
import type { Logger } from '../base/logger.ts';
import { cutClientText } from '../base/text/cut-client-text.ts';
import type { CredentialServices, RootCredentials } from './find-credentials.ts';

export interface RootCredentialsOptions {
  readonly services: CredentialServices & { readonly logger: Logger };
  readonly credentials: readonly RootCredentials[];
  /** The root credentials are the documented default ones. */
  readonly defaultCredentialsInForce: boolean;
  readonly hosts: Pick<KnownHosts, 'isForeign' | 'publicHost'>;
}

/**
 * The root credentials that this request may be signed with. Default ones are for this machine only: none count for a request that came
 * through a proxy or that is for a foreign host (R410). The log says so, because the client is only told that its key is unknown.
 */
export function listRootCredentials(
  rawHeaders: RawHeaders,
  accessKeyId: string,
  { services, credentials, defaultCredentialsInForce, hosts }: RootCredentialsOptions,
): readonly RootCredentials[] {
  if (!defaultCredentialsInForce) return credentials;
  const proxyHeader = findProxyHeader(rawHeaders);
  const host = findHeader(rawHeaders, 'host') ?? '';
  if (proxyHeader === undefined && !hosts.isForeign(host)) return credentials;
  if (credentials.some((root) => root.accessKeyId === accessKeyId)) {
    services.logger.warn(
      { proxyHeader, host: cutClientText(host) },
      `refused the default credentials: the request ${proxyHeader === undefined ? 'is for a foreign host' : 'came through a proxy'}; set root credentials to serve it`,
    );
  }
  return [];
}
