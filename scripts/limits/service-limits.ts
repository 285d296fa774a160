import { USER_AGENT_CHARACTERS_MAX } from '../../src/api/authorize.ts';
import {
  BODY_BYTES_MAX,
  LOG_PUT_BODY_BYTES_MAX,
  STRANGER_BODY_BYTES_MAX,
} from '../../src/api/protocols/body-bytes-max.ts';
import { JSON_DEPTH_MAX } from '../../src/api/protocols/parse-json.ts';
import { NAME_PARTS_MAX, QUERY_PARAMETERS_MAX } from '../../src/api/protocols/parse-query.ts';
import { KEPT_POLICY_CHARACTERS_MAX } from '../../src/aws/policy/kept-policies.ts';
import { CLOCK_SKEW_MS_MAX } from '../../src/aws/verify-signature.ts';
import { LOG_PUT_BYTES_MAX, LOG_PUT_SPAN_MS_MAX } from '../../src/domain/logs/log-put.ts';
import { CUSTOM_ATTRIBUTES_MAX } from '../../src/domain/pools/custom-attribute.ts';
import { RECOVERY_ATTEMPTS_MAX } from '../../src/domain/recovery/recovery-limits.ts';
import { CONSTRAINT_ERRORS_MAX } from '../../src/model/validate-input.ts';
import {
  ACCESS_KEYS_PER_USER_MAX,
  ATTACHED_POLICIES_MAX,
  INLINE_POLICIES_CHARACTERS_MAX,
  MANAGED_POLICY_CHARACTERS_MAX,
  TRUST_POLICY_CHARACTERS_MAX,
} from '../../src/operations/iam/iam-quotas.ts';
import {
  EVENTS_PER_PAGE_MAX,
  NAMES_PER_PAGE_MAX,
  PAGE_BYTES_MAX,
  SEARCH_MS_MAX,
  SEARCHED_BYTES_MAX,
  SEARCHED_EVENTS_MAX,
  TOKEN_VALID_MS,
} from '../../src/operations/logs/log-limits.ts';
import { SESSION_POLICIES_CHARACTERS_MAX, SESSION_POLICY_ARNS_MAX } from '../../src/operations/sts/assume-role.ts';
import type { Limit } from './limit.ts';

const CHARACTERS = { counted: 'characters' };
const SERIALIZATION = '`SerializationException`';
const LIMIT_EXCEEDED = '`LimitExceeded`';

/** Of every request to the API. */
export const requestLimits: readonly Limit[] = [
  {
    what: 'body of an API request with a known access key',
    value: BODY_BYTES_MAX,
    unit: 'bytes',
    source: 'Muster',
    beyond: '413 `RequestEntityTooLarge`',
  },
  {
    what: 'body of PutLogEvents',
    value: LOG_PUT_BODY_BYTES_MAX,
    unit: 'bytes',
    source: 'Muster (N12)',
    beyond: '413 `RequestEntityTooLarge`',
  },
  {
    what: 'body of a request without a known access key, and of an operation that needs no signature',
    value: STRANGER_BODY_BYTES_MAX,
    unit: 'bytes',
    source: 'Muster (R540, R541)',
    beyond: 'the error of the signature, otherwise 413 `RequestEntityTooLarge`',
  },
  {
    what: 'parameters of a Query request',
    value: QUERY_PARAMETERS_MAX,
    unit: { counted: 'parameters' },
    source: 'Muster (R543)',
    beyond: '`MalformedInput`',
  },
  {
    what: 'nesting of a JSON body',
    value: JSON_DEPTH_MAX,
    unit: { counted: 'objects and arrays' },
    source: 'Muster (R11)',
    beyond: SERIALIZATION,
  },
  {
    what: 'name of a Query parameter',
    value: NAME_PARTS_MAX,
    unit: { counted: 'parts' },
    source: 'Muster',
    beyond: '`MalformedInput`',
  },
  {
    what: 'broken constraints that one answer lists',
    value: CONSTRAINT_ERRORS_MAX,
    unit: { counted: 'constraints' },
    source: 'Muster (R17)',
    beyond: 'the others are left out',
  },
  {
    what: 'difference between the clocks of client and server',
    value: CLOCK_SKEW_MS_MAX,
    unit: 'milliseconds',
    source: 'AWS (R30)',
    beyond: '`InvalidSignatureException`, `SignatureDoesNotMatch` from IAM and STS',
  },
];

/** Of user pools and their users, beside the rules of their members. */
export const poolLimits: readonly Limit[] = [
  {
    what: 'codes that a user asks for, and likewise wrong ones, for each purpose and hour',
    value: RECOVERY_ATTEMPTS_MAX,
    unit: { counted: 'codes' },
    source: 'Muster, in the range of Cognito (S42, R911)',
    beyond: '`LimitExceededException`',
  },
  {
    what: 'custom attributes of a user pool',
    value: CUSTOM_ATTRIBUTES_MAX,
    unit: { counted: 'attributes' },
    source: 'Cognito',
    beyond: '`InvalidParameterException`',
  },
];

