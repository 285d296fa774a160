import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FakeJob, type FakeState, type Members, newState, type Refusal } from './fake-state.ts';

export const POOL_ID = 'eu-west-3_Zq81LmNoP';
const OTHER_POOL_ID = 'eu-west-3_Other0009';
const LOG_GROUP = `/aws/cognito/userpools/${POOL_ID}/the-people`;
export const CSV_HEADER = ['cognito:username', 'name', 'email', 'email_verified', 'password_hash'];
const EVENTS_PER_PAGE = 4;

/**
 * Amazon Cognito, CloudWatch Logs, IAM and S3 as their API references and published examples show them, each at an address of its own, with
 * texts, ids and orders that Muster does not have. It is written by hand and shares no code with Muster.
 */
export interface FakeCognito {
  readonly endpoints: { readonly cognito: string; readonly logs: string; readonly iam: string };
  readonly state: FakeState;
  /** Names of the operations that a service was asked for. */
  askedOf(service: string): readonly string[];
  close(): void;
}

export async function startFakeCognito(): Promise<FakeCognito> {
  const state = newState();
  const bucket = await listen(async (request) => answerUpload(request, state));
  const bucketUrl = urlOf(bucket);
  const listenJson = (service: 'cognito-idp' | 'logs') =>
    listen(async (request) => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const input: Members = JSON.parse(await readBody(request));
      state.asked.push({ service, operation, input });
      const refusal = state.refusals.get(operation)?.shift();
      if (refusal !== undefined) return toJson(refusal);
      const answer =
        service === 'logs' ? answerLogs(operation, input, state) : answerCognito(operation, input, state, bucketUrl);
      const lost = state.lost.get(operation) ?? 0;
      if (lost > 0) {
        state.lost.set(operation, lost - 1);
        return 'cut-off';
      }
      return toJson(answer);
    });
  const cognito = await listenJson('cognito-idp');
  const logs = await listenJson('logs');
  const iam = await listen(async (request) => {
    const input = Object.fromEntries(new URLSearchParams(await readBody(request)));
    const operation = input.Action ?? '';
    state.asked.push({ service: 'iam', operation, input });
    return answerIam(operation, state);
  });
  return {
    endpoints: { cognito: urlOf(cognito), logs: urlOf(logs), iam: urlOf(iam) },
    state,
    askedOf: (service) => state.asked.filter((asked) => asked.service === service).map(({ operation }) => operation),
    close() {
      for (const server of [bucket, cognito, logs, iam]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

const REFUSED = (type: string, message: string): Refusal => ({ type, message });

function answerCognito(operation: string, input: Members, state: FakeState, bucketUrl: string): Members | Refusal {
  switch (operation) {
    case 'DescribeUserPool':
      return {
        UserPool: {
          Id: POOL_ID,
          Name: 'the people',
          Arn: `arn:aws:cognito-idp:eu-west-3:555555555555:userpool/${POOL_ID}`,
          AutoVerifiedAttributes: ['email'],
          SchemaAttributes: [
            { Name: 'email', AttributeDataType: 'String', Mutable: true, Required: false },
            { Name: 'name', AttributeDataType: 'String', Mutable: true, Required: false },
          ],
        },
      };
    case 'GetCSVHeader':
      return { UserPoolId: POOL_ID, CSVHeader: CSV_HEADER };
    case 'ListUserPools':
      return {
        UserPools: [
          { Id: OTHER_POOL_ID, Name: 'others' },
          { Id: POOL_ID, Name: 'the people' },
        ],
      };
    case 'ListUserImportJobs':
      return input.UserPoolId === OTHER_POOL_ID
        ? { UserImportJobs: [{ JobId: 'import-otHers', JobName: 'nightly', Status: state.otherStatus }] }
        : { UserImportJobs: state.jobs.map((job) => toJob(job, bucketUrl)).toReversed() };
    case 'CreateUserImportJob': {
      const job: FakeJob = {
        id: `import-fAkE${String(state.jobs.length + 1).padStart(6, '0')}`,
        name: String(input.JobName),
        algorithm: input.PasswordHashingAlgorithm,
        roleArn: input.CloudWatchLogsRoleArn,
        status: 'Created',
        message: '',
        file: undefined,
        isUrlExpired: false,
        startedAt: undefined,
        endedAt: undefined,
        imported: 0,
        skipped: 0,
        failed: 0,
        lines: [],
      };
      state.jobs.push(job);
      return { UserImportJob: toJob(job, bucketUrl) };
    }
    case 'StartUserImportJob':
      return start(input, state, bucketUrl);
    case 'StopUserImportJob':
    case 'DescribeUserImportJob': {
      const job = state.jobs.find(({ id }) => id === input.JobId);
      if (job === undefined) return REFUSED('ResourceNotFoundException', 'No such thing here.');
      if (operation === 'StopUserImportJob') end(job, state, 'Stopped', 'Stopped, as somebody asked for.');
      else if (job.status === 'Pending' || job.status === 'InProgress') advance(job, state);
      return { UserImportJob: toJob(job, bucketUrl) };
    }
    case 'CreateGroup':
      if (state.groups.has(String(input.GroupName))) return REFUSED('GroupExistsException', 'There is one.');
      state.groups.add(String(input.GroupName));
      return { Group: { GroupName: input.GroupName, UserPoolId: POOL_ID } };
    case 'AdminAddUserToGroup':
    case 'AdminDisableUser':
      if (!state.users.has(String(input.Username))) return REFUSED('UserNotFoundException', 'Nobody of that name.');
      if (operation === 'AdminDisableUser') state.disabled.push(String(input.Username));
      else state.members.push(`${input.GroupName} ${input.Username}`);
      return {};
    case 'AdminSetUserMFAPreference':
      return REFUSED('PasswordResetRequiredException', 'A new password first.');
    default:
      return REFUSED('UnknownOperationException', operation);
  }
}

function start(input: Members, state: FakeState, bucketUrl: string): Members | Refusal {
  const job = state.jobs.find(({ id }) => id === input.JobId);
  if (job === undefined) return REFUSED('ResourceNotFoundException', 'No such thing here.');
  if (state.otherStatus === 'InProgress') return REFUSED('LimitExceededException', 'One import at a time, please.');
  if (job.status !== 'Created') return REFUSED('PreconditionNotMetException', 'It has been started.');
  if (job.file === undefined) return REFUSED('PreconditionNotMetException', 'Where is the file?');
  job.status = 'Pending';
  job.startedAt = 1_796_000_000;
  return { UserImportJob: toJob(job, bucketUrl) };
}

const questions = new WeakMap<FakeJob, number>();

function advance(job: FakeJob, state: FakeState): void {
  const asked = (questions.get(job) ?? 0) + 1;
  questions.set(job, asked);
  job.status = 'InProgress';
  if (asked < state.questionsUntilEnd) return;
  end(job, state, undefined, '');
}

/** Imports by rules of its own: a `bad` address fails, a name that is there is skipped. */
function end(job: FakeJob, state: FakeState, forced: string | undefined, forcedMessage: string): void {
  if (job.endedAt !== undefined) return;
  const [header = '', ...records] = (job.file ?? '').split('\n').filter((line) => line.trim() !== '');
  const columns = header.trim().split(',');
  const override = state.ends.shift();
  const [usernameAt, emailAt] = [columns.indexOf('cognito:username'), columns.indexOf('email')];
  for (const [index, record] of records.slice(0, override?.after).entries()) {
    const values = record.trim().split(',');
    const username = values[usernameAt] ?? '';
    const number = index + state.firstLineNumber;
    if (state.users.has(username)) {
      job.skipped += 1;
      job.lines.push(`[SKIPPED] Line Number ${number} - This one we have.`);
    } else if ((values[emailAt] ?? '').includes('bad')) {
      job.failed += 1;
      job.lines.push(`[FAILED] Line Number ${number} - E-mail looks odd; nothing we could use.`);
    } else {
      state.users.add(username);
      job.imported += 1;
      job.lines.push(`[SUCCEEDED] Line Number ${number} - In.`);
    }
  }
  // In no order that a client could rely on.
  job.lines.reverse();
  job.lines.splice(0, state.lostLines);
  job.endedAt = 1_796_000_060;
  job.status = forced ?? override?.status ?? (job.failed + job.skipped > job.imported ? 'Failed' : 'Succeeded');
  job.message = forced === undefined ? (override?.message ?? 'It is over.') : forcedMessage;
}

function toJob(job: FakeJob, bucketUrl: string): Members {
  return {
    JobName: job.name,
    JobId: job.id,
    UserPoolId: POOL_ID,
    PreSignedUrl: `${bucketUrl}/in/${job.id}?X-Amz-Expires=900&X-Amz-Signature=00ff`,
    CreationDate: 1.796e9,
    Status: job.status,
    ...(job.startedAt === undefined ? {} : { StartDate: job.startedAt }),
    ...(job.endedAt === undefined ? {} : { CompletionDate: job.endedAt, CompletionMessage: job.message }),
    CloudWatchLogsRoleArn: job.roleArn,
    ImportedUsers: job.imported,
    SkippedUsers: job.skipped,
    FailedUsers: job.failed,
  };
}

function answerLogs(operation: string, input: Members, state: FakeState): Members | Refusal {
  switch (operation) {
    case 'DescribeLogGroups':
      return { logGroups: LOG_GROUP.startsWith(String(input.logGroupNamePrefix)) ? [{ logGroupName: LOG_GROUP }] : [] };
    case 'DescribeLogStreams':
      return { logStreams: [{ logStreamName: `${input.logStreamNamePrefix}/whatever-it-is-called` }] };
    case 'GetLogEvents': {
      const job = state.jobs.find(({ id }) => String(input.logStreamName).startsWith(id));
      if (job === undefined) return REFUSED('ResourceNotFoundException', 'The specified log stream does not exist.');
      const visible = state.lateLooks > 0 ? Math.floor(job.lines.length / 2) : job.lines.length;
      const first = input.nextToken === undefined ? 0 : Number(String(input.nextToken).slice(4));
      const lines = job.lines.slice(first, Math.min(first + EVENTS_PER_PAGE, visible));
      if (lines.length === 0 && state.lateLooks > 0) state.lateLooks -= 1;
      const events = lines.map((message) => ({ message, timestamp: 1, ingestionTime: 2 }));
      return { events, nextForwardToken: `fwd/${first + events.length}`, nextBackwardToken: 'bwd/0' };
    }
    default:
      return REFUSED('UnknownOperationException', operation);
  }
}

async function answerUpload(request: IncomingMessage, state: FakeState): Promise<HttpAnswer> {
  const body = await readBody(request);
  state.asked.push({ service: 's3', operation: String(request.method), input: { ...request.headers } });
  const id = /import-\w+/.exec(request.url ?? '')?.[0];
  const job = state.jobs.find((known) => known.id === id);
  const refuse = (status: number, code: string, message: string): HttpAnswer => ({
    status,
    type: 'application/xml',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  });
  if (job === undefined) return refuse(404, 'NoSuchKey', 'None of that name.');
  if (state.expiredUploads > 0) {
    state.expiredUploads -= 1;
    job.isUrlExpired = true;
  }
  if (job.isUrlExpired) return refuse(403, 'AccessDenied', 'Request has expired');
  if (request.headers['x-amz-server-side-encryption'] !== 'aws:kms') return refuse(403, 'SignatureDoesNotMatch', 'No.');
  job.file = body;
  return { type: 'application/xml', body: '' };
}

function answerIam(operation: string, state: FakeState): HttpAnswer {
  const type = 'text/xml';
  const xmlns = 'xmlns="https://iam.amazonaws.com/doc/2010-05-08/"';
  const role =
    '<Role><Path>/</Path><RoleName>muster-import</RoleName><RoleId>AROAEXAMPLE</RoleId><CreateDate>2020-01-01T00:00:00Z</CreateDate><Arn>arn:aws:iam::555555555555:role/muster-import</Arn></Role>';
  if (operation === 'CreateRole') state.hasRole = true;
  if (operation === 'CreateRole' || (operation === 'GetRole' && state.hasRole)) {
    return {
      type,
      body: `<${operation}Response ${xmlns}><${operation}Result>${role}</${operation}Result></${operation}Response>`,
    };
  }
  if (operation === 'PutRolePolicy') return { type, body: `<PutRolePolicyResponse ${xmlns}></PutRolePolicyResponse>` };
  const error = '<Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>Not here.</Message></Error>';
  return { status: 404, type, body: `<ErrorResponse ${xmlns}>${error}</ErrorResponse>` };
}

interface HttpAnswer {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
}

function toJson(answer: Members | Refusal): HttpAnswer {
  const type = 'application/x-amz-json-1.1';
  if (!('type' in answer) || !('message' in answer)) return { type, body: JSON.stringify(answer) };
  const { status = 400, message } = answer;
  return { status: Number(status), type, body: JSON.stringify({ __type: answer.type, message }) };
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
