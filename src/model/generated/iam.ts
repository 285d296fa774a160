// Made from ../data/iam.json by `npm run generate`. Do not edit.
// Names are those of the wire; timestamps are epoch seconds (a number) for every protocol.

import type { ServiceModel } from '../service-model.ts';

export interface AttachedPermissionsBoundary {
  PermissionsBoundaryType?: "PermissionsBoundaryPolicy";
  PermissionsBoundaryArn?: string;
}

export interface CreateRoleRequest {
  Path?: string;
  RoleName: string;
  AssumeRolePolicyDocument: string;
  Description?: string;
  MaxSessionDuration?: number;
  PermissionsBoundary?: string;
  Tags?: Tag[];
}

export interface CreateRoleResponse {
  Role: Role;
}

export interface DeleteRolePolicyRequest {
  RoleName: string;
  PolicyName: string;
}

export interface DeleteRoleRequest {
  RoleName: string;
}

export interface GetRolePolicyRequest {
  RoleName: string;
  PolicyName: string;
}

export interface GetRolePolicyResponse {
  RoleName: string;
  PolicyName: string;
  PolicyDocument: string;
}

export interface GetRoleRequest {
  RoleName: string;
}

export interface GetRoleResponse {
  Role: Role;
}

export interface ListRolePoliciesRequest {
  RoleName: string;
  Marker?: string;
  MaxItems?: number;
}

export interface ListRolePoliciesResponse {
  PolicyNames: string[];
  IsTruncated?: boolean;
  Marker?: string;
}

export interface ListRolesRequest {
  PathPrefix?: string;
  Marker?: string;
  MaxItems?: number;
}

export interface ListRolesResponse {
  Roles: Role[];
  IsTruncated?: boolean;
  Marker?: string;
}

export interface PutRolePolicyRequest {
  RoleName: string;
  PolicyName: string;
  PolicyDocument: string;
}

export interface Role {
  Path: string;
  RoleName: string;
  RoleId: string;
  Arn: string;
  CreateDate: number;
  AssumeRolePolicyDocument?: string;
  Description?: string;
  MaxSessionDuration?: number;
  PermissionsBoundary?: AttachedPermissionsBoundary;
  Tags?: Tag[];
  RoleLastUsed?: RoleLastUsed;
}

export interface RoleLastUsed {
  LastUsedDate?: number;
  Region?: string;
}

export interface Tag {
  Key: string;
  Value: string;
}

export interface IamOperations {
  CreateRole: {
    input: CreateRoleRequest;
    output: CreateRoleResponse;
    errors: "LimitExceededException" | "InvalidInputException" | "EntityAlreadyExistsException" | "MalformedPolicyDocumentException" | "ConcurrentModificationException" | "ServiceFailureException";
  };
  GetRole: {
    input: GetRoleRequest;
    output: GetRoleResponse;
    errors: "NoSuchEntityException" | "ServiceFailureException";
  };
  ListRoles: {
    input: ListRolesRequest;
    output: ListRolesResponse;
    errors: "ServiceFailureException";
  };
  DeleteRole: {
    input: DeleteRoleRequest;
    output: void;
    errors: "NoSuchEntityException" | "DeleteConflictException" | "LimitExceededException" | "UnmodifiableEntityException" | "ConcurrentModificationException" | "ServiceFailureException";
  };
  PutRolePolicy: {
    input: PutRolePolicyRequest;
    output: void;
    errors: "LimitExceededException" | "MalformedPolicyDocumentException" | "NoSuchEntityException" | "UnmodifiableEntityException" | "ServiceFailureException";
  };
  GetRolePolicy: {
    input: GetRolePolicyRequest;
    output: GetRolePolicyResponse;
    errors: "NoSuchEntityException" | "ServiceFailureException";
  };
  ListRolePolicies: {
    input: ListRolePoliciesRequest;
    output: ListRolePoliciesResponse;
    errors: "NoSuchEntityException" | "ServiceFailureException";
  };
  DeleteRolePolicy: {
    input: DeleteRolePolicyRequest;
    output: void;
    errors: "NoSuchEntityException" | "LimitExceededException" | "UnmodifiableEntityException" | "ServiceFailureException";
  };
}

