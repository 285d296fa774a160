import type { ServiceName } from '../../src/model/operation-types.ts';
import type { ServiceModel } from '../../src/model/service-model.ts';
import { hostilePolicy } from './hostile-policies.ts';
import {
  GROUP,
  type Known,
  longAttributes,
  MOST_TAGS,
  OVERLAPPING_STREAM,
  SMALL_BLOCKS_STREAM,
  STREAM,
  streamName,
  USERNAME,
  type WorstWorld,
} from './worst-world.ts';

/** 256 terms in 1,024 characters; none occurs, and each begins at every second character of the messages. */
const WORST_FILTER = Array.from({ length: 256 }, (_, index) => `?a${String.fromCodePoint(0x4e00 + index)}`).join(' ');
const LONG_RUN_FILTER = `?${'aé'.repeat(255)}b ?${'éa'.repeat(250)}b`;

/** What names things that exist, and the worst contents that no model tells: by operation, each an input of its own. */
export function knownMembers(
  world: WorstWorld,
): Readonly<Record<ServiceName, Readonly<Record<string, readonly Known[]>>>> {
  const { pool, jobId, roleArn, policyArn } = world;
  const firstRole = '0'.padEnd(64, 'a');
  const inPool = { UserPoolId: pool };
  const ofUser = { ...inPool, Username: USERNAME };
  const inGroup = { logGroupName: GROUP, logGroupIdentifier: undefined, startTime: 0, endTime: undefined };
  const anyStream = { ...inGroup, logStreamNamePrefix: undefined, logStreamNames: undefined, nextToken: undefined };
  const inStream = { ...inGroup, logStreamName: STREAM };
  const page = { Marker: undefined, MaxItems: 1_000, PathPrefix: '/' };
  const Tags = MOST_TAGS;
  const policy = hostilePolicy('many short ones', 6_144).padEnd(131_072);
  const trust = worstTrustPolicy();
  const events = (count: number, message: string) =>
    Array.from({ length: count }, (_, index) => ({
      timestamp: Date.now() - 60_000 + Math.floor(index / 200),
      message,
    }));
  return {
    'cognito-idp': {
      CreateUserImportJob: [{ ...inPool, CloudWatchLogsRoleArn: roleArn }],
      StartUserImportJob: [{ ...inPool, JobId: jobId }],
      StopUserImportJob: [{ ...inPool, JobId: jobId }],
      DescribeUserImportJob: [{ ...inPool, JobId: jobId }],
      ListUserImportJobs: [{ ...inPool, PaginationToken: undefined }],
      GetCSVHeader: [inPool],
      CreateUserPool: [{ UsernameAttributes: undefined }, { AliasAttributes: undefined, Schema: worstSchema() }],
      DescribeUserPool: [inPool],
      UpdateUserPool: [inPool],
      DeleteUserPool: [inPool],
      ListUserPools: [{ NextToken: undefined }],
      AddCustomAttributes: [
        inPool,
        {
          UserPoolId: world.emptyPool,
          CustomAttributes: Array.from({ length: 25 }, (_, index) => ({
            Name: `${index}`.padEnd(20, 'é'),
            AttributeDataType: 'String',
            StringAttributeConstraints: { MinLength: '0'.repeat(400), MaxLength: '2048'.padStart(400, '0') },
          })),
        },
      ],
      AdminCreateUser: [
        inPool,
        {
          ...inPool,
          Username: world.fresh('user'),
          MessageAction: 'SUPPRESS',
          TemporaryPassword: PASSWORD,
          UserAttributes: longAttributes(),
        },
      ],
      AdminGetUser: [ofUser],
      AdminDeleteUser: [ofUser],
      AdminUpdateUserAttributes: [
        ofUser,
        { ...ofUser, UserAttributes: longAttributes() },
        { ...ofUser, UserAttributes: Array.from({ length: 25_000 }, () => ({ Name: 'name', Value: 'a' })) },
      ],
      AdminEnableUser: [ofUser],
      AdminDisableUser: [ofUser],
      ListUsers: [
        { ...inPool, AttributesToGet: undefined, PaginationToken: undefined, Filter: undefined },
        { ...inPool, AttributesToGet: undefined, PaginationToken: undefined, Filter: `name ^= "${'é'.repeat(200)}"` },
        { ...inPool, AttributesToGet: Array(100_000).fill('name'), PaginationToken: undefined, Filter: undefined },
        { ...inPool, PaginationToken: undefined, Filter: undefined },
      ],
    },
    iam: {
      CreateRole: [
        { RoleName: world.fresh('role'), AssumeRolePolicyDocument: trust, Tags, PermissionsBoundary: policyArn },
      ],
      GetRole: [{ RoleName: firstRole }],
      ListRoles: [page],
      DeleteRole: [{ RoleName: '9'.padEnd(64, 'a') }],
      UpdateAssumeRolePolicy: [{ RoleName: '1'.padEnd(64, 'a'), PolicyDocument: trust }],
      PutRolePolicy: [{ RoleName: firstRole, PolicyDocument: hostilePolicy('variables', 8_000).padEnd(131_072) }],
      GetRolePolicy: [{ RoleName: firstRole, PolicyName: '0'.padEnd(128, 'a') }],
      ListRolePolicies: [{ RoleName: firstRole, ...page }],
      DeleteRolePolicy: [{ RoleName: firstRole, PolicyName: '0'.padEnd(128, 'a') }],
      CreatePolicy: [{ PolicyName: world.fresh('policy'), PolicyDocument: policy, Tags }],
      GetPolicy: [{ PolicyArn: policyArn }],
      ListPolicies: [{ ...page, Scope: 'Local', OnlyAttached: false, PolicyUsageFilter: undefined }],
      DeletePolicy: [{ PolicyArn: world.unusedPolicyArn }],
      AttachRolePolicy: [{ RoleName: firstRole, PolicyArn: policyArn }],
      DetachRolePolicy: [{ RoleName: firstRole, PolicyArn: policyArn }],
      ListAttachedRolePolicies: [{ RoleName: firstRole, ...page }],
      CreateUser: [{ UserName: world.fresh('user'), Tags, PermissionsBoundary: policyArn }],
      GetUser: [{ UserName: 'a'.repeat(64) }],
      ListUsers: [page],
      DeleteUser: [{ UserName: '9'.padEnd(64, 'a') }],
      PutUserPolicy: [
        {
          UserName: '1'.padEnd(64, 'a'),
          PolicyName: 'b',
          PolicyDocument: hostilePolicy('variables', 2_048).padEnd(131_072),
        },
      ],
      GetUserPolicy: [{ UserName: 'a'.repeat(64), PolicyName: 'hostile' }],
      DeleteUserPolicy: [{ UserName: '1'.padEnd(64, 'a'), PolicyName: 'b' }],
      AttachUserPolicy: [{ UserName: '0'.padEnd(64, 'a'), PolicyArn: policyArn }],
      DetachUserPolicy: [{ UserName: '0'.padEnd(64, 'a'), PolicyArn: policyArn }],
      CreateAccessKey: [{ UserName: '0'.padEnd(64, 'a') }],
      ListAccessKeys: [{ UserName: 'a'.repeat(64), ...page }],
      DeleteAccessKey: [{ UserName: '2'.padEnd(64, 'a'), AccessKeyId: world.accessKeyId }],
      ListUserPolicies: [{ UserName: 'a'.repeat(64), ...page }],
      ListAttachedUserPolicies: [{ UserName: 'a'.repeat(64), ...page }],
      UpdateAccessKey: [{ UserName: '2'.padEnd(64, 'a'), AccessKeyId: world.accessKeyId, Status: 'Inactive' }],
      GetPolicyVersion: [{ PolicyArn: policyArn, VersionId: 'v1' }],
      ListPolicyVersions: [{ PolicyArn: policyArn, ...page }],
    },
    logs: {
      CreateLogGroup: [
        {
          tags: Object.fromEntries(MOST_TAGS.map(({ Key, Value }) => [Key, Value])),
          kmsKeyId: undefined,
          logGroupClass: undefined,
          deletionProtectionEnabled: false,
        },
      ],
      DeleteLogGroup: [inGroup],
      DescribeLogGroups: [
        { ...ANY_GROUP, logGroupNamePattern: 'a' },
        { ...ANY_GROUP, logGroupNamePattern: `${'a'.repeat(510)}/` },
        { ...ANY_GROUP, logGroupIdentifiers: Array.from({ length: 50 }, (_, index) => `${index}`.padEnd(512, 'a')) },
      ],
      CreateLogStream: [inGroup],
      DeleteLogStream: [inStream],
      DescribeLogStreams: [
        { ...inGroup, nextToken: undefined, orderBy: 'LogStreamName', logStreamNamePrefix: 'é' },
        { ...inGroup, nextToken: undefined, orderBy: 'LastEventTime', logStreamNamePrefix: undefined },
      ],
      PutLogEvents: [
        { ...inStream, logEvents: events(10_000, 'é'.repeat(39)) },
        { ...inStream, logEvents: events(4, '\u0001'.repeat(262_000)) },
      ],
      GetLogEvents: [
        { ...inStream, nextToken: undefined },
        { ...inStream, nextToken: undefined, startFromHead: false },
        { ...inStream, logStreamName: OVERLAPPING_STREAM, nextToken: undefined, startTime: Date.now() - 600_000 },
        ...[10_000, 1].map((limit) => ({
          ...inStream,
          logStreamName: OVERLAPPING_STREAM,
          nextToken: undefined,
          startTime: world.overlapMs,
          limit,
        })),
        { ...inStream, logStreamName: SMALL_BLOCKS_STREAM, nextToken: undefined },
      ],
      FilterLogEvents: [
        ...['', WORST_FILTER, LONG_RUN_FILTER].map((filterPattern) => ({ ...anyStream, filterPattern })),
        { ...anyStream, filterPattern: WORST_FILTER, startFromHead: false },
        {
          ...anyStream,
          filterPattern: '',
          logStreamNames: Array.from({ length: 100 }, (_, index) => streamName(index)),
        },
        { ...anyStream, filterPattern: WORST_FILTER, logStreamNamePrefix: 'a' },
        { ...anyStream, filterPattern: '', startTime: world.overlapMs, limit: 1 },
      ],
      PutRetentionPolicy: [{ ...inGroup, retentionInDays: 3_653 }],
      DeleteRetentionPolicy: [inGroup],
    },
    sts: {
      GetCallerIdentity: [{}],
      AssumeRole: [
        {
          RoleArn: roleArn,
          ...WITHOUT_SESSION_TAGS,
          PolicyArns: Array.from({ length: 9 }, () => ({ arn: policyArn })),
          Policy: undefined,
        },
        {
          RoleArn: roleArn,
          ...WITHOUT_SESSION_TAGS,
          PolicyArns: undefined,
          Policy: hostilePolicy('many short ones', 2_000),
        },
      ],
    },
    muster: {
      DescribeServer: [{}],
      ListImportJobs: [{ NextToken: undefined }],
    },
  };
}

