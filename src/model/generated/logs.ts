// Made from ../data/logs.json by `npm run generate`. Do not edit.
// Names are those of the wire; timestamps are epoch seconds (a number) for every protocol.

import type { ServiceModel } from '../service-model.ts';

export interface CreateLogGroupRequest {
  logGroupName: string;
  kmsKeyId?: string;
  tags?: Record<string, string>;
  logGroupClass?: "STANDARD" | "INFREQUENT_ACCESS" | "DELIVERY";
  deletionProtectionEnabled?: boolean;
}

export interface CreateLogStreamRequest {
  logGroupName: string;
  logStreamName: string;
}

export interface DeleteLogGroupRequest {
  logGroupName: string;
}

export interface DeleteLogStreamRequest {
  logGroupName: string;
  logStreamName: string;
}

export interface DeleteRetentionPolicyRequest {
  logGroupName: string;
}

export interface DescribeLogGroupsRequest {
  accountIdentifiers?: string[];
  logGroupNamePrefix?: string;
  logGroupNamePattern?: string;
  nextToken?: string;
  limit?: number;
  includeLinkedAccounts?: boolean;
  logGroupClass?: "STANDARD" | "INFREQUENT_ACCESS" | "DELIVERY";
  logGroupIdentifiers?: string[];
}

export interface DescribeLogGroupsResponse {
  logGroups?: LogGroup[];
  nextToken?: string;
}

export interface DescribeLogStreamsRequest {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamNamePrefix?: string;
  orderBy?: "LogStreamName" | "LastEventTime";
  descending?: boolean;
  nextToken?: string;
  limit?: number;
}

export interface DescribeLogStreamsResponse {
  logStreams?: LogStream[];
  nextToken?: string;
}

export interface Entity {
  keyAttributes?: Record<string, string>;
  attributes?: Record<string, string>;
}

export interface FilterLogEventsRequest {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamNames?: string[];
  logStreamNamePrefix?: string;
  startTime?: number;
  endTime?: number;
  filterPattern?: string;
  nextToken?: string;
  limit?: number;
  startFromHead?: boolean;
  interleaved?: boolean;
  unmask?: boolean;
}

export interface FilterLogEventsResponse {
  events?: FilteredLogEvent[];
  searchedLogStreams?: SearchedLogStream[];
  nextToken?: string;
}

export interface FilteredLogEvent {
  logStreamName?: string;
  timestamp?: number;
  message?: string;
  ingestionTime?: number;
  eventId?: string;
}

export interface GetLogEventsRequest {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamName: string;
  startTime?: number;
  endTime?: number;
  nextToken?: string;
  limit?: number;
  startFromHead?: boolean;
  unmask?: boolean;
}

export interface GetLogEventsResponse {
  events?: OutputLogEvent[];
  nextForwardToken?: string;
  nextBackwardToken?: string;
}

export interface InputLogEvent {
  timestamp: number;
  message: string;
}

export interface LogGroup {
  logGroupName?: string;
  creationTime?: number;
  retentionInDays?: number;
  metricFilterCount?: number;
  arn?: string;
  storedBytes?: number;
  kmsKeyId?: string;
  dataProtectionStatus?: "ACTIVATED" | "DELETED" | "ARCHIVED" | "DISABLED";
  inheritedProperties?: "ACCOUNT_DATA_PROTECTION"[];
  logGroupClass?: "STANDARD" | "INFREQUENT_ACCESS" | "DELIVERY";
  logGroupArn?: string;
  deletionProtectionEnabled?: boolean;
  bearerTokenAuthenticationEnabled?: boolean;
}

export interface LogStream {
  logStreamName?: string;
  creationTime?: number;
  firstEventTimestamp?: number;
  lastEventTimestamp?: number;
  lastIngestionTime?: number;
  uploadSequenceToken?: string;
  arn?: string;
  storedBytes?: number;
}

export interface OutputLogEvent {
  timestamp?: number;
  message?: string;
  ingestionTime?: number;
}

export interface PutLogEventsRequest {
  logGroupName: string;
  logStreamName: string;
  logEvents: InputLogEvent[];
  sequenceToken?: string;
  entity?: Entity;
}

export interface PutLogEventsResponse {
  nextSequenceToken?: string;
  rejectedLogEventsInfo?: RejectedLogEventsInfo;
  rejectedEntityInfo?: RejectedEntityInfo;
}