export const iamModel: ServiceModel = {
  "service": "iam",
  "apiVersion": "2010-05-08",
  "protocol": "query",
  "signingName": "iam",
  "xmlNamespace": "https://iam.amazonaws.com/doc/2010-05-08/",
  "operations": {
    "CreateRole": {"input":"CreateRoleRequest","output":"CreateRoleResponse","errors":["LimitExceededException","InvalidInputException","EntityAlreadyExistsException","MalformedPolicyDocumentException","ConcurrentModificationException","ServiceFailureException"],"resultWrapper":"CreateRoleResult"},
    "GetRole": {"input":"GetRoleRequest","output":"GetRoleResponse","errors":["NoSuchEntityException","ServiceFailureException"],"resultWrapper":"GetRoleResult"},
    "ListRoles": {"input":"ListRolesRequest","output":"ListRolesResponse","errors":["ServiceFailureException"],"resultWrapper":"ListRolesResult"},
    "DeleteRole": {"input":"DeleteRoleRequest","output":null,"errors":["NoSuchEntityException","DeleteConflictException","LimitExceededException","UnmodifiableEntityException","ConcurrentModificationException","ServiceFailureException"]},
    "PutRolePolicy": {"input":"PutRolePolicyRequest","output":null,"errors":["LimitExceededException","MalformedPolicyDocumentException","NoSuchEntityException","UnmodifiableEntityException","ServiceFailureException"]},
    "GetRolePolicy": {"input":"GetRolePolicyRequest","output":"GetRolePolicyResponse","errors":["NoSuchEntityException","ServiceFailureException"],"resultWrapper":"GetRolePolicyResult"},
    "ListRolePolicies": {"input":"ListRolePoliciesRequest","output":"ListRolePoliciesResponse","errors":["NoSuchEntityException","ServiceFailureException"],"resultWrapper":"ListRolePoliciesResult"},
    "DeleteRolePolicy": {"input":"DeleteRolePolicyRequest","output":null,"errors":["NoSuchEntityException","LimitExceededException","UnmodifiableEntityException","ServiceFailureException"]},
  },
  "errors": {
    "LimitExceededException": {"httpStatus":409,"code":"LimitExceeded"},
    "InvalidInputException": {"httpStatus":400,"code":"InvalidInput"},
    "EntityAlreadyExistsException": {"httpStatus":409,"code":"EntityAlreadyExists"},
    "MalformedPolicyDocumentException": {"httpStatus":400,"code":"MalformedPolicyDocument"},
    "ConcurrentModificationException": {"httpStatus":409,"code":"ConcurrentModification"},
    "ServiceFailureException": {"httpStatus":500,"code":"ServiceFailure"},
    "NoSuchEntityException": {"httpStatus":404,"code":"NoSuchEntity"},
    "DeleteConflictException": {"httpStatus":409,"code":"DeleteConflict"},
    "UnmodifiableEntityException": {"httpStatus":400,"code":"UnmodifiableEntity"},
  },
  "shapes": {
    "AttachedPermissionsBoundary": {"type":"structure","members":{"PermissionsBoundaryType":"PermissionsBoundaryAttachmentType","PermissionsBoundaryArn":"arnType"}},
    "CreateRoleRequest": {"type":"structure","required":["RoleName","AssumeRolePolicyDocument"],"members":{"Path":"pathType","RoleName":"roleNameType","AssumeRolePolicyDocument":"policyDocumentType","Description":"roleDescriptionType","MaxSessionDuration":"roleMaxSessionDurationType","PermissionsBoundary":"arnType","Tags":"tagListType"}},
    "CreateRoleResponse": {"type":"structure","required":["Role"],"members":{"Role":"Role"}},
    "DeleteRolePolicyRequest": {"type":"structure","required":["RoleName","PolicyName"],"members":{"RoleName":"roleNameType","PolicyName":"policyNameType"}},
    "DeleteRoleRequest": {"type":"structure","required":["RoleName"],"members":{"RoleName":"roleNameType"}},
    "GetRolePolicyRequest": {"type":"structure","required":["RoleName","PolicyName"],"members":{"RoleName":"roleNameType","PolicyName":"policyNameType"}},
    "GetRolePolicyResponse": {"type":"structure","required":["RoleName","PolicyName","PolicyDocument"],"members":{"RoleName":"roleNameType","PolicyName":"policyNameType","PolicyDocument":"policyDocumentType"}},
    "GetRoleRequest": {"type":"structure","required":["RoleName"],"members":{"RoleName":"roleNameType"}},
    "GetRoleResponse": {"type":"structure","required":["Role"],"members":{"Role":"Role"}},
    "ListRolePoliciesRequest": {"type":"structure","required":["RoleName"],"members":{"RoleName":"roleNameType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListRolePoliciesResponse": {"type":"structure","required":["PolicyNames"],"members":{"PolicyNames":"policyNameListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "ListRolesRequest": {"type":"structure","members":{"PathPrefix":"pathPrefixType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListRolesResponse": {"type":"structure","required":["Roles"],"members":{"Roles":"roleListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "PermissionsBoundaryAttachmentType": {"type":"string","enum":["PermissionsBoundaryPolicy"]},
    "PutRolePolicyRequest": {"type":"structure","required":["RoleName","PolicyName","PolicyDocument"],"members":{"RoleName":"roleNameType","PolicyName":"policyNameType","PolicyDocument":"policyDocumentType"}},
    "Role": {"type":"structure","required":["Path","RoleName","RoleId","Arn","CreateDate"],"members":{"Path":"pathType","RoleName":"roleNameType","RoleId":"idType","Arn":"arnType","CreateDate":"dateType","AssumeRolePolicyDocument":"policyDocumentType","Description":"roleDescriptionType","MaxSessionDuration":"roleMaxSessionDurationType","PermissionsBoundary":"AttachedPermissionsBoundary","Tags":"tagListType","RoleLastUsed":"RoleLastUsed"}},
    "RoleLastUsed": {"type":"structure","members":{"LastUsedDate":"dateType","Region":"stringType"}},
    "Tag": {"type":"structure","required":["Key","Value"],"members":{"Key":"tagKeyType","Value":"tagValueType"}},
    "arnType": {"type":"string","min":20,"max":2048},
    "booleanType": {"type":"boolean"},
    "dateType": {"type":"timestamp"},
    "idType": {"type":"string","min":16,"max":128,"pattern":"[\\w]+"},
    "markerType": {"type":"string","min":1,"max":320,"pattern":"[\\u0020-\\u00FF]+"},
    "maxItemsType": {"type":"integer","min":1,"max":1000},
    "pathPrefixType": {"type":"string","min":1,"max":512,"pattern":"\\u002F[\\u0021-\\u007F]*"},
    "pathType": {"type":"string","min":1,"max":512,"pattern":"(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)"},
    "policyDocumentType": {"type":"string","min":1,"max":131072,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"},
    "policyNameListType": {"type":"list","member":"policyNameType"},
    "policyNameType": {"type":"string","min":1,"max":128,"pattern":"[\\w+=,.@-]+"},
    "responseMarkerType": {"type":"string"},
    "roleDescriptionType": {"type":"string","max":1000,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*"},
    "roleListType": {"type":"list","member":"Role"},
    "roleMaxSessionDurationType": {"type":"integer","min":3600,"max":43200},
    "roleNameType": {"type":"string","min":1,"max":64,"pattern":"[\\w+=,.@-]+"},
    "stringType": {"type":"string"},
    "tagKeyType": {"type":"string","min":1,"max":128,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"},
    "tagListType": {"type":"list","max":50,"member":"Tag"},
    "tagValueType": {"type":"string","min":0,"max":256,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"},
  },
};
