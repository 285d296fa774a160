/** What a command needs to know of a job. */
export interface CommandFacts {
  readonly endpoint: string;
  readonly region: string;
  readonly poolId: string;
  readonly jobName: string;
  readonly roleArn: string;
  readonly passwordHashingAlgorithm: string | undefined;
  readonly fileName: string;
}

/** For a shell of POSIX: what is between the quotes means itself. */
export function quoteForShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

export function cliCommands(facts: CommandFacts): string {
  const { endpoint, region, poolId, jobName, roleArn, passwordHashingAlgorithm, fileName } = facts;
  const aws = `aws --endpoint-url ${quoteForShell(endpoint)} --region ${region} cognito-idp`;
  const pool = `--user-pool-id ${poolId}`;
  const hashing =
    passwordHashingAlgorithm === undefined ? '' : ` --password-hashing-algorithm ${passwordHashingAlgorithm}`;
  return [
    `ANSWER=$(${aws} create-user-import-job ${pool} --job-name ${quoteForShell(jobName)} --cloud-watch-logs-role-arn ${quoteForShell(roleArn)}${hashing} --query 'UserImportJob.[JobId,PreSignedUrl]' --output text)`,
    // Two words with a tab between: neither has a blank.
    'JOB=$(printf %s "$ANSWER" | cut -f 1)',
    'URL=$(printf %s "$ANSWER" | cut -f 2)',
    uploadCommand(fileName),
    `${aws} start-user-import-job ${pool} --job-id "$JOB"`,
    `${aws} describe-user-import-job ${pool} --job-id "$JOB"`,
  ].join('\n');
}

/** A text of Python means the same as one of JSON. */
const python = (text: string) => JSON.stringify(text);

export function boto3Commands(facts: CommandFacts): string {
  const { endpoint, region, poolId, jobName, roleArn, passwordHashingAlgorithm, fileName } = facts;
  const hashing =
    passwordHashingAlgorithm === undefined ? '' : `, PasswordHashingAlgorithm=${python(passwordHashingAlgorithm)}`;
  return `import time
import urllib.request
import boto3

cognito = boto3.client("cognito-idp", endpoint_url=${python(endpoint)}, region_name=${python(region)})
job = cognito.create_user_import_job(UserPoolId=${python(poolId)}, JobName=${python(jobName)}, CloudWatchLogsRoleArn=${python(roleArn)}${hashing})["UserImportJob"]
with open(${python(fileName)}, "rb") as file:
    headers = {"x-amz-server-side-encryption": "aws:kms"}
    urllib.request.urlopen(urllib.request.Request(job["PreSignedUrl"], file.read(), headers, method="PUT"))
place = {"UserPoolId": ${python(poolId)}, "JobId": job["JobId"]}
cognito.start_user_import_job(**place)
while "CompletionDate" not in job:
    time.sleep(1)
    job = cognito.describe_user_import_job(**place)["UserImportJob"]
print(job["Status"], job["ImportedUsers"], job["SkippedUsers"], job["FailedUsers"])`;
}

export function curlCommands(facts: CommandFacts): string {
  const { endpoint, region, poolId, jobName, roleArn, passwordHashingAlgorithm, fileName } = facts;
  const created = {
    UserPoolId: poolId,
    JobName: jobName,
    CloudWatchLogsRoleArn: roleArn,
    ...(passwordHashingAlgorithm !== undefined && { PasswordHashingAlgorithm: passwordHashingAlgorithm }),
  };
  const job = `"{\\"UserPoolId\\":\\"${poolId}\\",\\"JobId\\":\\"$JOB\\"}"`;
  return [
    'cognito() {',
    `  curl --silent --show-error --fail-with-body --aws-sigv4 aws:amz:${region}:cognito-idp --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell fills it in.
    '    ${AWS_SESSION_TOKEN:+--header} ${AWS_SESSION_TOKEN:+"X-Amz-Security-Token: $AWS_SESSION_TOKEN"} \\',
    `    --header 'Content-Type: application/x-amz-json-1.1' --header "X-Amz-Target: AWSCognitoIdentityProviderService.$1" --data "$2" ${quoteForShell(`${endpoint}/`)}`,
    '}',
    `ANSWER=$(cognito CreateUserImportJob ${quoteForShell(JSON.stringify(created))})`,
    `JOB=$(printf %s "$ANSWER" | sed 's/.*"JobId":"\\([^"]*\\)".*/\\1/')`,
    `URL=$(printf %s "$ANSWER" | sed 's/.*"PreSignedUrl":"\\([^"]*\\)".*/\\1/')`,
    uploadCommand(fileName),
    `cognito StartUserImportJob ${job}`,
    `cognito DescribeUserImportJob ${job}`,
  ].join('\n');
}

/** Without globbing: curl would take brackets and braces of a name for patterns. */
function uploadCommand(fileName: string): string {
  return `curl --fail --globoff -T ${quoteForShell(fileName)} -H 'x-amz-server-side-encryption: aws:kms' "$URL"`;
}