const PASSWORD = 'Aa1!'.padEnd(256, 'a');
const ANY_GROUP = {
  logGroupNamePrefix: undefined,
  logGroupNamePattern: undefined,
  logGroupIdentifiers: undefined,
  nextToken: undefined,
  accountIdentifiers: undefined,
  logGroupClass: undefined,
};
/** Of an operation that is not listed above: the things that its members name, by the names of the members. */
export function namedThings(world: WorstWorld, model: ServiceModel, shapeName: string): Known {
  const things: Known = {
    UserPoolId: world.pool,
    Username: USERNAME,
    JobId: world.jobId,
    logGroupName: GROUP,
    logStreamName: STREAM,
    PolicyArn: world.policyArn,
    RoleArn: world.roleArn,
  };
  const shape = model.shapes[shapeName];
  const members = shape?.type === 'structure' ? Object.keys(shape.members) : [];
  return Object.fromEntries(Object.entries(things).filter(([name]) => members.includes(name)));
}

const WITHOUT_SESSION_TAGS = {
  Tags: undefined,
  TransitiveTagKeys: undefined,
  SerialNumber: undefined,
  TokenCode: undefined,
  SourceIdentity: undefined,
  ProvidedContexts: undefined,
  DurationSeconds: 3_600,
};

/** Of as many attributes as a pool can have, with bounds as long as they may be. */
function worstSchema() {
  return Array.from({ length: 50 }, (_, index) => ({
    Name: `${index}`.padEnd(20, 'é'),
    AttributeDataType: 'Number',
    NumberAttributeConstraints: { MinValue: '0'.repeat(400), MaxValue: '9'.repeat(400) },
  }));
}

function worstTrustPolicy(): string {
  const names = Array.from({ length: 60 }, (_, index) => String(100_000_000_000 + index));
  const statement = { Effect: 'Allow', Principal: { AWS: names }, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }).padEnd(131_072);
}
