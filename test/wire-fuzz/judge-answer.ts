import { assert } from '../../src/base/assert.ts';
import { serviceModels } from '../../src/model/service-models.ts';
import type { RawAnswer } from '../wire/raw-http.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import type { FuzzRequest } from './mutate-request.ts';

/** What a request is told whose sender is not proven. */
const AUTHENTICATION_ERRORS: readonly string[] = [
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'IncompleteSignatureException',
];
/** What HTTP forbids, before anybody asks who sends. */
const HTTP_ERRORS: readonly string[] = [
  ...['BadRequestException', 'NotFoundException', 'MethodNotAllowedException', 'NotImplementedException'],
  ...['RequestEntityTooLargeException', 'RequestHeaderSectionTooLargeException', 'ExpectationFailedException'],
  ...['HttpVersionNotSupportedException', 'UnknownOperationException'],
];

/** Throws if the answer is one that no server may give to this request. Returns its kind: `OK` or the type of its error. */
export function judgeAnswer(world: FuzzWorld, request: FuzzRequest, answer: RawAnswer): string {
  assert(answer.status < 500 || request.isHttpChanged, 'no request is a fault of the server');
  assert(answer.status !== 500 && answer.status !== 503, 'no request is a fault of the server');
  checkMarks(world, request, answer);
  const parsed = JSON.parse(Buffer.from(answer.body, 'latin1').toString());
  if (answer.status === 200) {
    // Bytes that were cut anew may be a good request to /health.
    if (parsed.status === 'ok' && request.answersMax > 1) return 'OK';
    assert(request.isSignedWell, 'nobody gets in without a signature that holds');
    if (request.operation === 'CreateUserImportJob') {
      world.expectJob(parsed.UserImportJob.UserPoolId, parsed.UserImportJob.JobId);
    }
    return 'OK';
  }
  const type: string = parsed.__type;
  assert(answer.headers.get('x-amzn-errortype') === `${type}:`, 'body and header name one error');
  assert(answer.headers.get('x-amzn-requestid') !== undefined, 'every error can be found in the log');
  assert(listAllowed(request).includes(type), `${type} is an error of ${request.operation}`);
  return type;
}

function listAllowed({ operation, isSignedWell, isHttpChanged }: FuzzRequest): readonly string[] {
  const errors = serviceModels['cognito-idp'].operations[operation]?.errors ?? [];
  return [
    // A signature over bytes that were cut anew does not hold either.
    ...(isSignedWell && !isHttpChanged ? [] : AUTHENTICATION_ERRORS),
    ...(isSignedWell ? ['SerializationException', ...errors.filter((name) => name !== 'InternalErrorException')] : []),
    // The role may have become one of another account.
    ...(isSignedWell && operation === 'CreateUserImportJob' ? ['AccessDeniedException'] : []),
    ...(isHttpChanged ? HTTP_ERRORS : []),
  ];
}

/** Who sees the word of a pool has signed as its owner, for its region, and asked for it by its id. */
function checkMarks(world: FuzzWorld, { signer, body, isSignedWell }: FuzzRequest, answer: RawAnswer): void {
  const text = answer.body + [...answer.headers.values()].join();
  for (const { mark, owner, region, userPoolId } of world.pools) {
    if (!text.includes(mark)) continue;
    const isOwner = isSignedWell && signer.owner === owner && signer.region === region;
    assert(isOwner, 'nothing is seen from another account or region');
    assert(
      JSON.parse(body.toString()).UserPoolId === userPoolId,
      'nothing is seen of another pool than the one asked for',
    );
  }
}