export interface PutRetentionPolicyRequest {
  logGroupName: string;
  retentionInDays: number;
}

export interface RejectedEntityInfo {
  errorType: "InvalidEntity" | "InvalidTypeValue" | "InvalidKeyAttributes" | "InvalidAttributes" | "EntitySizeTooLarge" | "UnsupportedLogGroupType" | "MissingRequiredFields";
}

export interface RejectedLogEventsInfo {
  tooNewLogEventStartIndex?: number;
  tooOldLogEventEndIndex?: number;
  expiredLogEventEndIndex?: number;
}

export interface SearchedLogStream {
  logStreamName?: string;
  searchedCompletely?: boolean;
}

export interface LogsOperations {
  CreateLogGroup: {
    authentication: "signed";
    input: CreateLogGroupRequest;
    output: void;
    errors: "InvalidParameterException" | "ResourceAlreadyExistsException" | "LimitExceededException" | "OperationAbortedException" | "ServiceUnavailableException";
  };
  DeleteLogGroup: {
    authentication: "signed";
    input: DeleteLogGroupRequest;
    output: void;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "OperationAbortedException" | "ServiceUnavailableException" | "ValidationException";
  };
  DescribeLogGroups: {
    authentication: "signed";
    input: DescribeLogGroupsRequest;
    output: DescribeLogGroupsResponse;
    errors: "InvalidParameterException" | "ServiceUnavailableException";
  };
  CreateLogStream: {
    authentication: "signed";
    input: CreateLogStreamRequest;
    output: void;
    errors: "InvalidParameterException" | "ResourceAlreadyExistsException" | "ResourceNotFoundException" | "ServiceUnavailableException";
  };
  DeleteLogStream: {
    authentication: "signed";
    input: DeleteLogStreamRequest;
    output: void;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "OperationAbortedException" | "ServiceUnavailableException" | "ValidationException";
  };
  DescribeLogStreams: {
    authentication: "signed";
    input: DescribeLogStreamsRequest;
    output: DescribeLogStreamsResponse;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "ServiceUnavailableException";
  };
  PutLogEvents: {
    authentication: "signed";
    input: PutLogEventsRequest;
    output: PutLogEventsResponse;
    errors: "InvalidParameterException" | "InvalidSequenceTokenException" | "DataAlreadyAcceptedException" | "ResourceNotFoundException" | "ServiceUnavailableException" | "UnrecognizedClientException";
  };
  GetLogEvents: {
    authentication: "signed";
    input: GetLogEventsRequest;
    output: GetLogEventsResponse;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "ServiceUnavailableException";
  };
  FilterLogEvents: {
    authentication: "signed";
    input: FilterLogEventsRequest;
    output: FilterLogEventsResponse;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "ServiceUnavailableException";
  };
  PutRetentionPolicy: {
    authentication: "signed";
    input: PutRetentionPolicyRequest;
    output: void;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "OperationAbortedException" | "ServiceUnavailableException";
  };
  DeleteRetentionPolicy: {
    authentication: "signed";
    input: DeleteRetentionPolicyRequest;
    output: void;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "OperationAbortedException" | "ServiceUnavailableException";
  };
}

