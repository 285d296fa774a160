// Made from ../data/sts.json by `npm run generate`. Do not edit.
// Names are those of the wire; timestamps are epoch seconds (a number) for every protocol.

import type { ServiceModel } from '../service-model.ts';

export interface AssumeRoleRequest {
  RoleArn: string;
  RoleSessionName: string;
  PolicyArns?: PolicyDescriptorType[];
  Policy?: string;
  DurationSeconds?: number;
  Tags?: Tag[];
  TransitiveTagKeys?: string[];
  ExternalId?: string;
  SerialNumber?: string;
  TokenCode?: string;
  SourceIdentity?: string;
  ProvidedContexts?: ProvidedContext[];
}

export interface AssumeRoleResponse {
  Credentials?: Credentials;
  AssumedRoleUser?: AssumedRoleUser;
  PackedPolicySize?: number;
  SourceIdentity?: string;
}

export interface AssumedRoleUser {
  AssumedRoleId: string;
  Arn: string;
}

export interface Credentials {
  AccessKeyId: string;
  SecretAccessKey: string;
  SessionToken: string;
  Expiration: number;
}

export type GetCallerIdentityRequest = Record<string, never>;

export interface GetCallerIdentityResponse {
  UserId?: string;
  Account?: string;
  Arn?: string;
}

export interface PolicyDescriptorType {
  arn?: string;
}

export interface ProvidedContext {
  ProviderArn?: string;
  ContextAssertion?: string;
}

export interface Tag {
  Key: string;
  Value: string;
}

export interface StsOperations {
  GetCallerIdentity: {
    authentication: "signed";
    input: GetCallerIdentityRequest;
    output: GetCallerIdentityResponse;
    errors: never;
  };
  AssumeRole: {
    authentication: "signed";
    input: AssumeRoleRequest;
    output: AssumeRoleResponse;
    errors: "MalformedPolicyDocumentException" | "PackedPolicyTooLargeException" | "RegionDisabledException" | "ExpiredTokenException";
  };
}

export const stsModel: ServiceModel = {
  "service": "sts",
  "apiVersion": "2011-06-15",
  "protocol": "query",
  "signingName": "sts",
  "xmlNamespace": "https://sts.amazonaws.com/doc/2011-06-15/",
  "operations": {
    "GetCallerIdentity": {"authentication":"signed","readOnly":true,"input":"GetCallerIdentityRequest","output":"GetCallerIdentityResponse","errors":[],"resultWrapper":"GetCallerIdentityResult"},
    "AssumeRole": {"authentication":"signed","input":"AssumeRoleRequest","output":"AssumeRoleResponse","errors":["MalformedPolicyDocumentException","PackedPolicyTooLargeException","RegionDisabledException","ExpiredTokenException"],"resultWrapper":"AssumeRoleResult"},
  },
  "errors": {
    "MalformedPolicyDocumentException": {"httpStatus":400,"code":"MalformedPolicyDocument"},
    "PackedPolicyTooLargeException": {"httpStatus":400,"code":"PackedPolicyTooLarge"},
    "RegionDisabledException": {"httpStatus":403},
    "ExpiredTokenException": {"httpStatus":400},
  },
  "shapes": {
    "AssumeRoleRequest": {"type":"structure","required":["RoleArn","RoleSessionName"],"members":{"RoleArn":"arnType","RoleSessionName":"roleSessionNameType","PolicyArns":"policyDescriptorListType","Policy":"unrestrictedSessionPolicyDocumentType","DurationSeconds":"roleDurationSecondsType","Tags":"tagListType","TransitiveTagKeys":"tagKeyListType","ExternalId":"externalIdType","SerialNumber":"serialNumberType","TokenCode":"tokenCodeType","SourceIdentity":"sourceIdentityType","ProvidedContexts":"ProvidedContextsListType"}},
    "AssumeRoleResponse": {"type":"structure","members":{"Credentials":"Credentials","AssumedRoleUser":"AssumedRoleUser","PackedPolicySize":"nonNegativeIntegerType","SourceIdentity":"sourceIdentityType"}},
    "AssumedRoleUser": {"type":"structure","required":["AssumedRoleId","Arn"],"members":{"AssumedRoleId":"assumedRoleIdType","Arn":"arnType"}},
    "Credentials": {"type":"structure","required":["AccessKeyId","SecretAccessKey","SessionToken","Expiration"],"members":{"AccessKeyId":"accessKeyIdType","SecretAccessKey":"accessKeySecretType","SessionToken":"tokenType","Expiration":"dateType"}},
    "GetCallerIdentityRequest": {"type":"structure","members":{}},
    "GetCallerIdentityResponse": {"type":"structure","members":{"UserId":"userIdType","Account":"accountType","Arn":"arnType"}},
    "PolicyDescriptorType": {"type":"structure","members":{"arn":"arnType"}},
    "ProvidedContext": {"type":"structure","members":{"ProviderArn":"arnType","ContextAssertion":"contextAssertionType"}},
    "ProvidedContextsListType": {"type":"list","min":1,"max":5,"member":"ProvidedContext"},
    "Tag": {"type":"structure","required":["Key","Value"],"members":{"Key":"tagKeyType","Value":"tagValueType"}},
    "accessKeyIdType": {"type":"string","min":16,"max":128,"pattern":"[\\w]*"},
    "accessKeySecretType": {"type":"string","sensitive":true},
    "accountType": {"type":"string"},
    "arnType": {"type":"string","min":20,"max":2048,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+"},
    "assumedRoleIdType": {"type":"string","min":2,"max":193,"pattern":"[\\w+=,.@:-]*"},
    "contextAssertionType": {"type":"string","min":4,"max":2048},
    "dateType": {"type":"timestamp"},
    "externalIdType": {"type":"string","min":2,"max":1224,"pattern":"[\\w+=,.@:\\/-]*"},
    "nonNegativeIntegerType": {"type":"integer","min":0},
    "policyDescriptorListType": {"type":"list","member":"PolicyDescriptorType"},
    "roleDurationSecondsType": {"type":"integer","min":900,"max":43200},
    "roleSessionNameType": {"type":"string","min":2,"max":64,"pattern":"[\\w+=,.@-]*"},
    "serialNumberType": {"type":"string","min":9,"max":256,"pattern":"[\\w+=/:,.@-]*"},
    "sourceIdentityType": {"type":"string","min":2,"max":64,"pattern":"[\\w+=,.@-]*"},
    "tagKeyListType": {"type":"list","max":50,"member":"tagKeyType"},
    "tagKeyType": {"type":"string","min":1,"max":128,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"},
    "tagListType": {"type":"list","max":50,"member":"Tag"},
    "tagValueType": {"type":"string","min":0,"max":256,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"},
    "tokenCodeType": {"type":"string","min":6,"max":6,"pattern":"[\\d]*"},
    "tokenType": {"type":"string"},
    "unrestrictedSessionPolicyDocumentType": {"type":"string","min":1,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"},
    "userIdType": {"type":"string"},
  },
};
