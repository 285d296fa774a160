// Made from ../data/iam.json by `npm run generate`. Do not edit.
// Names are those of the wire; timestamps are epoch seconds (a number) for every protocol.

import type { ServiceModel } from '../service-model.ts';

export interface AccessKey {
  UserName: string;
  AccessKeyId: string;
  Status: "Active" | "Inactive" | "Expired";
  SecretAccessKey: string;
  CreateDate?: number;
}

export interface AccessKeyMetadata {
  UserName?: string;
  AccessKeyId?: string;
  Status?: "Active" | "Inactive" | "Expired";
  CreateDate?: number;
}

export interface AttachRolePolicyRequest {
  RoleName: string;
  PolicyArn: string;
}

export interface AttachUserPolicyRequest {
  UserName: string;
  PolicyArn: string;
}

export interface AttachedPermissionsBoundary {
  PermissionsBoundaryType?: "PermissionsBoundaryPolicy";
  PermissionsBoundaryArn?: string;
}

export interface AttachedPolicy {
  PolicyName?: string;
  PolicyArn?: string;
}

export interface CreateAccessKeyRequest {
  UserName?: string;
}

export interface CreateAccessKeyResponse {
  AccessKey: AccessKey;
}

export interface CreatePolicyRequest {
  PolicyName: string;
  Path?: string;
  PolicyDocument: string;
  Description?: string;
  Tags?: Tag[];
}

