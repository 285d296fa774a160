import type { InspectedFile } from './inspect-file.ts';

/** Jobs of the driver are known by their name. */
const JOB_NAME_PREFIX = 'muster-import ';
const JOB_NAME_CHARACTERS_MAX = 128;
const DIGEST_CHARACTERS = 16;

/** Names the file and its content, in the characters of R47. */
export function jobNameOf({ name, sha256 }: Pick<InspectedFile, 'name' | 'sha256'>): string {
  const end = digestOf(sha256);
  const start = `${JOB_NAME_PREFIX}${name.replaceAll(/[^\w +=,.@-]/g, '_')}`;
  return `${start.slice(0, JOB_NAME_CHARACTERS_MAX - end.length)}${end}`;
}

/** Whether a job of that name imports a file of this content, under whatever file name. */
export function isJobOf({ sha256 }: Pick<InspectedFile, 'sha256'>, jobName: string): boolean {
  return jobName.startsWith(JOB_NAME_PREFIX) && jobName.endsWith(digestOf(sha256));
}

function digestOf(sha256: string): string {
  return ` sha256=${sha256.slice(0, DIGEST_CHARACTERS)}`;
}
