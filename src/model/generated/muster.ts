// Made from ../data/muster.json by `npm run generate`. Do not edit.
// Names are those of the wire; timestamps are epoch seconds (a number) for every protocol.

import type { ServiceModel } from '../service-model.ts';

export interface AccountFiguresType {
  UserPools: number;
  Users: number;
  ImportJobs: UnfinishedJobsType;
  WaitingUploads: number;
  WaitingUploadBytes: number;
}

export interface DeleteMessagesRequest {
  UserPoolId?: string;
  To?: string;
}

export interface DeleteMessagesResponse {
  DeletedMessages: number;
}

export type DescribeServerRequest = Record<string, never>;

export interface DescribeServerResponse {
  Version: string;
  NodeId: string;
  StartedAt: number;
  Settings: SettingType[];
  Nodes: NodeType[];
  Queue: QueueType;
  Figures: AccountFiguresType;
}

export interface FaultReportType {
  Operation: string;
  Kind: "Delay" | "Error" | "Throttle" | "Cut";
  When: "Before" | "After";
  Share: number;
  Seed: number;
  DelayMs?: number;
  Count?: number;
  Requests: number;
  Applied: number;
}

export interface FaultType {
  Operation: string;
  Kind: "Delay" | "Error" | "Throttle" | "Cut";
  When?: "Before" | "After";
  Share?: number;
  Seed?: number;
  DelayMs?: number;
  Count?: number;
}

export type GetTestControlsRequest = Record<string, never>;

export interface ImportJobType {
  JobName: string;
  JobId: string;
  UserPoolId: string;
  UserPoolName: string;
  PreSignedUrl: string;
  CreationDate: number;
  StartDate?: number;
  CompletionDate?: number;
  Status: "Created" | "Pending" | "InProgress" | "Stopping" | "Expired" | "Stopped" | "Failed" | "Succeeded";
  CloudWatchLogsRoleArn: string;
  ImportedUsers: number;
  SkippedUsers: number;
  FailedUsers: number;
  CompletionMessage?: string;
  PasswordHashingAlgorithm?: "BCRYPT" | "SCRYPT" | "ARGON2ID" | "PBKDF2_SHA256";
}

export interface ListImportJobsRequest {
  MaxResults?: number;
  NextToken?: string;
}

export interface ListImportJobsResponse {
  ImportJobs: ImportJobType[];
  NextToken?: string;
}

export interface ListMessagesRequest {
  UserPoolId?: string;
  To?: string;
  MaxResults?: number;
  NextToken?: string;
}

export interface ListMessagesResponse {
  Messages: MessageType[];
  NextToken?: string;
}

export interface MessageType {
  MessageId: string;
  UserPoolId: string;
  To: string;
  Medium: "EMAIL" | "SMS";
  Kind: "AdminCreateUser" | "AdminUpdateUserAttributes" | "ForgotPassword" | "GetUserAttributeVerificationCode" | "ResendConfirmationCode" | "SignUp" | "UpdateUserAttributes";
  Subject?: string;
  Text: string;
  Html?: string;
  Code: string;
  SentDate: number;
}

export interface MoveClockRequest {
  Seconds: number;
}

export interface NodeType {
  NodeId: string;
  Role: "all" | "api" | "worker";
  State: "serving" | "draining";
  LastSeenSeconds: number;
}

export interface QueueType {
  Pending: number;
  InProgress: number;
  Stopping: number;
}

export interface RotateSigningKeysRequest {
  UserPoolId?: string;
  DelaySeconds?: number;
  MaxResults?: number;
  NextToken?: string;
}

export interface RotateSigningKeysResponse {
  RotatedPools: RotatedPoolType[];
  PoolsWithTooManyKeys: string[];
  NextToken?: string;
}

export interface RotatedPoolType {
  UserPoolId: string;
  IdTokenKeyId: string;
  AccessTokenKeyId: string;
  SigningFrom: number;
  PublishedKeys: number;
  OlderKeysUntil?: number;
}

export interface SetFaultsRequest {
  Faults?: FaultType[];
  NewRolesUnknownSeconds?: number;
  LogLinesLateSeconds?: number;
}

export interface SettingType {
  Name: string;
  Value?: string;
  IsSecret: boolean;
}

export interface TestControlsType {
  Time: number;
  ClockOffsetSeconds: number;
  Faults: FaultReportType[];
  NewRolesUnknownSeconds: number;
  LogLinesLateSeconds: number;
}