export const logsModel: ServiceModel = {
  "service": "logs",
  "apiVersion": "2014-03-28",
  "protocol": "json",
  "jsonVersion": "1.1",
  "signingName": "logs",
  "targetPrefix": "Logs_20140328",
  "operations": {
    "CreateLogGroup": {"authentication":"signed","input":"CreateLogGroupRequest","output":null,"errors":["InvalidParameterException","ResourceAlreadyExistsException","LimitExceededException","OperationAbortedException","ServiceUnavailableException"]},
    "DeleteLogGroup": {"authentication":"signed","input":"DeleteLogGroupRequest","output":null,"errors":["InvalidParameterException","ResourceNotFoundException","OperationAbortedException","ServiceUnavailableException","ValidationException"]},
    "DescribeLogGroups": {"authentication":"signed","readOnly":true,"input":"DescribeLogGroupsRequest","output":"DescribeLogGroupsResponse","errors":["InvalidParameterException","ServiceUnavailableException"]},
    "CreateLogStream": {"authentication":"signed","input":"CreateLogStreamRequest","output":null,"errors":["InvalidParameterException","ResourceAlreadyExistsException","ResourceNotFoundException","ServiceUnavailableException"]},
    "DeleteLogStream": {"authentication":"signed","input":"DeleteLogStreamRequest","output":null,"errors":["InvalidParameterException","ResourceNotFoundException","OperationAbortedException","ServiceUnavailableException","ValidationException"]},
    "DescribeLogStreams": {"authentication":"signed","readOnly":true,"input":"DescribeLogStreamsRequest","output":"DescribeLogStreamsResponse","errors":["InvalidParameterException","ResourceNotFoundException","ServiceUnavailableException"]},
    "PutLogEvents": {"authentication":"signed","input":"PutLogEventsRequest","output":"PutLogEventsResponse","errors":["InvalidParameterException","InvalidSequenceTokenException","DataAlreadyAcceptedException","ResourceNotFoundException","ServiceUnavailableException","UnrecognizedClientException"]},
    "GetLogEvents": {"authentication":"signed","readOnly":true,"input":"GetLogEventsRequest","output":"GetLogEventsResponse","errors":["InvalidParameterException","ResourceNotFoundException","ServiceUnavailableException"]},
    "FilterLogEvents": {"authentication":"signed","readOnly":true,"input":"FilterLogEventsRequest","output":"FilterLogEventsResponse","errors":["InvalidParameterException","ResourceNotFoundException","ServiceUnavailableException"]},
    "PutRetentionPolicy": {"authentication":"signed","input":"PutRetentionPolicyRequest","output":null,"errors":["InvalidParameterException","ResourceNotFoundException","OperationAbortedException","ServiceUnavailableException"]},
    "DeleteRetentionPolicy": {"authentication":"signed","input":"DeleteRetentionPolicyRequest","output":null,"errors":["InvalidParameterException","ResourceNotFoundException","OperationAbortedException","ServiceUnavailableException"]},
  },
  "errors": {
    "InvalidParameterException": {"httpStatus":400},
    "ResourceAlreadyExistsException": {"httpStatus":400},
    "LimitExceededException": {"httpStatus":400},
    "OperationAbortedException": {"httpStatus":400},
    "ServiceUnavailableException": {"httpStatus":500},
    "ResourceNotFoundException": {"httpStatus":400},
    "ValidationException": {"httpStatus":400},
    "InvalidSequenceTokenException": {"httpStatus":400},
    "DataAlreadyAcceptedException": {"httpStatus":400},
    "UnrecognizedClientException": {"httpStatus":400},
  },
  "shapes": {
    "AccountId": {"type":"string","min":12,"max":12,"pattern":"^\\d{12}$"},
    "AccountIds": {"type":"list","min":0,"max":20,"member":"AccountId"},
    "Arn": {"type":"string"},
    "BearerTokenAuthenticationEnabled": {"type":"boolean"},
    "CreateLogGroupRequest": {"type":"structure","required":["logGroupName"],"members":{"logGroupName":"LogGroupName","kmsKeyId":"KmsKeyId","tags":"Tags","logGroupClass":"LogGroupClass","deletionProtectionEnabled":"DeletionProtectionEnabled"}},
    "CreateLogStreamRequest": {"type":"structure","required":["logGroupName","logStreamName"],"members":{"logGroupName":"LogGroupName","logStreamName":"LogStreamName"}},
    "DataProtectionStatus": {"type":"string","enum":["ACTIVATED","DELETED","ARCHIVED","DISABLED"]},
    "Days": {"type":"integer"},
    "DeleteLogGroupRequest": {"type":"structure","required":["logGroupName"],"members":{"logGroupName":"LogGroupName"}},
    "DeleteLogStreamRequest": {"type":"structure","required":["logGroupName","logStreamName"],"members":{"logGroupName":"LogGroupName","logStreamName":"LogStreamName"}},
    "DeleteRetentionPolicyRequest": {"type":"structure","required":["logGroupName"],"members":{"logGroupName":"LogGroupName"}},
    "DeletionProtectionEnabled": {"type":"boolean"},
    "Descending": {"type":"boolean"},
    "DescribeLimit": {"type":"integer","min":1,"max":50},
    "DescribeLogGroupsLogGroupIdentifiers": {"type":"list","min":1,"max":50,"member":"LogGroupIdentifier"},
    "DescribeLogGroupsRequest": {"type":"structure","members":{"accountIdentifiers":"AccountIds","logGroupNamePrefix":"LogGroupName","logGroupNamePattern":"LogGroupNamePattern","nextToken":"NextToken","limit":"DescribeLimit","includeLinkedAccounts":"IncludeLinkedAccounts","logGroupClass":"LogGroupClass","logGroupIdentifiers":"DescribeLogGroupsLogGroupIdentifiers"}},
    "DescribeLogGroupsResponse": {"type":"structure","members":{"logGroups":"LogGroups","nextToken":"NextToken"}},
    "DescribeLogStreamsRequest": {"type":"structure","members":{"logGroupName":"LogGroupName","logGroupIdentifier":"LogGroupIdentifier","logStreamNamePrefix":"LogStreamName","orderBy":"OrderBy","descending":"Descending","nextToken":"NextToken","limit":"DescribeLimit"}},
    "DescribeLogStreamsResponse": {"type":"structure","members":{"logStreams":"LogStreams","nextToken":"NextToken"}},
    "Entity": {"type":"structure","members":{"keyAttributes":"EntityKeyAttributes","attributes":"EntityAttributes"}},
    "EntityAttributes": {"type":"map","min":0,"max":10,"key":"EntityAttributesKey","value":"EntityAttributesValue"},
    "EntityAttributesKey": {"type":"string","min":1,"max":256},
    "EntityAttributesValue": {"type":"string","min":1,"max":512},
    "EntityKeyAttributes": {"type":"map","min":2,"max":4,"key":"EntityKeyAttributesKey","value":"EntityKeyAttributesValue"},
    "EntityKeyAttributesKey": {"type":"string","min":1,"max":32},
    "EntityKeyAttributesValue": {"type":"string","min":1,"max":512},
    "EntityRejectionErrorType": {"type":"string","enum":["InvalidEntity","InvalidTypeValue","InvalidKeyAttributes","InvalidAttributes","EntitySizeTooLarge","UnsupportedLogGroupType","MissingRequiredFields"]},
    "EventId": {"type":"string"},
    "EventMessage": {"type":"string","min":1,"allowsNul":true},
    "EventsLimit": {"type":"integer","min":1,"max":10000},
    "FilterCount": {"type":"integer"},
    "FilterLogEventsRequest": {"type":"structure","members":{"logGroupName":"LogGroupName","logGroupIdentifier":"LogGroupIdentifier","logStreamNames":"InputLogStreamNames","logStreamNamePrefix":"LogStreamName","startTime":"Timestamp","endTime":"Timestamp","filterPattern":"FilterPattern","nextToken":"NextToken","limit":"EventsLimit","startFromHead":"StartFromHead","interleaved":"Interleaved","unmask":"Unmask"}},
    "FilterLogEventsResponse": {"type":"structure","members":{"events":"FilteredLogEvents","searchedLogStreams":"SearchedLogStreams","nextToken":"NextToken"}},
    "FilterPattern": {"type":"string","min":0,"max":1024},
    "FilteredLogEvent": {"type":"structure","members":{"logStreamName":"LogStreamName","timestamp":"Timestamp","message":"EventMessage","ingestionTime":"Timestamp","eventId":"EventId"}},
    "FilteredLogEvents": {"type":"list","member":"FilteredLogEvent"},
    "GetLogEventsRequest": {"type":"structure","required":["logStreamName"],"members":{"logGroupName":"LogGroupName","logGroupIdentifier":"LogGroupIdentifier","logStreamName":"LogStreamName","startTime":"Timestamp","endTime":"Timestamp","nextToken":"NextToken","limit":"EventsLimit","startFromHead":"StartFromHead","unmask":"Unmask"}},
    "GetLogEventsResponse": {"type":"structure","members":{"events":"OutputLogEvents","nextForwardToken":"NextToken","nextBackwardToken":"NextToken"}},
    "IncludeLinkedAccounts": {"type":"boolean"},
    "InheritedProperties": {"type":"list","member":"InheritedProperty"},
    "InheritedProperty": {"type":"string","enum":["ACCOUNT_DATA_PROTECTION"]},
    "InputLogEvent": {"type":"structure","required":["timestamp","message"],"members":{"timestamp":"Timestamp","message":"EventMessage"}},
    "InputLogEvents": {"type":"list","min":1,"max":10000,"member":"InputLogEvent"},
    "InputLogStreamNames": {"type":"list","min":1,"max":100,"member":"LogStreamName"},
    "Interleaved": {"type":"boolean"},
    "KmsKeyId": {"type":"string","max":256},
    "LogEventIndex": {"type":"integer"},
    "LogGroup": {"type":"structure","members":{"logGroupName":"LogGroupName","creationTime":"Timestamp","retentionInDays":"Days","metricFilterCount":"FilterCount","arn":"Arn","storedBytes":"StoredBytes","kmsKeyId":"KmsKeyId","dataProtectionStatus":"DataProtectionStatus","inheritedProperties":"InheritedProperties","logGroupClass":"LogGroupClass","logGroupArn":"Arn","deletionProtectionEnabled":"DeletionProtectionEnabled","bearerTokenAuthenticationEnabled":"BearerTokenAuthenticationEnabled"}},
    "LogGroupClass": {"type":"string","enum":["STANDARD","INFREQUENT_ACCESS","DELIVERY"]},
    "LogGroupIdentifier": {"type":"string","min":1,"max":2048,"pattern":"[\\w#+=/:,.@-]*"},
    "LogGroupName": {"type":"string","min":1,"max":512,"pattern":"[\\.\\-_/#A-Za-z0-9]+"},
    "LogGroupNamePattern": {"type":"string","min":0,"max":512,"pattern":"[\\.\\-_/#A-Za-z0-9]*"},
    "LogGroups": {"type":"list","member":"LogGroup"},
    "LogStream": {"type":"structure","members":{"logStreamName":"LogStreamName","creationTime":"Timestamp","firstEventTimestamp":"Timestamp","lastEventTimestamp":"Timestamp","lastIngestionTime":"Timestamp","uploadSequenceToken":"SequenceToken","arn":"Arn","storedBytes":"StoredBytes"}},
    "LogStreamName": {"type":"string","min":1,"max":512,"pattern":"[^:*]*"},
    "LogStreamSearchedCompletely": {"type":"boolean"},
    "LogStreams": {"type":"list","member":"LogStream"},
    "NextToken": {"type":"string","min":1},
    "OrderBy": {"type":"string","enum":["LogStreamName","LastEventTime"]},
    "OutputLogEvent": {"type":"structure","members":{"timestamp":"Timestamp","message":"EventMessage","ingestionTime":"Timestamp"}},
    "OutputLogEvents": {"type":"list","member":"OutputLogEvent"},
    "PutLogEventsRequest": {"type":"structure","required":["logGroupName","logStreamName","logEvents"],"members":{"logGroupName":"LogGroupName","logStreamName":"LogStreamName","logEvents":"InputLogEvents","sequenceToken":"SequenceToken","entity":"Entity"}},
    "PutLogEventsResponse": {"type":"structure","members":{"nextSequenceToken":"SequenceToken","rejectedLogEventsInfo":"RejectedLogEventsInfo","rejectedEntityInfo":"RejectedEntityInfo"}},
    "PutRetentionPolicyRequest": {"type":"structure","required":["logGroupName","retentionInDays"],"members":{"logGroupName":"LogGroupName","retentionInDays":"Days"}},
    "RejectedEntityInfo": {"type":"structure","required":["errorType"],"members":{"errorType":"EntityRejectionErrorType"}},
    "RejectedLogEventsInfo": {"type":"structure","members":{"tooNewLogEventStartIndex":"LogEventIndex","tooOldLogEventEndIndex":"LogEventIndex","expiredLogEventEndIndex":"LogEventIndex"}},
    "SearchedLogStream": {"type":"structure","members":{"logStreamName":"LogStreamName","searchedCompletely":"LogStreamSearchedCompletely"}},
    "SearchedLogStreams": {"type":"list","member":"SearchedLogStream"},
    "SequenceToken": {"type":"string","min":1},
    "StartFromHead": {"type":"boolean"},
    "StoredBytes": {"type":"long","min":0},
    "TagKey": {"type":"string","min":1,"max":128,"pattern":"^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$"},
    "TagValue": {"type":"string","max":256,"pattern":"^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$"},
    "Tags": {"type":"map","min":1,"max":50,"key":"TagKey","value":"TagValue"},
    "Timestamp": {"type":"long","min":0},
    "Unmask": {"type":"boolean"},
  },
};
