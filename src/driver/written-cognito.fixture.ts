import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const POOL_ID = 'us-gov-west-1_AbCdEfGhI';
export const OTHER_POOL_ID = 'us-gov-west-1_Other0001';
export const JOB_ID = 'import-mAgUtd8PMm';
export const LOG_GROUP = `/aws/cognito/userpools/${POOL_ID}/people`;
export const CSV_HEADER = ['cognito:username', 'email', 'email_verified'];

type Members = Readonly<Record<string, unknown>>;

/** A request for one operation, as one of the services got it. */
export interface AskedOperation {
  readonly service: 'cognito-idp' | 'logs' | 'iam' | 's3';
  readonly operation: string;
  readonly input: Members;
}

/** What a test sets of the state of the account. */
export interface WrittenState {
  /** Status of the job of another pool: while it is active, no job starts. */
  otherStatus: string;
  status: string;
  /** What a started job ends with. */
  endStatus: string;
  completionMessage: string;
  /** Jobs that the pool lists. */
  poolJobs: readonly Members[];
  counters: Members;
  /** Messages that CloudWatch Logs shows by now. */
  logMessages: readonly string[];
  /** Errors of operations instead of their answers. */
  refusals: ReadonlyMap<string, { readonly type: string; readonly message: string }>;
  /** Operations that are done, and whose answer is cut off on its way. */
  cutOff: ReadonlySet<string>;
  /** Pools that were deleted after they were listed. */
  deletedPools: readonly string[];
  /** Where jobs get their file, if not at the bucket. */
  uploadUrl: string | undefined;
  /** Whether CloudWatch Logs shows the log group by now, and its stream. */
  isLogVisible: boolean;
}

/**
 * Amazon Cognito, CloudWatch Logs, IAM and the bucket of the uploads, each at an address of its own, with answers written by hand after
 * AWS's API references. It shares no code with Muster and checks no signature.
 */
export interface WrittenCognito {
  readonly endpoints: { readonly cognito: string; readonly logs: string; readonly iam: string };
  readonly asked: readonly AskedOperation[];
  readonly state: WrittenState;
  close(): void;
}