export interface UnfinishedJobsType {
  Created: number;
  Pending: number;
  InProgress: number;
  Stopping: number;
}

export interface MusterOperations {
  DeleteMessages: {
    authentication: "signed";
    input: DeleteMessagesRequest;
    output: DeleteMessagesResponse;
    errors: "InternalErrorException" | "InvalidParameterException" | "ResourceNotFoundException" | "TooManyRequestsException";
  };
  DescribeServer: {
    authentication: "signed";
    input: DescribeServerRequest;
    output: DescribeServerResponse;
    errors: "InternalErrorException" | "TooManyRequestsException";
  };
  GetTestControls: {
    authentication: "signed";
    input: GetTestControlsRequest;
    output: TestControlsType;
    errors: "InternalErrorException" | "TestControlsOffException" | "TooManyRequestsException";
  };
  ListImportJobs: {
    authentication: "signed";
    input: ListImportJobsRequest;
    output: ListImportJobsResponse;
    errors: "InternalErrorException" | "InvalidParameterException" | "TooManyRequestsException";
  };
  ListMessages: {
    authentication: "signed";
    input: ListMessagesRequest;
    output: ListMessagesResponse;
    errors: "InternalErrorException" | "InvalidParameterException" | "ResourceNotFoundException" | "TooManyRequestsException";
  };
  MoveClock: {
    authentication: "signed";
    input: MoveClockRequest;
    output: TestControlsType;
    errors: "InternalErrorException" | "InvalidParameterException" | "TestControlsOffException" | "TooManyRequestsException";
  };
  RotateSigningKeys: {
    authentication: "signed";
    input: RotateSigningKeysRequest;
    output: RotateSigningKeysResponse;
    errors: "InternalErrorException" | "InvalidParameterException" | "LimitExceededException" | "ResourceNotFoundException" | "TooManyRequestsException";
  };
  SetFaults: {
    authentication: "signed";
    input: SetFaultsRequest;
    output: TestControlsType;
    errors: "InternalErrorException" | "InvalidParameterException" | "TestControlsOffException" | "TooManyRequestsException";
  };
}

