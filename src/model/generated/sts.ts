// Made from ../data/sts.json by `npm run generate`. Do not edit.
// Names are those of the wire; timestamps are epoch seconds (a number) for every protocol.

import type { ServiceModel } from '../service-model.ts';

export type GetCallerIdentityRequest = Record<string, never>;

export interface GetCallerIdentityResponse {
  UserId?: string;
  Account?: string;
  Arn?: string;
}

export interface StsOperations {
  GetCallerIdentity: {
    input: GetCallerIdentityRequest;
    output: GetCallerIdentityResponse;
    errors: never;
  };
}

export const stsModel: ServiceModel = {
  "service": "sts",
  "apiVersion": "2011-06-15",
  "protocol": "query",
  "signingName": "sts",
  "xmlNamespace": "https://sts.amazonaws.com/doc/2011-06-15/",
  "operations": {
    "GetCallerIdentity": {"input":"GetCallerIdentityRequest","output":"GetCallerIdentityResponse","errors":[],"resultWrapper":"GetCallerIdentityResult"},
  },
  "errors": {
  },
  "shapes": {
    "GetCallerIdentityRequest": {"type":"structure","members":{}},
    "GetCallerIdentityResponse": {"type":"structure","members":{"UserId":"userIdType","Account":"accountType","Arn":"arnType"}},
    "accountType": {"type":"string"},
    "arnType": {"type":"string","min":20,"max":2048,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+"},
    "userIdType": {"type":"string"},
  },
};
