import { findHeader, type RawHeaders } from '../../base/http/raw-headers.ts';
import type { ServiceName } from '../../model/operation-types.ts';
import type { ServiceModel } from '../../model/service-model.ts';
import { ApiError, UnknownOperationError } from './api-error.ts';
import { encodeHeaderText } from './encode-header-text.ts';
import { parseJson } from './parse-json.ts';
import type { AuthenticationFault, CallInHead, Protocol } from './protocol.ts';
import { EXPIRED_TOKEN_TEXT, SIGNATURE_MISMATCH_TEXT, UNKNOWN_KEY_TEXT } from './signature-texts.ts';

/** Code and text for each fault of a signature (R28 to R33). */
const AUTHENTICATION_ERRORS: Readonly<Record<AuthenticationFault, readonly [code: string, text: string]>> = {
  missing: ['MissingAuthenticationTokenException', 'Missing Authentication Token'],
  incomplete: ['IncompleteSignatureException', 'Authorization header is incomplete.'],
  'unknown-key': ['UnrecognizedClientException', UNKNOWN_KEY_TEXT],
  mismatch: ['InvalidSignatureException', SIGNATURE_MISMATCH_TEXT],
  expired: ['ExpiredTokenException', EXPIRED_TOKEN_TEXT],
};

/** The only error whose text is in the member `Message`, with a capital M (R34, N1). */
const ACCESS_DENIED = 'AccessDeniedException';
/** Of an unknown target, in the answer. */
const TARGET_CHARS_MAX = 128;

/** AWS JSON 1.1: the operation is in `X-Amz-Target`, the input in the body (R1). */
export function createJsonProtocol(models: Readonly<Record<ServiceName, ServiceModel>>): Protocol {
  const services = (Object.keys(models) as ServiceName[]).filter((service) => models[service].protocol === 'json');

  const findCall = (rawHeaders: RawHeaders): CallInHead => {
    const target = findHeader(rawHeaders, 'x-amz-target') ?? '';
    const stop = target.lastIndexOf('.');
    const operation = target.slice(stop + 1);
    const service = services.find((name) => models[name].targetPrefix === target.slice(0, Math.max(stop, 0)));
    const operations = service === undefined ? {} : models[service].operations;
    const operationModel = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (service === undefined || operationModel === undefined) throw makeUnknownOperationError(target);
    return { service, model: models[service], operation, operationModel };
  };

  return {
    signingNames: services.map((name) => models[name].signingName),
    findCallInHead: findCall,
    readCall: ({ rawHeaders, body }) => ({ ...findCall(rawHeaders), parseInput: () => parseObject(body) }),

    makeAuthenticationError(fault, text) {
      const [code, usualText] = AUTHENTICATION_ERRORS[fault];
      return new ApiError(400, code, text ?? usualText, { isRefusal: true });
    },

    makeMalformedError: makeSerializationError,
    makeInvalidInputError: (text) => new ApiError(400, 'InvalidParameterException', text),
    makeAccessDeniedError: (text) => new ApiError(400, ACCESS_DENIED, text, { isRefusal: true }),
    makeHttpError: (statusCode, code, text) => new ApiError(statusCode, `${code}Exception`, text),
    makeThrottlingError: ({ service }) => new ApiError(400, throttlingCodeOf(service), 'Rate exceeded'),
    wireCode: (_model, errorName) => errorName,

    writeOutput(call, output, requestId) {
      return {
        contentType: contentType(call.model),
        headers: { 'x-amzn-requestid': requestId },
        body: call.operationModel.output === null ? '' : JSON.stringify(output),
      };
    },

    writeError(error, call, requestId) {
      return {
        contentType: contentType(call?.model),
        headers: {
          'x-amzn-requestid': requestId,
          'x-amzn-errortype': `${error.code}:`,
          ...(error.text === undefined ? {} : { 'x-amzn-errormessage': encodeHeaderText(error.text) }),
        },
        body: JSON.stringify({
          __type: error.code,
          [error.code === ACCESS_DENIED ? 'Message' : 'message']: error.text,
        }),
      };
    },
  };
}

/** Cognito has an error of its own for it, and Muster follows; CloudWatch Logs has the common one (R45, R554). */
function throttlingCodeOf(service: string): string {
  return service === 'logs' ? 'ThrottlingException' : 'TooManyRequestsException';
}

function parseObject(body: Buffer): unknown {
  const value = parseJson(body);
  if (value === undefined) throw makeSerializationError();
  return value;
}

/** AWS sends no text here, and SDKs then print `UnknownError`. This one names the operation (R440). */
function makeUnknownOperationError(target: string): ApiError {
  const asked = target.slice(0, TARGET_CHARS_MAX);
  const text =
    asked === ''
      ? 'The request names no operation: the header X-Amz-Target is missing.'
      : `This server does not offer the operation ${asked}.`;
  return new UnknownOperationError('UnknownOperationException', text, asked);
}

function makeSerializationError(): ApiError {
  return new ApiError(400, 'SerializationException');
}

function contentType(model: ServiceModel | undefined): string {
  return `application/x-amz-json-${model?.jsonVersion ?? '1.1'}`;
}