export interface CreatePolicyResponse {
  Policy?: Policy;
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

export interface CreateUserRequest {
  Path?: string;
  UserName: string;
  PermissionsBoundary?: string;
  Tags?: Tag[];
}

export interface CreateUserResponse {
  User?: User;
}

export interface DeleteAccessKeyRequest {
  UserName?: string;
  AccessKeyId: string;
}

export interface DeletePolicyRequest {
  PolicyArn: string;
}

export interface DeleteRolePolicyRequest {
  RoleName: string;
  PolicyName: string;
}

export interface DeleteRoleRequest {
  RoleName: string;
}

export interface DeleteUserPolicyRequest {
  UserName: string;
  PolicyName: string;
}

export interface DeleteUserRequest {
  UserName: string;
}

export interface DetachRolePolicyRequest {
  RoleName: string;
  PolicyArn: string;
}

export interface DetachUserPolicyRequest {
  UserName: string;
  PolicyArn: string;
}

export interface GetPolicyRequest {
  PolicyArn: string;
}

export interface GetPolicyResponse {
  Policy?: Policy;
}

export interface GetPolicyVersionRequest {
  PolicyArn: string;
  VersionId: string;
}

export interface GetPolicyVersionResponse {
  PolicyVersion?: PolicyVersion;
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

export interface GetUserPolicyRequest {
  UserName: string;
  PolicyName: string;
}

export interface GetUserPolicyResponse {
  UserName: string;
  PolicyName: string;
  PolicyDocument: string;
}

export interface GetUserRequest {
  UserName?: string;
}

export interface GetUserResponse {
  User: User;
}

export interface ListAccessKeysRequest {
  UserName?: string;
  Marker?: string;
  MaxItems?: number;
}

export interface ListAccessKeysResponse {
  AccessKeyMetadata: AccessKeyMetadata[];
  IsTruncated?: boolean;
  Marker?: string;
}

export interface ListAttachedRolePoliciesRequest {
  RoleName: string;
  PathPrefix?: string;
  Marker?: string;
  MaxItems?: number;
}

export interface ListAttachedRolePoliciesResponse {
  AttachedPolicies?: AttachedPolicy[];
  IsTruncated?: boolean;
  Marker?: string;
}

export interface ListAttachedUserPoliciesRequest {
  UserName: string;
  PathPrefix?: string;
  Marker?: string;
  MaxItems?: number;
}

export interface ListAttachedUserPoliciesResponse {
  AttachedPolicies?: AttachedPolicy[];
  IsTruncated?: boolean;
  Marker?: string;
}

export interface ListPoliciesRequest {
  Scope?: "All" | "AWS" | "Local";
  OnlyAttached?: boolean;
  PathPrefix?: string;
  PolicyUsageFilter?: "PermissionsPolicy" | "PermissionsBoundary";
  Marker?: string;
  MaxItems?: number;
}

export interface ListPoliciesResponse {
  Policies?: Policy[];
  IsTruncated?: boolean;
  Marker?: string;
}

export interface ListPolicyVersionsRequest {
  PolicyArn: string;
  Marker?: string;
  MaxItems?: number;
}

export interface ListPolicyVersionsResponse {
  Versions?: PolicyVersion[];
  IsTruncated?: boolean;
  Marker?: string;
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

export interface ListUserPoliciesRequest {
  UserName: string;
  Marker?: string;
  MaxItems?: number;
}

export interface ListUserPoliciesResponse {
  PolicyNames: string[];
  IsTruncated?: boolean;
  Marker?: string;
}

export interface ListUsersRequest {
  PathPrefix?: string;
  Marker?: string;
  MaxItems?: number;
}

export interface ListUsersResponse {
  Users: User[];
  IsTruncated?: boolean;
  Marker?: string;
}

export interface Policy {
  PolicyName?: string;
  PolicyId?: string;
  Arn?: string;
  Path?: string;
  DefaultVersionId?: string;
  AttachmentCount?: number;
  PermissionsBoundaryUsageCount?: number;
  IsAttachable?: boolean;
  Description?: string;
  CreateDate?: number;
  UpdateDate?: number;
  Tags?: Tag[];
}

export interface PolicyVersion {
  Document?: string;
  VersionId?: string;
  IsDefaultVersion?: boolean;
  CreateDate?: number;
}

export interface PutRolePolicyRequest {
  RoleName: string;
  PolicyName: string;
  PolicyDocument: string;
}

export interface PutUserPolicyRequest {
  UserName: string;
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

export interface UpdateAccessKeyRequest {
  UserName?: string;
  AccessKeyId: string;
  Status: "Active" | "Inactive" | "Expired";
}

export interface UpdateAssumeRolePolicyRequest {
  RoleName: string;
  PolicyDocument: string;
}

export interface User {
  Path: string;
  UserName: string;
  UserId: string;
  Arn: string;
  CreateDate: number;
  PasswordLastUsed?: number;
  PermissionsBoundary?: AttachedPermissionsBoundary;
  Tags?: Tag[];
}

export interface IamOperations {
  CreateRole: {
    authentication: "signed";
    input: CreateRoleRequest;
    output: CreateRoleResponse;
    errors: "LimitExceededException" | "InvalidInputException" | "EntityAlreadyExistsException" | "MalformedPolicyDocumentException" | "ConcurrentModificationException" | "ServiceFailureException";
  };
  GetRole: {
    authentication: "signed";
    input: GetRoleRequest;
    output: GetRoleResponse;
    errors: "NoSuchEntityException" | "ServiceFailureException";
  };
  ListRoles: {
    authentication: "signed";
    input: ListRolesRequest;
    output: ListRolesResponse;
    errors: "ServiceFailureException";
  };
  DeleteRole: {
    authentication: "signed";
    input: DeleteRoleRequest;
    output: void;
    errors: "NoSuchEntityException" | "DeleteConflictException" | "LimitExceededException" | "UnmodifiableEntityException" | "ConcurrentModificationException" | "ServiceFailureException";
  };
  UpdateAssumeRolePolicy: {
    authentication: "signed";
    input: UpdateAssumeRolePolicyRequest;
    output: void;
    errors: "NoSuchEntityException" | "MalformedPolicyDocumentException" | "LimitExceededException" | "UnmodifiableEntityException" | "ServiceFailureException";
  };
  PutRolePolicy: {
    authentication: "signed";
    input: PutRolePolicyRequest;
    output: void;
    errors: "LimitExceededException" | "MalformedPolicyDocumentException" | "NoSuchEntityException" | "UnmodifiableEntityException" | "ServiceFailureException";
  };
  GetRolePolicy: {
    authentication: "signed";
    input: GetRolePolicyRequest;
    output: GetRolePolicyResponse;
    errors: "NoSuchEntityException" | "ServiceFailureException";
  };
  ListRolePolicies: {
    authentication: "signed";
    input: ListRolePoliciesRequest;
    output: ListRolePoliciesResponse;
    errors: "NoSuchEntityException" | "ServiceFailureException";
  };
  DeleteRolePolicy: {
    authentication: "signed";
    input: DeleteRolePolicyRequest;
    output: void;
    errors: "NoSuchEntityException" | "LimitExceededException" | "UnmodifiableEntityException" | "ServiceFailureException";
  };
  CreatePolicy: {
    authentication: "signed";
    input: CreatePolicyRequest;
    output: CreatePolicyResponse;
    errors: "InvalidInputException" | "LimitExceededException" | "EntityAlreadyExistsException" | "MalformedPolicyDocumentException" | "ConcurrentModificationException" | "ServiceFailureException";
  };
  GetPolicy: {
    authentication: "signed";
    input: GetPolicyRequest;
    output: GetPolicyResponse;
    errors: "NoSuchEntityException" | "InvalidInputException" | "ServiceFailureException";
  };
  ListPolicies: {
    authentication: "signed";
    input: ListPoliciesRequest;
    output: ListPoliciesResponse;
    errors: "ServiceFailureException";
  };
  DeletePolicy: {
    authentication: "signed";
    input: DeletePolicyRequest;
    output: void;
    errors: "NoSuchEntityException" | "LimitExceededException" | "InvalidInputException" | "DeleteConflictException" | "ServiceFailureException";
  };
  AttachRolePolicy: {
    authentication: "signed";
    input: AttachRolePolicyRequest;
    output: void;
    errors: "NoSuchEntityException" | "LimitExceededException" | "InvalidInputException" | "UnmodifiableEntityException" | "PolicyNotAttachableException" | "ServiceFailureException";
  };
  DetachRolePolicy: {
    authentication: "signed";
    input: DetachRolePolicyRequest;
    output: void;
    errors: "NoSuchEntityException" | "LimitExceededException" | "InvalidInputException" | "UnmodifiableEntityException" | "ServiceFailureException";
  };
  ListAttachedRolePolicies: {
    authentication: "signed";
    input: ListAttachedRolePoliciesRequest;
    output: ListAttachedRolePoliciesResponse;
    errors: "NoSuchEntityException" | "InvalidInputException" | "ServiceFailureException";
  };
  CreateUser: {
    authentication: "signed";
    input: CreateUserRequest;
    output: CreateUserResponse;
    errors: "LimitExceededException" | "EntityAlreadyExistsException" | "NoSuchEntityException" | "InvalidInputException" | "ConcurrentModificationException" | "ServiceFailureException";
  };
  GetUser: {
    authentication: "signed";
    input: GetUserRequest;
    output: GetUserResponse;
    errors: "NoSuchEntityException" | "ServiceFailureException";
  };
  ListUsers: {
    authentication: "signed";
    input: ListUsersRequest;
    output: ListUsersResponse;
    errors: "ServiceFailureException";
  };
  DeleteUser: {
    authentication: "signed";
    input: DeleteUserRequest;
    output: void;
    errors: "LimitExceededException" | "NoSuchEntityException" | "DeleteConflictException" | "ConcurrentModificationException" | "ServiceFailureException";
  };
  PutUserPolicy: {
    authentication: "signed";
    input: PutUserPolicyRequest;
    output: void;
    errors: "LimitExceededException" | "MalformedPolicyDocumentException" | "NoSuchEntityException" | "ServiceFailureException";
  };
  GetUserPolicy: {
    authentication: "signed";
    input: GetUserPolicyRequest;
    output: GetUserPolicyResponse;
    errors: "NoSuchEntityException" | "ServiceFailureException";
  };
  DeleteUserPolicy: {
    authentication: "signed";
    input: DeleteUserPolicyRequest;
    output: void;
    errors: "NoSuchEntityException" | "LimitExceededException" | "ServiceFailureException";
  };
  AttachUserPolicy: {
    authentication: "signed";
    input: AttachUserPolicyRequest;
    output: void;
    errors: "NoSuchEntityException" | "LimitExceededException" | "InvalidInputException" | "PolicyNotAttachableException" | "ServiceFailureException";
  };
  DetachUserPolicy: {
    authentication: "signed";
    input: DetachUserPolicyRequest;
    output: void;
    errors: "NoSuchEntityException" | "LimitExceededException" | "InvalidInputException" | "ServiceFailureException";
  };
  CreateAccessKey: {
    authentication: "signed";
    input: CreateAccessKeyRequest;
    output: CreateAccessKeyResponse;
    errors: "NoSuchEntityException" | "LimitExceededException" | "ServiceFailureException";
  };
  ListAccessKeys: {
    authentication: "signed";
    input: ListAccessKeysRequest;
    output: ListAccessKeysResponse;
    errors: "NoSuchEntityException" | "ServiceFailureException";
  };
  DeleteAccessKey: {
    authentication: "signed";
    input: DeleteAccessKeyRequest;
    output: void;
    errors: "NoSuchEntityException" | "LimitExceededException" | "ServiceFailureException";
  };
  ListUserPolicies: {
    authentication: "signed";
    input: ListUserPoliciesRequest;
    output: ListUserPoliciesResponse;
    errors: "NoSuchEntityException" | "ServiceFailureException";
  };
  ListAttachedUserPolicies: {
    authentication: "signed";
    input: ListAttachedUserPoliciesRequest;
    output: ListAttachedUserPoliciesResponse;
    errors: "NoSuchEntityException" | "InvalidInputException" | "ServiceFailureException";
  };
  UpdateAccessKey: {
    authentication: "signed";
    input: UpdateAccessKeyRequest;
    output: void;
    errors: "NoSuchEntityException" | "LimitExceededException" | "InvalidInputException" | "ServiceFailureException";
  };
  GetPolicyVersion: {
    authentication: "signed";
    input: GetPolicyVersionRequest;
    output: GetPolicyVersionResponse;
    errors: "NoSuchEntityException" | "InvalidInputException" | "ServiceFailureException";
  };
  ListPolicyVersions: {
    authentication: "signed";
    input: ListPolicyVersionsRequest;
    output: ListPolicyVersionsResponse;
    errors: "NoSuchEntityException" | "InvalidInputException" | "ServiceFailureException";
  };
}

export const iamModel: ServiceModel = {
  "service": "iam",
  "apiVersion": "2010-05-08",
  "protocol": "query",
  "signingName": "iam",
  "xmlNamespace": "https://iam.amazonaws.com/doc/2010-05-08/",
  "operations": {
    "CreateRole": {"authentication":"signed","input":"CreateRoleRequest","output":"CreateRoleResponse","errors":["LimitExceededException","InvalidInputException","EntityAlreadyExistsException","MalformedPolicyDocumentException","ConcurrentModificationException","ServiceFailureException"],"resultWrapper":"CreateRoleResult"},
    "GetRole": {"authentication":"signed","readOnly":true,"input":"GetRoleRequest","output":"GetRoleResponse","errors":["NoSuchEntityException","ServiceFailureException"],"resultWrapper":"GetRoleResult"},
    "ListRoles": {"authentication":"signed","readOnly":true,"input":"ListRolesRequest","output":"ListRolesResponse","errors":["ServiceFailureException"],"resultWrapper":"ListRolesResult"},
    "DeleteRole": {"authentication":"signed","input":"DeleteRoleRequest","output":null,"errors":["NoSuchEntityException","DeleteConflictException","LimitExceededException","UnmodifiableEntityException","ConcurrentModificationException","ServiceFailureException"]},
    "UpdateAssumeRolePolicy": {"authentication":"signed","input":"UpdateAssumeRolePolicyRequest","output":null,"errors":["NoSuchEntityException","MalformedPolicyDocumentException","LimitExceededException","UnmodifiableEntityException","ServiceFailureException"]},
    "PutRolePolicy": {"authentication":"signed","input":"PutRolePolicyRequest","output":null,"errors":["LimitExceededException","MalformedPolicyDocumentException","NoSuchEntityException","UnmodifiableEntityException","ServiceFailureException"]},
    "GetRolePolicy": {"authentication":"signed","readOnly":true,"input":"GetRolePolicyRequest","output":"GetRolePolicyResponse","errors":["NoSuchEntityException","ServiceFailureException"],"resultWrapper":"GetRolePolicyResult"},
    "ListRolePolicies": {"authentication":"signed","readOnly":true,"input":"ListRolePoliciesRequest","output":"ListRolePoliciesResponse","errors":["NoSuchEntityException","ServiceFailureException"],"resultWrapper":"ListRolePoliciesResult"},
    "DeleteRolePolicy": {"authentication":"signed","input":"DeleteRolePolicyRequest","output":null,"errors":["NoSuchEntityException","LimitExceededException","UnmodifiableEntityException","ServiceFailureException"]},
    "CreatePolicy": {"authentication":"signed","input":"CreatePolicyRequest","output":"CreatePolicyResponse","errors":["InvalidInputException","LimitExceededException","EntityAlreadyExistsException","MalformedPolicyDocumentException","ConcurrentModificationException","ServiceFailureException"],"resultWrapper":"CreatePolicyResult"},
    "GetPolicy": {"authentication":"signed","readOnly":true,"input":"GetPolicyRequest","output":"GetPolicyResponse","errors":["NoSuchEntityException","InvalidInputException","ServiceFailureException"],"resultWrapper":"GetPolicyResult"},
    "ListPolicies": {"authentication":"signed","readOnly":true,"input":"ListPoliciesRequest","output":"ListPoliciesResponse","errors":["ServiceFailureException"],"resultWrapper":"ListPoliciesResult"},
    "DeletePolicy": {"authentication":"signed","input":"DeletePolicyRequest","output":null,"errors":["NoSuchEntityException","LimitExceededException","InvalidInputException","DeleteConflictException","ServiceFailureException"]},
    "AttachRolePolicy": {"authentication":"signed","input":"AttachRolePolicyRequest","output":null,"errors":["NoSuchEntityException","LimitExceededException","InvalidInputException","UnmodifiableEntityException","PolicyNotAttachableException","ServiceFailureException"]},
    "DetachRolePolicy": {"authentication":"signed","input":"DetachRolePolicyRequest","output":null,"errors":["NoSuchEntityException","LimitExceededException","InvalidInputException","UnmodifiableEntityException","ServiceFailureException"]},
    "ListAttachedRolePolicies": {"authentication":"signed","readOnly":true,"input":"ListAttachedRolePoliciesRequest","output":"ListAttachedRolePoliciesResponse","errors":["NoSuchEntityException","InvalidInputException","ServiceFailureException"],"resultWrapper":"ListAttachedRolePoliciesResult"},
    "CreateUser": {"authentication":"signed","input":"CreateUserRequest","output":"CreateUserResponse","errors":["LimitExceededException","EntityAlreadyExistsException","NoSuchEntityException","InvalidInputException","ConcurrentModificationException","ServiceFailureException"],"resultWrapper":"CreateUserResult"},
    "GetUser": {"authentication":"signed","readOnly":true,"input":"GetUserRequest","output":"GetUserResponse","errors":["NoSuchEntityException","ServiceFailureException"],"resultWrapper":"GetUserResult"},
    "ListUsers": {"authentication":"signed","readOnly":true,"input":"ListUsersRequest","output":"ListUsersResponse","errors":["ServiceFailureException"],"resultWrapper":"ListUsersResult"},
    "DeleteUser": {"authentication":"signed","input":"DeleteUserRequest","output":null,"errors":["LimitExceededException","NoSuchEntityException","DeleteConflictException","ConcurrentModificationException","ServiceFailureException"]},
    "PutUserPolicy": {"authentication":"signed","input":"PutUserPolicyRequest","output":null,"errors":["LimitExceededException","MalformedPolicyDocumentException","NoSuchEntityException","ServiceFailureException"]},
    "GetUserPolicy": {"authentication":"signed","readOnly":true,"input":"GetUserPolicyRequest","output":"GetUserPolicyResponse","errors":["NoSuchEntityException","ServiceFailureException"],"resultWrapper":"GetUserPolicyResult"},
    "DeleteUserPolicy": {"authentication":"signed","input":"DeleteUserPolicyRequest","output":null,"errors":["NoSuchEntityException","LimitExceededException","ServiceFailureException"]},
    "AttachUserPolicy": {"authentication":"signed","input":"AttachUserPolicyRequest","output":null,"errors":["NoSuchEntityException","LimitExceededException","InvalidInputException","PolicyNotAttachableException","ServiceFailureException"]},
    "DetachUserPolicy": {"authentication":"signed","input":"DetachUserPolicyRequest","output":null,"errors":["NoSuchEntityException","LimitExceededException","InvalidInputException","ServiceFailureException"]},
    "CreateAccessKey": {"authentication":"signed","input":"CreateAccessKeyRequest","output":"CreateAccessKeyResponse","errors":["NoSuchEntityException","LimitExceededException","ServiceFailureException"],"resultWrapper":"CreateAccessKeyResult"},
    "ListAccessKeys": {"authentication":"signed","readOnly":true,"input":"ListAccessKeysRequest","output":"ListAccessKeysResponse","errors":["NoSuchEntityException","ServiceFailureException"],"resultWrapper":"ListAccessKeysResult"},
    "DeleteAccessKey": {"authentication":"signed","input":"DeleteAccessKeyRequest","output":null,"errors":["NoSuchEntityException","LimitExceededException","ServiceFailureException"]},
    "ListUserPolicies": {"authentication":"signed","readOnly":true,"input":"ListUserPoliciesRequest","output":"ListUserPoliciesResponse","errors":["NoSuchEntityException","ServiceFailureException"],"resultWrapper":"ListUserPoliciesResult"},
    "ListAttachedUserPolicies": {"authentication":"signed","readOnly":true,"input":"ListAttachedUserPoliciesRequest","output":"ListAttachedUserPoliciesResponse","errors":["NoSuchEntityException","InvalidInputException","ServiceFailureException"],"resultWrapper":"ListAttachedUserPoliciesResult"},
    "UpdateAccessKey": {"authentication":"signed","input":"UpdateAccessKeyRequest","output":null,"errors":["NoSuchEntityException","LimitExceededException","InvalidInputException","ServiceFailureException"]},
    "GetPolicyVersion": {"authentication":"signed","readOnly":true,"input":"GetPolicyVersionRequest","output":"GetPolicyVersionResponse","errors":["NoSuchEntityException","InvalidInputException","ServiceFailureException"],"resultWrapper":"GetPolicyVersionResult"},
    "ListPolicyVersions": {"authentication":"signed","readOnly":true,"input":"ListPolicyVersionsRequest","output":"ListPolicyVersionsResponse","errors":["NoSuchEntityException","InvalidInputException","ServiceFailureException"],"resultWrapper":"ListPolicyVersionsResult"},
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
    "PolicyNotAttachableException": {"httpStatus":400,"code":"PolicyNotAttachable"},
  },
  "shapes": {
    "AccessKey": {"type":"structure","required":["UserName","AccessKeyId","Status","SecretAccessKey"],"members":{"UserName":"userNameType","AccessKeyId":"accessKeyIdType","Status":"statusType","SecretAccessKey":"accessKeySecretType","CreateDate":"dateType"}},
    "AccessKeyMetadata": {"type":"structure","members":{"UserName":"userNameType","AccessKeyId":"accessKeyIdType","Status":"statusType","CreateDate":"dateType"}},
    "AttachRolePolicyRequest": {"type":"structure","required":["RoleName","PolicyArn"],"members":{"RoleName":"roleNameType","PolicyArn":"arnType"}},
    "AttachUserPolicyRequest": {"type":"structure","required":["UserName","PolicyArn"],"members":{"UserName":"userNameType","PolicyArn":"arnType"}},
    "AttachedPermissionsBoundary": {"type":"structure","members":{"PermissionsBoundaryType":"PermissionsBoundaryAttachmentType","PermissionsBoundaryArn":"arnType"}},
    "AttachedPolicy": {"type":"structure","members":{"PolicyName":"policyNameType","PolicyArn":"arnType"}},
    "CreateAccessKeyRequest": {"type":"structure","members":{"UserName":"existingUserNameType"}},
    "CreateAccessKeyResponse": {"type":"structure","required":["AccessKey"],"members":{"AccessKey":"AccessKey"}},
    "CreatePolicyRequest": {"type":"structure","required":["PolicyName","PolicyDocument"],"members":{"PolicyName":"policyNameType","Path":"policyPathType","PolicyDocument":"policyDocumentType","Description":"policyDescriptionType","Tags":"tagListType"}},
    "CreatePolicyResponse": {"type":"structure","members":{"Policy":"Policy"}},
    "CreateRoleRequest": {"type":"structure","required":["RoleName","AssumeRolePolicyDocument"],"members":{"Path":"pathType","RoleName":"roleNameType","AssumeRolePolicyDocument":"policyDocumentType","Description":"roleDescriptionType","MaxSessionDuration":"roleMaxSessionDurationType","PermissionsBoundary":"arnType","Tags":"tagListType"}},
    "CreateRoleResponse": {"type":"structure","required":["Role"],"members":{"Role":"Role"}},
    "CreateUserRequest": {"type":"structure","required":["UserName"],"members":{"Path":"pathType","UserName":"userNameType","PermissionsBoundary":"arnType","Tags":"tagListType"}},
    "CreateUserResponse": {"type":"structure","members":{"User":"User"}},
    "DeleteAccessKeyRequest": {"type":"structure","required":["AccessKeyId"],"members":{"UserName":"existingUserNameType","AccessKeyId":"accessKeyIdType"}},
    "DeletePolicyRequest": {"type":"structure","required":["PolicyArn"],"members":{"PolicyArn":"arnType"}},
    "DeleteRolePolicyRequest": {"type":"structure","required":["RoleName","PolicyName"],"members":{"RoleName":"roleNameType","PolicyName":"policyNameType"}},
    "DeleteRoleRequest": {"type":"structure","required":["RoleName"],"members":{"RoleName":"roleNameType"}},
    "DeleteUserPolicyRequest": {"type":"structure","required":["UserName","PolicyName"],"members":{"UserName":"existingUserNameType","PolicyName":"policyNameType"}},
    "DeleteUserRequest": {"type":"structure","required":["UserName"],"members":{"UserName":"existingUserNameType"}},
    "DetachRolePolicyRequest": {"type":"structure","required":["RoleName","PolicyArn"],"members":{"RoleName":"roleNameType","PolicyArn":"arnType"}},
    "DetachUserPolicyRequest": {"type":"structure","required":["UserName","PolicyArn"],"members":{"UserName":"userNameType","PolicyArn":"arnType"}},
    "GetPolicyRequest": {"type":"structure","required":["PolicyArn"],"members":{"PolicyArn":"arnType"}},
    "GetPolicyResponse": {"type":"structure","members":{"Policy":"Policy"}},
    "GetPolicyVersionRequest": {"type":"structure","required":["PolicyArn","VersionId"],"members":{"PolicyArn":"arnType","VersionId":"policyVersionIdType"}},
    "GetPolicyVersionResponse": {"type":"structure","members":{"PolicyVersion":"PolicyVersion"}},
    "GetRolePolicyRequest": {"type":"structure","required":["RoleName","PolicyName"],"members":{"RoleName":"roleNameType","PolicyName":"policyNameType"}},
    "GetRolePolicyResponse": {"type":"structure","required":["RoleName","PolicyName","PolicyDocument"],"members":{"RoleName":"roleNameType","PolicyName":"policyNameType","PolicyDocument":"policyDocumentType"}},
    "GetRoleRequest": {"type":"structure","required":["RoleName"],"members":{"RoleName":"roleNameType"}},
    "GetRoleResponse": {"type":"structure","required":["Role"],"members":{"Role":"Role"}},
    "GetUserPolicyRequest": {"type":"structure","required":["UserName","PolicyName"],"members":{"UserName":"existingUserNameType","PolicyName":"policyNameType"}},
    "GetUserPolicyResponse": {"type":"structure","required":["UserName","PolicyName","PolicyDocument"],"members":{"UserName":"existingUserNameType","PolicyName":"policyNameType","PolicyDocument":"policyDocumentType"}},
    "GetUserRequest": {"type":"structure","members":{"UserName":"existingUserNameType"}},
    "GetUserResponse": {"type":"structure","required":["User"],"members":{"User":"User"}},
    "ListAccessKeysRequest": {"type":"structure","members":{"UserName":"existingUserNameType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListAccessKeysResponse": {"type":"structure","required":["AccessKeyMetadata"],"members":{"AccessKeyMetadata":"accessKeyMetadataListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "ListAttachedRolePoliciesRequest": {"type":"structure","required":["RoleName"],"members":{"RoleName":"roleNameType","PathPrefix":"policyPathType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListAttachedRolePoliciesResponse": {"type":"structure","members":{"AttachedPolicies":"attachedPoliciesListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "ListAttachedUserPoliciesRequest": {"type":"structure","required":["UserName"],"members":{"UserName":"userNameType","PathPrefix":"policyPathType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListAttachedUserPoliciesResponse": {"type":"structure","members":{"AttachedPolicies":"attachedPoliciesListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "ListPoliciesRequest": {"type":"structure","members":{"Scope":"policyScopeType","OnlyAttached":"booleanType","PathPrefix":"policyPathType","PolicyUsageFilter":"PolicyUsageType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListPoliciesResponse": {"type":"structure","members":{"Policies":"policyListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "ListPolicyVersionsRequest": {"type":"structure","required":["PolicyArn"],"members":{"PolicyArn":"arnType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListPolicyVersionsResponse": {"type":"structure","members":{"Versions":"policyDocumentVersionListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "ListRolePoliciesRequest": {"type":"structure","required":["RoleName"],"members":{"RoleName":"roleNameType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListRolePoliciesResponse": {"type":"structure","required":["PolicyNames"],"members":{"PolicyNames":"policyNameListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "ListRolesRequest": {"type":"structure","members":{"PathPrefix":"pathPrefixType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListRolesResponse": {"type":"structure","required":["Roles"],"members":{"Roles":"roleListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "ListUserPoliciesRequest": {"type":"structure","required":["UserName"],"members":{"UserName":"existingUserNameType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListUserPoliciesResponse": {"type":"structure","required":["PolicyNames"],"members":{"PolicyNames":"policyNameListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "ListUsersRequest": {"type":"structure","members":{"PathPrefix":"pathPrefixType","Marker":"markerType","MaxItems":"maxItemsType"}},
    "ListUsersResponse": {"type":"structure","required":["Users"],"members":{"Users":"userListType","IsTruncated":"booleanType","Marker":"responseMarkerType"}},
    "PermissionsBoundaryAttachmentType": {"type":"string","enum":["PermissionsBoundaryPolicy"]},
    "Policy": {"type":"structure","members":{"PolicyName":"policyNameType","PolicyId":"idType","Arn":"arnType","Path":"policyPathType","DefaultVersionId":"policyVersionIdType","AttachmentCount":"attachmentCountType","PermissionsBoundaryUsageCount":"attachmentCountType","IsAttachable":"booleanType","Description":"policyDescriptionType","CreateDate":"dateType","UpdateDate":"dateType","Tags":"tagListType"}},
    "PolicyUsageType": {"type":"string","enum":["PermissionsPolicy","PermissionsBoundary"]},
    "PolicyVersion": {"type":"structure","members":{"Document":"policyDocumentType","VersionId":"policyVersionIdType","IsDefaultVersion":"booleanType","CreateDate":"dateType"}},
    "PutRolePolicyRequest": {"type":"structure","required":["RoleName","PolicyName","PolicyDocument"],"members":{"RoleName":"roleNameType","PolicyName":"policyNameType","PolicyDocument":"policyDocumentType"}},
    "PutUserPolicyRequest": {"type":"structure","required":["UserName","PolicyName","PolicyDocument"],"members":{"UserName":"existingUserNameType","PolicyName":"policyNameType","PolicyDocument":"policyDocumentType"}},
    "Role": {"type":"structure","required":["Path","RoleName","RoleId","Arn","CreateDate"],"members":{"Path":"pathType","RoleName":"roleNameType","RoleId":"idType","Arn":"arnType","CreateDate":"dateType","AssumeRolePolicyDocument":"policyDocumentType","Description":"roleDescriptionType","MaxSessionDuration":"roleMaxSessionDurationType","PermissionsBoundary":"AttachedPermissionsBoundary","Tags":"tagListType","RoleLastUsed":"RoleLastUsed"}},
    "RoleLastUsed": {"type":"structure","members":{"LastUsedDate":"dateType","Region":"stringType"}},
    "Tag": {"type":"structure","required":["Key","Value"],"members":{"Key":"tagKeyType","Value":"tagValueType"}},
    "UpdateAccessKeyRequest": {"type":"structure","required":["AccessKeyId","Status"],"members":{"UserName":"existingUserNameType","AccessKeyId":"accessKeyIdType","Status":"statusType"}},
    "UpdateAssumeRolePolicyRequest": {"type":"structure","required":["RoleName","PolicyDocument"],"members":{"RoleName":"roleNameType","PolicyDocument":"policyDocumentType"}},
    "User": {"type":"structure","required":["Path","UserName","UserId","Arn","CreateDate"],"members":{"Path":"pathType","UserName":"userNameType","UserId":"idType","Arn":"arnType","CreateDate":"dateType","PasswordLastUsed":"dateType","PermissionsBoundary":"AttachedPermissionsBoundary","Tags":"tagListType"}},
    "accessKeyIdType": {"type":"string","min":16,"max":128,"pattern":"[\\w]+"},
    "accessKeyMetadataListType": {"type":"list","member":"AccessKeyMetadata"},
    "accessKeySecretType": {"type":"string","sensitive":true},
    "arnType": {"type":"string","min":20,"max":2048},
    "attachedPoliciesListType": {"type":"list","member":"AttachedPolicy"},
    "attachmentCountType": {"type":"integer"},
    "booleanType": {"type":"boolean"},
    "dateType": {"type":"timestamp"},
    "existingUserNameType": {"type":"string","min":1,"max":128,"pattern":"[\\w+=,.@-]+"},
    "idType": {"type":"string","min":16,"max":128,"pattern":"[\\w]+"},
    "markerType": {"type":"string","min":1,"max":320,"pattern":"[\\u0020-\\u00FF]+"},
    "maxItemsType": {"type":"integer","min":1,"max":1000},
    "pathPrefixType": {"type":"string","min":1,"max":512,"pattern":"\\u002F[\\u0021-\\u007F]*"},
    "pathType": {"type":"string","min":1,"max":512,"pattern":"(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)"},
    "policyDescriptionType": {"type":"string","max":1000},
    "policyDocumentType": {"type":"string","min":1,"max":131072,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"},
    "policyDocumentVersionListType": {"type":"list","member":"PolicyVersion"},
    "policyListType": {"type":"list","member":"Policy"},
    "policyNameListType": {"type":"list","member":"policyNameType"},
    "policyNameType": {"type":"string","min":1,"max":128,"pattern":"[\\w+=,.@-]+"},
    "policyPathType": {"type":"string","min":1,"max":512,"pattern":"((/[A-Za-z0-9\\.,\\+@=_-]+)*)/"},
    "policyScopeType": {"type":"string","enum":["All","AWS","Local"]},
    "policyVersionIdType": {"type":"string","pattern":"v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?"},
    "responseMarkerType": {"type":"string"},
    "roleDescriptionType": {"type":"string","max":1000,"pattern":"[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*"},
    "roleListType": {"type":"list","member":"Role"},
    "roleMaxSessionDurationType": {"type":"integer","min":3600,"max":43200},
    "roleNameType": {"type":"string","min":1,"max":64,"pattern":"[\\w+=,.@-]+"},
    "statusType": {"type":"string","enum":["Active","Inactive","Expired"]},
    "stringType": {"type":"string"},
    "tagKeyType": {"type":"string","min":1,"max":128,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"},
    "tagListType": {"type":"list","max":50,"member":"Tag"},
    "tagValueType": {"type":"string","min":0,"max":256,"pattern":"[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"},
    "userListType": {"type":"list","member":"User"},
    "userNameType": {"type":"string","min":1,"max":64,"pattern":"[\\w+=,.@-]+"},
  },
};
