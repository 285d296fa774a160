import { type ExecFileException, execFile } from 'node:child_process';
import { CloudWatchLogsClient, DescribeMetricFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient, ListIdentityProvidersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient, ListGroupsCommand } from '@aws-sdk/client-iam';
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { clientOptions } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';

let server: ServerProcess;
let logText = '';
beforeAll(async () => {
  server = await startServerProcess({
    onOutput: (text) => {
      logText += text;
    },
  });
});
afterAll(() => server.stop());

/** Real service, command of the AWS CLI and of boto3, code of the answer, and what the message and the log of the server name. */
const COGNITO = 'AWSCognitoIdentityProviderService.ListIdentityProviders';
const LOGS = 'Logs_20140328.DescribeMetricFilters';
const OFFERED = (target: string) => `This server does not offer the operation ${target}.`;
const NOT_FOUND = (action: string, version: string) => `Could not find operation ${action} for version ${version}`;
const CASES = [
  {
    words: 'cognito-idp list-identity-providers --user-pool-id us-east-1_AbCdEf123',
    code: 'UnknownOperationException',
    message: OFFERED(COGNITO),
    logged: COGNITO,
  },
  {
    words: 'logs describe-metric-filters',
    code: 'UnknownOperationException',
    message: OFFERED(LOGS),
    logged: LOGS,
  },
  {
    words: 'iam list-groups',
    code: 'InvalidAction',
    message: NOT_FOUND('ListGroups', '2010-05-08'),
    logged: '2010-05-08 ListGroups',
  },
  {
    words: 'sts get-session-token',
    code: 'InvalidAction',
    message: NOT_FOUND('GetSessionToken', '2011-06-15'),
    logged: '2011-06-15 GetSessionToken',
  },
] as const;

/** What the log says of requests that were refused with `code`. */
function findRefusals(code: string): string[] {
  const lines = logText.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
  return lines
    .map((line) => JSON.parse(line))
    .filter(({ errorCode }) => errorCode === code)
    .map(({ unknownOperation }) => unknownOperation);
}

describe('an operation that is not offered', () => {
  const calls: Record<string, () => Promise<unknown>> = {
    'cognito-idp': () =>
      new CognitoIdentityProviderClient(clientOptions(server.url)).send(
        new ListIdentityProvidersCommand({ UserPoolId: 'us-east-1_AbCdEf123' }),
      ),
    logs: () => new CloudWatchLogsClient(clientOptions(server.url)).send(new DescribeMetricFiltersCommand({})),
    iam: () => new IAMClient(clientOptions(server.url)).send(new ListGroupsCommand({})),
    sts: () => new STSClient(clientOptions(server.url)).send(new GetSessionTokenCommand({})),
  };

  it.each(CASES)('is named by the JS SDK and by the log of the server: $words (R440)', async (row) => {
    const [service = ''] = row.words.split(' ');
    const error = await calls[service]?.().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: row.code, message: row.message });
    await vi.waitFor(() => expect(findRefusals(row.code)).toContain(row.logged));
  });
});

describeWithTool('awscli', 'the AWS CLI', () => {
  it.each(CASES)('names an operation that is not offered: $words (R440)', async ({ words, code, message }) => {
    const env = {
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const printed = await new Promise<string>((resolve) => {
      const args = [...words.split(' '), '--endpoint-url', server.url];
      execFile('/usr/bin/aws', args, { env }, (_error: ExecFileException | null, _stdout, stderr) => resolve(stderr));
    });
    expect(printed).toContain(`An error occurred (${code})`);
    expect(printed).toContain(message);
  });
});

describeWithTool('python3-boto3', 'boto3', () => {
  it('names an operation that is not offered (R440)', async () => {
    const program = [
      'import boto3, json, sys',
      'from botocore.exceptions import ClientError',
      'seen = []',
      'for service, name, given in json.loads(sys.argv[2]):',
      '    client = boto3.client(service, endpoint_url=sys.argv[1], region_name="us-east-1",',
      '                          aws_access_key_id="test", aws_secret_access_key="test")',
      '    try:',
      '        getattr(client, name)(**given)',
      '    except ClientError as error:',
      '        seen.append(error.response["Error"])',
      'print(json.dumps(seen))',
    ].join('\n');
    const given = [
      ['cognito-idp', 'list_identity_providers', { UserPoolId: 'us-east-1_AbCdEf123' }],
      ['logs', 'describe_metric_filters', {}],
      ['iam', 'list_groups', {}],
      ['sts', 'get_session_token', {}],
    ];
    const printed = await new Promise<string>((resolve, reject) => {
      const args = ['-c', program, server.url, JSON.stringify(given)];
      execFile('/usr/bin/python3', args, (error, stdout) => (error ? reject(error) : resolve(stdout)));
    });
    expect(JSON.parse(printed)).toEqual(
      CASES.map(({ code, message }) => expect.objectContaining({ Code: code, Message: message })),
    );
  });
});