export const musterModel: ServiceModel = {
  "service": "muster",
  "apiVersion": "2026-11-30",
  "protocol": "json",
  "jsonVersion": "1.1",
  "signingName": "muster",
  "targetPrefix": "Muster",
  "operations": {
    "DeleteMessages": {"authentication":"signed","input":"DeleteMessagesRequest","output":"DeleteMessagesResponse","errors":["InternalErrorException","InvalidParameterException","ResourceNotFoundException","TooManyRequestsException"]},
    "DescribeServer": {"authentication":"signed","readOnly":true,"input":"DescribeServerRequest","output":"DescribeServerResponse","errors":["InternalErrorException","TooManyRequestsException"]},
    "GetTestControls": {"authentication":"signed","readOnly":true,"input":"GetTestControlsRequest","output":"TestControlsType","errors":["InternalErrorException","TestControlsOffException","TooManyRequestsException"]},
    "ListImportJobs": {"authentication":"signed","readOnly":true,"input":"ListImportJobsRequest","output":"ListImportJobsResponse","errors":["InternalErrorException","InvalidParameterException","TooManyRequestsException"]},
    "ListMessages": {"authentication":"signed","readOnly":true,"input":"ListMessagesRequest","output":"ListMessagesResponse","errors":["InternalErrorException","InvalidParameterException","ResourceNotFoundException","TooManyRequestsException"]},
    "MoveClock": {"authentication":"signed","input":"MoveClockRequest","output":"TestControlsType","errors":["InternalErrorException","InvalidParameterException","TestControlsOffException","TooManyRequestsException"]},
    "RotateSigningKeys": {"authentication":"signed","input":"RotateSigningKeysRequest","output":"RotateSigningKeysResponse","errors":["InternalErrorException","InvalidParameterException","LimitExceededException","ResourceNotFoundException","TooManyRequestsException"]},
    "SetFaults": {"authentication":"signed","input":"SetFaultsRequest","output":"TestControlsType","errors":["InternalErrorException","InvalidParameterException","TestControlsOffException","TooManyRequestsException"]},
  },
  "errors": {
    "InternalErrorException": {"httpStatus":500},
    "InvalidParameterException": {"httpStatus":400},
    "LimitExceededException": {"httpStatus":400},
    "ResourceNotFoundException": {"httpStatus":400},
    "TestControlsOffException": {"httpStatus":400},
    "TooManyRequestsException": {"httpStatus":400},
  },
  "shapes": {
    "AccountFiguresType": {"type":"structure","required":["UserPools","Users","ImportJobs","WaitingUploads","WaitingUploadBytes"],"members":{"UserPools":"CountType","Users":"CountType","ImportJobs":"UnfinishedJobsType","WaitingUploads":"CountType","WaitingUploadBytes":"CountType"}},
    "BooleanType": {"type":"boolean"},
    "ClockSecondsType": {"type":"long","min":1,"max":3153600000},
    "CompletionMessageType": {"type":"string"},
    "CountType": {"type":"long","min":0},
    "DateType": {"type":"timestamp"},
    "DelayMsType": {"type":"integer","min":1,"max":60000},
    "DeleteMessagesRequest": {"type":"structure","members":{"UserPoolId":"UserPoolIdType","To":"MessageAddressType"}},
    "DeleteMessagesResponse": {"type":"structure","required":["DeletedMessages"],"members":{"DeletedMessages":"CountType"}},
    "DescribeServerRequest": {"type":"structure","members":{}},
    "DescribeServerResponse": {"type":"structure","required":["Version","NodeId","StartedAt","Settings","Nodes","Queue","Figures"],"members":{"Version":"StringType","NodeId":"StringType","StartedAt":"DateType","Settings":"SettingListType","Nodes":"NodeListType","Queue":"QueueType","Figures":"AccountFiguresType"}},
    "FaultCountType": {"type":"integer","min":1,"max":1000000000},
    "FaultKindType": {"type":"string","enum":["Delay","Error","Throttle","Cut"]},
    "FaultListType": {"type":"list","member":"FaultType","max":100},
    "FaultMomentType": {"type":"string","enum":["Before","After"]},
    "FaultOperationType": {"type":"string","min":1,"max":128,"pattern":"[A-Za-z0-9]+|\\*"},
    "FaultReportListType": {"type":"list","member":"FaultReportType"},
    "FaultReportType": {"type":"structure","required":["Operation","Kind","When","Share","Seed","Requests","Applied"],"members":{"Operation":"FaultOperationType","Kind":"FaultKindType","When":"FaultMomentType","Share":"FaultShareType","Seed":"FaultSeedType","DelayMs":"DelayMsType","Count":"FaultCountType","Requests":"CountType","Applied":"CountType"}},
    "FaultSeedType": {"type":"integer","min":0,"max":2147483647},
    "FaultShareType": {"type":"double","min":0,"max":1},
    "FaultType": {"type":"structure","required":["Operation","Kind"],"members":{"Operation":"FaultOperationType","Kind":"FaultKindType","When":"FaultMomentType","Share":"FaultShareType","Seed":"FaultSeedType","DelayMs":"DelayMsType","Count":"FaultCountType"}},
    "GetTestControlsRequest": {"type":"structure","members":{}},
    "ImportJobListType": {"type":"list","member":"ImportJobType"},
    "ImportJobType": {"type":"structure","required":["JobName","JobId","UserPoolId","UserPoolName","PreSignedUrl","CreationDate","Status","CloudWatchLogsRoleArn","ImportedUsers","SkippedUsers","FailedUsers"],"members":{"JobName":"StringType","JobId":"StringType","UserPoolId":"StringType","UserPoolName":"StringType","PreSignedUrl":"StringType","CreationDate":"DateType","StartDate":"DateType","CompletionDate":"DateType","Status":"ImportJobStatusType","CloudWatchLogsRoleArn":"StringType","ImportedUsers":"CountType","SkippedUsers":"CountType","FailedUsers":"CountType","CompletionMessage":"CompletionMessageType","PasswordHashingAlgorithm":"PasswordHashingAlgorithmType"}},
    "ImportJobStatusType": {"type":"string","enum":["Created","Pending","InProgress","Stopping","Expired","Stopped","Failed","Succeeded"]},
    "ListImportJobsRequest": {"type":"structure","members":{"MaxResults":"MaxResultsType","NextToken":"NextTokenType"}},
    "ListImportJobsResponse": {"type":"structure","required":["ImportJobs"],"members":{"ImportJobs":"ImportJobListType","NextToken":"NextTokenType"}},
    "KeyDelaySecondsType": {"type":"integer","min":0,"max":86400},
    "LatencySecondsType": {"type":"integer","min":0,"max":86400},
    "ListMessagesRequest": {"type":"structure","members":{"UserPoolId":"UserPoolIdType","To":"MessageAddressType","MaxResults":"MaxResultsType","NextToken":"NextTokenType"}},
    "ListMessagesResponse": {"type":"structure","required":["Messages"],"members":{"Messages":"MessageListType","NextToken":"NextTokenType"}},
    "MaxResultsType": {"type":"integer","min":1,"max":60},
    "MessageAddressType": {"type":"string","min":1,"max":2048},
    "MessageKindType": {"type":"string","enum":["AdminCreateUser","AdminUpdateUserAttributes","ForgotPassword","GetUserAttributeVerificationCode","ResendConfirmationCode","SignUp","UpdateUserAttributes"]},
    "MessageListType": {"type":"list","member":"MessageType"},
    "MessageMediumType": {"type":"string","enum":["EMAIL","SMS"]},
    "MessageType": {"type":"structure","required":["MessageId","UserPoolId","To","Medium","Kind","Text","Code","SentDate"],"members":{"MessageId":"StringType","UserPoolId":"StringType","To":"StringType","Medium":"MessageMediumType","Kind":"MessageKindType","Subject":"StringType","Text":"StringType","Html":"StringType","Code":"StringType","SentDate":"DateType"}},
    "MoveClockRequest": {"type":"structure","required":["Seconds"],"members":{"Seconds":"ClockSecondsType"}},
    "NextTokenType": {"type":"string","min":1,"max":2048,"pattern":"[\\S]+"},
    "NodeListType": {"type":"list","member":"NodeType"},
    "NodeType": {"type":"structure","required":["NodeId","Role","State","LastSeenSeconds"],"members":{"NodeId":"StringType","Role":"NodeRoleType","State":"NodeStateType","LastSeenSeconds":"CountType"}},
    "NodeRoleType": {"type":"string","enum":["all","api","worker"]},
    "NodeStateType": {"type":"string","enum":["serving","draining"]},
    "PasswordHashingAlgorithmType": {"type":"string","enum":["BCRYPT","SCRYPT","ARGON2ID","PBKDF2_SHA256"]},
    "QueueType": {"type":"structure","required":["Pending","InProgress","Stopping"],"members":{"Pending":"CountType","InProgress":"CountType","Stopping":"CountType"}},
    "RotateSigningKeysRequest": {"type":"structure","members":{"UserPoolId":"UserPoolIdType","DelaySeconds":"KeyDelaySecondsType","MaxResults":"MaxResultsType","NextToken":"NextTokenType"}},
    "RotateSigningKeysResponse": {"type":"structure","required":["RotatedPools","PoolsWithTooManyKeys"],"members":{"RotatedPools":"RotatedPoolListType","PoolsWithTooManyKeys":"StringListType","NextToken":"NextTokenType"}},
    "RotatedPoolListType": {"type":"list","member":"RotatedPoolType"},
    "RotatedPoolType": {"type":"structure","required":["UserPoolId","IdTokenKeyId","AccessTokenKeyId","SigningFrom","PublishedKeys"],"members":{"UserPoolId":"StringType","IdTokenKeyId":"StringType","AccessTokenKeyId":"StringType","SigningFrom":"DateType","PublishedKeys":"CountType","OlderKeysUntil":"DateType"}},
    "SetFaultsRequest": {"type":"structure","members":{"Faults":"FaultListType","NewRolesUnknownSeconds":"LatencySecondsType","LogLinesLateSeconds":"LatencySecondsType"}},
    "SettingListType": {"type":"list","member":"SettingType"},
    "SettingType": {"type":"structure","required":["Name","IsSecret"],"members":{"Name":"StringType","Value":"StringType","IsSecret":"BooleanType"}},
    "StringListType": {"type":"list","member":"StringType"},
    "StringType": {"type":"string"},
    "TestControlsType": {"type":"structure","required":["Time","ClockOffsetSeconds","Faults","NewRolesUnknownSeconds","LogLinesLateSeconds"],"members":{"Time":"DateType","ClockOffsetSeconds":"CountType","Faults":"FaultReportListType","NewRolesUnknownSeconds":"LatencySecondsType","LogLinesLateSeconds":"LatencySecondsType"}},
    "UserPoolIdType": {"type":"string","min":1,"max":55,"pattern":"[\\w-]+_[0-9a-zA-Z]+"},
    "UnfinishedJobsType": {"type":"structure","required":["Created","Pending","InProgress","Stopping"],"members":{"Created":"CountType","Pending":"CountType","InProgress":"CountType","Stopping":"CountType"}},
  },
};
