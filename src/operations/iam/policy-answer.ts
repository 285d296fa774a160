import type { UsedManagedPolicy } from '../../domain/iam/managed-policy.ts';
import type { OutputOf } from '../../model/operation-types.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import { tagsAnswer } from './given-tags.ts';

type PolicyType = NonNullable<OutputOf<'iam', 'GetPolicy'>['Policy']>;

/** A policy has this one version: others cannot be made here. */
export const ONLY_VERSION_ID = 'v1';

/** `Policy` as GetPolicy and CreatePolicy answer it. */
export function policyAnswer(policy: UsedManagedPolicy): PolicyType {
  return {
    ...listedPolicyAnswer(policy),
    ...(policy.description === undefined ? {} : { Description: policy.description }),
    ...tagsAnswer(policy.tags),
  };
}

/** `Policy` as lists have it: without description and tags. */
export function listedPolicyAnswer(policy: UsedManagedPolicy): PolicyType {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: ONLY_VERSION_ID,
    AttachmentCount: policy.attachments,
    PermissionsBoundaryUsageCount: policy.boundaries,
    IsAttachable: true,
    CreateDate: epochSeconds(policy.createdAt),
    UpdateDate: epochSeconds(policy.createdAt),
  };
}