/** Of the operations of CloudWatch Logs. */
export const logLimits: readonly Limit[] = [
  {
    what: 'messages of a call of PutLogEvents, with 26 bytes for each event',
    value: LOG_PUT_BYTES_MAX,
    unit: 'bytes',
    source: 'CloudWatch Logs (N12)',
    beyond: '`InvalidParameterException`',
  },
  {
    what: 'time between the first and the last event of such a call',
    value: LOG_PUT_SPAN_MS_MAX,
    unit: 'milliseconds',
    source: 'CloudWatch Logs (N14)',
    beyond: '`InvalidParameterException`',
  },
  {
    what: 'log events of a page',
    value: EVENTS_PER_PAGE_MAX,
    unit: { counted: 'events' },
    source: 'CloudWatch Logs (N17)',
    beyond: '`nextToken`',
  },
  {
    what: 'messages of a page, with 26 bytes for each event',
    value: PAGE_BYTES_MAX,
    unit: 'bytes',
    source: 'CloudWatch Logs (N17)',
    beyond: '`nextToken`',
  },
  {
    what: 'log groups or log streams of a page',
    value: NAMES_PER_PAGE_MAX,
    unit: { counted: 'names' },
    source: 'CloudWatch Logs (N10)',
    beyond: '`nextToken`',
  },
  {
    what: 'log events that one call of FilterLogEvents searches',
    value: SEARCHED_EVENTS_MAX,
    unit: { counted: 'events' },
    source: 'Muster (R552)',
    beyond: '`nextToken` with fewer events, or none',
  },
  {
    what: 'their messages, with 26 bytes for each event',
    value: SEARCHED_BYTES_MAX,
    unit: 'bytes',
    source: 'Muster (R552)',
    beyond: '`nextToken` with fewer events, or none',
  },
  {
    what: 'time of one such search',
    value: SEARCH_MS_MAX,
    unit: 'milliseconds',
    source: 'Muster (R552)',
    beyond: '`nextToken` with fewer events, or none',
  },
  {
    what: 'age of a page token of a log',
    value: TOKEN_VALID_MS,
    unit: 'milliseconds',
    source: 'CloudWatch Logs (N23)',
    beyond: '`InvalidParameterException`',
  },
];

/** Quotas of IAM and STS. */
export const iamLimits: readonly Limit[] = [
  {
    what: 'access keys of an IAM user',
    value: ACCESS_KEYS_PER_USER_MAX,
    unit: { counted: 'keys' },
    source: 'IAM (N49)',
    beyond: LIMIT_EXCEEDED,
  },
  {
    what: 'managed policies attached to a user or role',
    value: ATTACHED_POLICIES_MAX,
    unit: { counted: 'policies' },
    source: 'IAM',
    beyond: LIMIT_EXCEEDED,
  },
  {
    what: 'a managed policy, without white space',
    value: MANAGED_POLICY_CHARACTERS_MAX,
    unit: CHARACTERS,
    source: 'IAM',
    beyond: LIMIT_EXCEEDED,
  },
  {
    what: 'a trust policy, without white space',
    value: TRUST_POLICY_CHARACTERS_MAX,
    unit: CHARACTERS,
    source: 'IAM',
    beyond: LIMIT_EXCEEDED,
  },
  {
    what: 'all inline policies of a user, without white space',
    value: INLINE_POLICIES_CHARACTERS_MAX.user,
    unit: CHARACTERS,
    source: 'IAM',
    beyond: LIMIT_EXCEEDED,
  },
  {
    what: 'all inline policies of a role, without white space',
    value: INLINE_POLICIES_CHARACTERS_MAX.role,
    unit: CHARACTERS,
    source: 'IAM',
    beyond: LIMIT_EXCEEDED,
  },
  {
    what: 'session policies of AssumeRole: documents and ARNs',
    value: SESSION_POLICIES_CHARACTERS_MAX,
    unit: CHARACTERS,
    source: 'STS',
    beyond: '`PackedPolicyTooLarge`',
  },
  {
    what: 'managed session policies of AssumeRole',
    value: SESSION_POLICY_ARNS_MAX,
    unit: { counted: 'ARNs' },
    source: 'STS',
    beyond: '`PackedPolicyTooLarge`',
  },
  {
    what: 'a user agent, as conditions of policies see it',
    value: USER_AGENT_CHARACTERS_MAX,
    unit: CHARACTERS,
    source: 'Muster',
    beyond: 'the rest is not seen',
  },
  {
    what: 'policy documents that are kept parsed',
    value: KEPT_POLICY_CHARACTERS_MAX,
    unit: CHARACTERS,
    source: 'Muster (R551)',
    beyond: 'the one that was not used longest is parsed again',
  },
];
