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
  const way = findForeignWay(rawHeaders, { defaultCredentialsInForce, hosts });
  if (!way) return credentials;
  if (credentials.some((root) => root.accessKeyId === accessKeyId)) {
    services.logger.warn(
      way.logFields,
      `refused the default credentials: the request ${way.text}; set root credentials to serve it`,
    );
  }
  return [];
}

/**
 * How a request came that default credentials do not serve, for a text after "the request"; undefined for one from this machine, or if
 * other credentials are in force.
 */
export function findForeignWay(
  rawHeaders: RawHeaders,
  { defaultCredentialsInForce, hosts }: Pick<RootCredentialsOptions, 'defaultCredentialsInForce' | 'hosts'>,
): { readonly text: string; readonly logFields: object } | undefined {
  if (!defaultCredentialsInForce) return undefined;
  const proxyHeader = findProxyHeader(rawHeaders);
  const host = findHeader(rawHeaders, 'host') ?? '';
  if (proxyHeader === undefined && !hosts.isForeign(host)) return undefined;
  const text = proxyHeader === undefined ? 'is for a foreign host' : 'came through a proxy';
  return { text, logFields: { proxyHeader, host: cutClientText(host) } };
}
