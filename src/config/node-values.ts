import { assertPresent } from '../base/assert.ts';
import { listHostUrls } from '../base/database-hosts.ts';
import type { NodeRole } from '../base/node.ts';
import type { SettingValue } from './setting-values.ts';

const ROLES: readonly NodeRole[] = ['all', 'api', 'worker'];

export const nodeRole: SettingValue<NodeRole> = {
  parse: (text) => ROLES.find((role) => role === text),
  allowed: `one of ${ROLES.join(', ')}`,
  placeholder: 'ROLE',
};

/**
 * Kept as it is given: what it leaves out, PostgreSQL's own variables say, and it may say more than this program knows of. Several hosts
 * stand with commas between them.
 */
export const databaseUrl: SettingValue<string> = {
  parse: (text) => (listHostUrls(text) ? text : undefined),
  allowed:
    'the address of a PostgreSQL database that accepts writes, for example postgres://muster@db.example.com/muster, or with several hosts postgres://muster@one,two/muster?target_session_attrs=read-write',
  placeholder: 'URL',
};

/** Whether the URL holds a password. */
export function hasPassword(url: string): boolean {
  const { password, searchParams } = new URL(urlsOf(url)[0]);
  return password !== '' || searchParams.has('password');
}

/** The URL for display: hosts, ports and database, without user, password and parameters. */
export function describeDatabase(url: string): string {
  const urls = urlsOf(url).map((each) => new URL(each));
  const places = urls.map(({ host, searchParams }) => host || searchParams.get('host') || 'localhost');
  return `${decodeURIComponent(urls[0]?.pathname.slice(1) ?? '')} on ${places.join(', ')}`;
}

function urlsOf(url: string): readonly [string, ...string[]] {
  return assertPresent(listHostUrls(url), 'a setting is checked before it is used');
}
