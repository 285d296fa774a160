import { cutClientText } from '../../base/text/cut-client-text.ts';
import { escapeXml } from '../../base/text/escape-xml.ts';
import type { ServiceName } from '../../model/operation-types.ts';
import type { ServiceModel } from '../../model/service-model.ts';
import { ApiError, UnknownOperationError } from './api-error.ts';
import { findQueryParameters, MalformedQueryError, parseQueryParameters, readQueryValue } from './parse-query.ts';
import type { AuthenticationFault, Protocol } from './protocol.ts';
import { EXPIRED_TOKEN_TEXT, SIGNATURE_MISMATCH_TEXT, UNKNOWN_KEY_TEXT } from './signature-texts.ts';
import { writeXml } from './write-xml.ts';

/** Status, code and text for each fault of a signature (N55). */
const AUTHENTICATION_ERRORS: Readonly<
  Record<AuthenticationFault, readonly [statusCode: number, code: string, text: string]>
> = {
  missing: [403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
  incomplete: [400, 'IncompleteSignature', 'Authorization header is incomplete.'],
  'unknown-key': [403, 'InvalidClientTokenId', UNKNOWN_KEY_TEXT],
  mismatch: [403, 'SignatureDoesNotMatch', SIGNATURE_MISMATCH_TEXT],
  expired: [403, 'ExpiredToken', EXPIRED_TOKEN_TEXT],
};

/** AWS Query: a form with `Action` and `Version`, answered in XML (N35 to N38). */
export function createQueryProtocol(models: Readonly<Record<ServiceName, ServiceModel>>): Protocol {
  const services = (Object.keys(models) as ServiceName[]).filter((service) => models[service].protocol === 'query');

  return {
    signingNames: services.map((name) => models[name].signingName),
    findCallInHead: () => undefined,

    readCall({ body }) {
      // The whole tree is made only of what is signed (R543).
      const [operation = '', version = ''] = orMalformed(() => findQueryParameters(body, ['Action', 'Version']));
      const service = services.find((name) => models[name].apiVersion === version);
      const operations = service === undefined ? {} : models[service].operations;
      const operationModel = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (service === undefined || operationModel === undefined) {
        const text = `Could not find operation ${cutClientText(operation)} for version ${cutClientText(version)}`;
        throw new UnknownOperationError('InvalidAction', text, `${version} ${operation}`);
      }
      const model = models[service];
      const parseInput = () =>
        orMalformed(() => readQueryValue(model, operationModel.input, parseQueryParameters(body)));
      return { service, model, operation, operationModel, parseInput };
    },

    makeAuthenticationError(fault, text) {
      const [statusCode, code, usualText] = AUTHENTICATION_ERRORS[fault];
      return new ApiError(statusCode, code, text ?? usualText, { isRefusal: true });
    },

    makeMalformedError: () => makeMalformedInputError('a value has the wrong type'),
    makeInvalidInputError: (text) => new ApiError(400, 'ValidationError', text),
    makeAccessDeniedError: (text) => new ApiError(403, 'AccessDenied', text, { isRefusal: true }),
    makeHttpError: (statusCode, code, text) => new ApiError(statusCode, code, text),
    makeThrottlingError: () => new ApiError(400, 'Throttling', 'Rate exceeded'),
    wireCode: (model, errorName) => model.errors[errorName]?.code ?? errorName,

    writeOutput({ model, operation, operationModel }, output, requestId) {
      const { output: shape, resultWrapper } = operationModel;
      const elements = shape === null ? '' : writeXml(model, shape, output);
      const result = resultWrapper ? `<${resultWrapper}>${elements}</${resultWrapper}>` : elements;
      return writeDocument(
        requestId,
        `<${operation}Response xmlns="${escapeXml(model.xmlNamespace ?? '')}">${result}` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
      );
    },

    writeError(error, call, requestId) {
      const model = call?.model ?? models.iam;
      const type = error.statusCode >= 500 ? 'Receiver' : 'Sender';
      return writeDocument(
        requestId,
        `<ErrorResponse xmlns="${escapeXml(model.xmlNamespace ?? '')}"><Error><Type>${type}</Type>` +
          `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.text ?? '')}</Message></Error>` +
          `<RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
    },
  };
}

function writeDocument(requestId: string, body: string) {
  return { contentType: 'text/xml', headers: { 'x-amzn-requestid': requestId }, body };
}

function orMalformed<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedQueryError) throw makeMalformedInputError(error.message);
    throw error;
  }
}

function makeMalformedInputError(reason: string): ApiError {
  return new ApiError(400, 'MalformedInput', `The request cannot be read: ${reason}.`);
}
