import { spawnSync } from 'node:child_process';

/** A command that shows that a tool is there, by the name of the Debian package that brings it. */
export const PROBES = {
  awscli: ['/usr/bin/aws', '--version'],
  'python3-boto3': ['/usr/bin/python3', '-c', 'import boto3'],
  chromium: ['/usr/bin/chromium', '--version'],
  curl: ['curl', '--version'],
  faketime: ['faketime', '--version'],
  postgresql: ['/usr/lib/postgresql/15/bin/postgres', '--version'],
  patroni: ['sh', '-c', 'command -v patroni && command -v etcd && test -x /usr/lib/postgresql/15/bin/postgres'],
  'python3-pytest': ['/usr/bin/python3', '-c', 'import boto3, pytest'],
  nginx: ['/usr/sbin/nginx', '-v'],
  caddy: ['/usr/bin/caddy', 'version'],
  systemd: ['systemd-analyze', '--version'],
  strace: ['strace', '-f', '-o', '/dev/null', 'true'],
  'util-linux': ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'flock', '--version'],
  bsdutils: ['script', '--version'],
  radosgw: ['sh', '-c', 'command -v radosgw && command -v ceph-mon && command -v ceph-osd'],
} as const satisfies Record<string, readonly [command: string, ...words: string[]]>;

export type Tool = keyof typeof PROBES;

/** Whether a missing tool is a failure and no reason to skip. */
export function isMissingToolFailure(environment: NodeJS.ProcessEnv): boolean {
  return environment.CI === 'true';
}

/** Whether the probe ends with 0. */
export function isInstalled([command, ...words]: readonly [command: string, ...words: string[]]): boolean {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}

/**
 * Whether tools that tests need are all there; if not, prints which Debian packages are missing. @throws where `CI=true`, so that no run of
 * CI is green because it left something out
 */
export function areInstalled(name: string, tools: readonly Tool[]): boolean {
  const missing = tools.filter((tool) => !isInstalled(PROBES[tool]));
  if (missing.length === 0) return true;
  const line = `${name}: needs the Debian package ${missing.join(' and ')}, which this machine lacks or does not let this user run`;
  if (isMissingToolFailure(process.env)) throw new Error(line);
  process.stdout.write(`skipped  ${line}\n`);
  return false;
}
