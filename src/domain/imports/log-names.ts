const LOG_GROUP_NAME_CHARACTERS_MAX = 512;

/** The log group of a pool (R274, R275). */
export function logGroupNameOf(userPoolId: string, userPoolName: string): string {
  const name = userPoolName.replace(/[^.\-_/#A-Za-z0-9]/gu, '_');
  return `/aws/cognito/userpools/${userPoolId}/${name}`.slice(0, LOG_GROUP_NAME_CHARACTERS_MAX);
}

/** The log stream of a job (R274). */
export function logStreamNameOf(jobId: string, jobName: string): string {
  return `${jobId}/${jobName}`;
}
