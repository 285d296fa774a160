import type { AuditLog } from '../api/audit-log.ts';
import { formatUserPoolArn } from '../aws/arn.ts';
import { unmapAddress } from '../base/http/loopback.ts';
import type { Ids } from '../base/ids.ts';
import type { HttpAnswer } from '../http/http-problem.ts';
import { cutPath, type Route, type StreamedRequest } from '../http/route.ts';
import { makeErrorAnswer } from '../upload/s3-answer.ts';
import type { UploadEndpoint } from '../upload/upload-endpoint.ts';
import { isUploadUrl, parseUploadPath } from '../upload/upload-path.ts';

/** Uploads of files. `upload` is undefined on a node that serves no clients. */
export function createUploadRoute({
  upload,
  ids,
  auditLog,
}: {
  readonly upload: UploadEndpoint | undefined;
  readonly ids: Ids;
  readonly auditLog: AuditLog | undefined;
}): Route {
  return {
    name: 'upload',
    matches: isUploadUrl,
    serve: upload && { body: 'stream', answer: (request) => answerUpload(upload, auditLog, request) },
    writeProblem: ({ method }, problem) => makeErrorAnswer(ids, method, problem),
  };
}

async function answerUpload(
  upload: UploadEndpoint,
  auditLog: AuditLog | undefined,
  request: StreamedRequest,
): Promise<HttpAnswer> {
  const answer = await upload.handle(request);
  const { statusCode, headers, errorCode } = answer;
  const logFields = nameTarget(request.url);
  // A browser that only asks uploads nothing, but its page may be refused (R503).
  if (auditLog && (request.method !== 'OPTIONS' || errorCode !== undefined)) {
    auditLog.write({
      outcome: errorCode === undefined ? 'succeeded' : statusCode === 403 ? 'refused' : 'failed',
      requestId: headers['x-amz-request-id'] ?? '',
      operation: 'Upload',
      ...logFields,
      address: request.remoteAddress === undefined ? undefined : unmapAddress(request.remoteAddress),
      ...(errorCode !== undefined && { errorCode }),
    });
  }
  return { ...answer, logFields, isChange: true };
}

/** Whose URL it is, nobody can say: who has it may use it. */
function nameTarget(url: string): Readonly<Record<string, string>> {
  const target = parseUploadPath(cutPath(url));
  if (!target) return {};
  const { account, userPoolId, jobId: job } = target;
  const region = userPoolId.slice(0, userPoolId.indexOf('_'));
  return { account, region, resource: formatUserPoolArn({ account, region, userPoolId }), job };
}