export async function startWrittenCognito(): Promise<WrittenCognito> {
  const asked: AskedOperation[] = [];
  const state: WrittenState = {
    otherStatus: 'Succeeded',
    status: 'Created',
    endStatus: 'Succeeded',
    completionMessage: '',
    poolJobs: [],
    counters: {},
    logMessages: [],
    refusals: new Map(),
    cutOff: new Set(),
    deletedPools: [],
    uploadUrl: undefined,
    isLogVisible: true,
  };
  const bucket = await listen(async (request) => {
    await readBody(request);
    asked.push({ service: 's3', operation: String(request.method), input: {} });
    return { type: 'application/xml', body: '' };
  });
  const uploadUrl = `${urlOf(bucket)}/uploads/users.csv?X-Amz-Signature=0123`;
  const answers = {
    'cognito-idp': (operation: string, input: Members) =>
      answerCognito(operation, input, state, state.uploadUrl ?? uploadUrl),
    logs: (operation: string, input: Members) => answerLogs(operation, input, state),
  };
  const listenJson = (service: 'cognito-idp' | 'logs') =>
    listen(async (request) => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const input: Members = JSON.parse(await readBody(request));
      asked.push({ service, operation, input });
      const refusal = state.refusals.get(operation);
      const answer = refusal ?? answers[service](operation, input);
      if (state.cutOff.has(operation)) return 'cut-off';
      const isRefused = 'type' in answer;
      const body = isRefused ? { __type: answer.type, message: answer.message } : answer;
      return { status: isRefused ? 400 : 200, type: 'application/x-amz-json-1.1', body: JSON.stringify(body) };
    });
  const cognito = await listenJson('cognito-idp');
  const logs = await listenJson('logs');
  const iam = await listen(async (request) => {
    const input = Object.fromEntries(new URLSearchParams(await readBody(request)));
    const operation = input.Action ?? '';
    asked.push({ service: 'iam', operation, input });
    return answerIam(operation);
  });
  return {
    endpoints: { cognito: urlOf(cognito), logs: urlOf(logs), iam: urlOf(iam) },
    asked,
    state,
    close() {
      for (const server of [bucket, cognito, logs, iam]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

type Refusal = { readonly type: string; readonly message: string };

/** As in the API reference of Amazon Cognito user pools. */
function answerCognito(operation: string, input: Members, state: WrittenState, uploadUrl: string): Members | Refusal {
  const job = {
    JobId: JOB_ID,
    JobName: 'job',
    UserPoolId: POOL_ID,
    PreSignedUrl: uploadUrl,
    CreationDate: 1795986945.696,
    CloudWatchLogsRoleArn: 'arn:aws-us-gov:iam::123456789012:role/muster-import',
    Status: state.status,
    ...(state.completionMessage === '' ? {} : { CompletionMessage: state.completionMessage }),
    ...state.counters,
  };
  switch (operation) {
    case 'DescribeUserPool':
      return {
        UserPool: {
          Id: POOL_ID,
          Name: 'people',
          Arn: `arn:aws-us-gov:cognito-idp:us-gov-west-1:123456789012:userpool/${POOL_ID}`,
          AutoVerifiedAttributes: ['email'],
          SchemaAttributes: [],
        },
      };
    case 'ListUserPools':
      return {
        UserPools: [
          ...state.deletedPools.map((Id) => ({ Id, Name: 'deleted' })),
          { Id: POOL_ID, Name: 'people' },
          { Id: OTHER_POOL_ID, Name: 'others' },
        ],
      };
    case 'ListUserImportJobs':
      if (state.deletedPools.includes(String(input.UserPoolId))) {
        return { type: 'ResourceNotFoundException', message: 'User pool does not exist.' };
      }
      if (input.UserPoolId !== OTHER_POOL_ID) return { UserImportJobs: state.poolJobs };
      return { UserImportJobs: [{ JobId: 'import-other', JobName: 'by hand', Status: state.otherStatus }] };
    case 'GetCSVHeader':
      return { UserPoolId: POOL_ID, CSVHeader: CSV_HEADER };
    case 'CreateUserImportJob':
      return { UserImportJob: { ...job, Status: 'Created' } };
    case 'StartUserImportJob':
      if (state.otherStatus === 'InProgress') {
        return { type: 'PreconditionNotMetException', message: 'Only one job at a time, says Cognito.' };
      }
      state.status = state.endStatus;
      return { UserImportJob: { ...job, Status: 'Pending' } };
    case 'StopUserImportJob':
      state.status = 'Stopped';
      return { UserImportJob: { ...job, Status: 'Stopping' } };
    case 'DescribeUserImportJob':
      return { UserImportJob: { ...job, JobId: input.JobId } };
    default:
      return { type: 'UnknownOperationException', message: operation };
  }
}

/** As in the API reference of Amazon CloudWatch Logs. */
function answerLogs(operation: string, input: Members, state: WrittenState): Members | Refusal {
  if (!state.isLogVisible) {
    if (operation === 'DescribeLogGroups') return { logGroups: [] };
    return { type: 'ResourceNotFoundException', message: 'The specified log stream does not exist.' };
  }
  switch (operation) {
    case 'DescribeLogGroups':
      return { logGroups: LOG_GROUP.startsWith(String(input.logGroupNamePrefix)) ? [{ logGroupName: LOG_GROUP }] : [] };
    case 'DescribeLogStreams':
      return { logStreams: [{ logStreamName: `${JOB_ID}/as-cognito-calls-it` }] };
    case 'GetLogEvents': {
      const first = input.nextToken === undefined ? 0 : Number(String(input.nextToken).slice(2));
      const events = state.logMessages.slice(first).map((message) => ({ message, timestamp: 1, ingestionTime: 1 }));
      return { events, nextForwardToken: `f/${first + events.length}`, nextBackwardToken: 'b/0' };
    }
    default:
      return { type: 'UnknownOperationException', message: operation };
  }
}

/** As in the API reference of IAM. */
function answerIam(operation: string): HttpAnswer {
  const type = 'text/xml';
  const role =
    '<Role><Path>/</Path><RoleName>muster-import</RoleName><RoleId>AROAEXAMPLE</RoleId><CreateDate>2026-11-30T00:00:00Z</CreateDate><Arn>arn:aws-us-gov:iam::123456789012:role/muster-import</Arn></Role>';
  if (operation === 'CreateRole' || operation === 'PutRolePolicy') {
    const result = operation === 'CreateRole' ? `<CreateRoleResult>${role}</CreateRoleResult>` : '';
    return {
      type,
      body: `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${result}</${operation}Response>`,
    };
  }
  const error = '<Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>Not found.</Message></Error>';
  return {
    status: 404,
    type,
    body: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${error}</ErrorResponse>`,
  };
}

interface HttpAnswer {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
}

async function listen(answer: (request: IncomingMessage) => Promise<HttpAnswer | 'cut-off'>): Promise<Server> {
  const server = createServer(async (request, response) => {
    const answered = await answer(request);
    if (answered === 'cut-off') return void request.socket.destroy();
    const { status = 200, type, body } = answered;
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
