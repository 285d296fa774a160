import type { NodeRole } from '../domain/node.ts';
import type { SettingValue } from './setting-values.ts';

const ROLES: readonly NodeRole[] = ['all', 'api', 'worker'];

export const nodeRole: SettingValue<NodeRole> = {
  parse: (text) => ROLES.find((role) => role === text),
  allowed: `one of ${ROLES.join(', ')}`,
  placeholder: 'ROLE',
};

/** Kept as it is given: what it leaves out, PostgreSQL's own variables say, and it may say more than this program knows of. */
export const databaseUrl: SettingValue<string> = {
  parse: (text) => (isDatabaseUrl(text) ? text : undefined),
  allowed: 'the address of a PostgreSQL database, for example postgres://muster@db.example.com/muster',
  placeholder: 'URL',
};

function isDatabaseUrl(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { pathname, hash } = new URL(text);
  return hash === '' && /^\/[^/]+$/.test(pathname);
}

/** Whether the address holds what nobody but the server may see. */
export function hasPassword(url: string): boolean {
  const { password, searchParams } = new URL(url);
  return password !== '' || searchParams.has('password');
}

/** The address for a person: host, port and database, without user, password and parameters. */
export function describeDatabase(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  const place = host || searchParams.get('host') || 'localhost';
  return `${decodeURIComponent(pathname.slice(1))} on ${place}`;
}
