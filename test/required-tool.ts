import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

/** A command that shows that a tool is there, by the name of the Debian package that brings it. */
const PROBES = {
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
  bsdutils: ['script', '--version'],
  radosgw: ['sh', '-c', 'command -v radosgw && command -v ceph-mon && command -v ceph-osd'],
} as const satisfies Record<string, readonly [command: string, ...words: string[]]>;

export type Tool = keyof typeof PROBES;

/**
 * A suite that needs a program of the machine. Without it the suite is skipped, with a printed line, on somebody's machine; where
 * `CI=true` it fails, so that no run of CI is green because it looked away.
 */
export function describeWithTool(tool: Tool, name: string, suite: () => void): void {
  if (isInstalled(PROBES[tool])) {
    describe(name, suite);
    return;
  }
  const line = `${name}: needs the Debian package ${tool}, which this machine lacks`;
  if (isMissingToolFailure(process.env)) throw new Error(line);
  process.stdout.write(`skipped  ${line}\n`);
  describe.skip(name, suite);
}

/** Whether a missing tool is a failure and no reason to skip. */
export function isMissingToolFailure(environment: NodeJS.ProcessEnv): boolean {
  return environment.CI === 'true';
}

/** Whether the probe ends with 0. */
export function isInstalled([command, ...words]: readonly [command: string, ...words: string[]]): boolean {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}
