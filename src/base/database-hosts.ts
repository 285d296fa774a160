/** The values of `target_session_attrs` that mean the server that takes writes, which is the only one of use here. */
const WRITING = ['read-write', 'primary'];
const TARGET = 'target_session_attrs';

/**
 * One address for each host that the address of a PostgreSQL database names, in their order. Several stand with commas between them, as
 * libpq has it: `postgres://user@one,two:6432/database`, or `postgres:///database?host=one,two&port=5432,6432`. Undefined for what is
 * no such address.
 */
export function listHostUrls(url: string): readonly [string, ...string[]] | undefined {
  const parts = /^(?<scheme>postgres(?:ql)?:\/\/)(?<user>[^/?#]*@)?(?<hosts>[^/?#]*)(?<rest>.*)$/s.exec(url)?.groups;
  if (!parts) return undefined;
  const { scheme = '', user = '', hosts = '', rest = '' } = parts;
  const names = hosts.split(',');
  if (names.length > 1 && names.includes('')) return undefined;
  const urls = names.map((host) => `${scheme}${user}${host}${rest}`);
  if (!urls.every(isAddress)) return undefined;
  const [first = url, ...others] = urls.flatMap(splitParameters);
  return [first, ...others];
}

function isAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { pathname, hash, searchParams } = new URL(url);
  const target = searchParams.get(TARGET);
  return hash === '' && /^\/[^/]+$/.test(pathname) && (target === null || WRITING.includes(target));
}

/** Hosts that are given as a parameter, such as the directory of a socket. One port holds for all of them. */
function splitParameters(url: string): readonly string[] {
  const { searchParams } = new URL(url);
  const hosts = searchParams.get('host')?.split(',') ?? [];
  if (hosts.length < 2) return [url];
  const ports = searchParams.get('port')?.split(',') ?? [];
  return hosts.map((host, index) => {
    const one = new URL(url);
    one.searchParams.set('host', host);
    const port = ports.length > 1 ? ports[index] : ports[0];
    if (port) one.searchParams.set('port', port);
    return one.href;
  });
}
