import type { Config } from './resolve-config.ts';
import { settings } from './settings.ts';

type IssuerSettings = Pick<Config, 'database' | 'host' | 'publicUrl' | 'role' | 'tokenIssuer'>;

/** Addresses on which a server listens for every address of its machine; nobody can connect to them from elsewhere. */
const UNSPECIFIED_HOSTS: readonly string[] = ['0.0.0.0', '::', '[::]'];

/**
 * Why nobody else could verify the tokens of this server by their issuer, in words that say what to set (R808); undefined if they could.
 * `url` is where it listens.
 */
export function findIssuerProblem(config: IssuerSettings, url: string): string | undefined {
  const { database, host, publicUrl, role, tokenIssuer } = config;
  if (tokenIssuer === 'cognito' || publicUrl !== undefined || role === 'worker') return undefined;
  const remedy = `set ${settings.publicUrl.flag} to the URL by which applications reach this server`;
  if (UNSPECIFIED_HOSTS.includes(host))
    return `tokens name the issuer ${url}, which no other machine reaches: ${remedy}`;
  if (database !== undefined) {
    return `tokens name the issuer ${url}, the address of this node alone, and each other node names its own: ${remedy}`;
  }
  return undefined;
}
