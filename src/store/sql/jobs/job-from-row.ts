import type {
  ImportJob,
  ImportJobId,
  ImportJobKey,
  ImportJobStatus,
  Upload,
} from '../../../domain/imports/import-job.ts';
import type { PasswordHashingAlgorithm } from '../../../domain/password-hashes/password-hashing-algorithm.ts';
import type { AccountId, UserPoolId, UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { ImportJobRow } from '../tables.ts';

/** A job of its row; what is null there is absent here. */
export function jobFromRow(row: ImportJobRow): ImportJob {
  const upload = uploadFromRow(row);
  return {
    key: row.key as ImportJobKey,
    id: row.id as ImportJobId,
    userPoolKey: row.user_pool_key as UserPoolKey,
    userPoolId: row.user_pool_id as UserPoolId,
    account: row.account as AccountId,
    region: row.region,
    name: row.name,
    roleArn: row.role_arn,
    preSignedUrl: row.pre_signed_url,
    ...(row.password_hashing_algorithm !== null && {
      passwordHashingAlgorithm: row.password_hashing_algorithm as PasswordHashingAlgorithm,
    }),
    status: row.status as ImportJobStatus,
    createdAt: row.created_at,
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.completed_at !== null && { completedAt: row.completed_at }),
    ...(row.completion_message !== null && { completionMessage: row.completion_message }),
    ...(upload && { upload }),
    ...(row.awaited_blob_id !== null && { awaitedBlobId: row.awaited_blob_id }),
    checkpoint: { byteOffset: row.byte_offset, lineNumber: row.line_number, recordNumber: row.record_number },
    ...(row.started_by_request !== null && { startedByRequest: row.started_by_request }),
    attempts: row.attempts,
    importedUsers: row.imported_users,
    skippedUsers: row.skipped_users,
    failedUsers: row.failed_users,
  };
}

function uploadFromRow(row: ImportJobRow): Upload | undefined {
  const { upload_blob_id: blobId, upload_byte_length: byteLength, upload_md5: md5, upload_sha256: sha256 } = row;
  if (blobId === null || byteLength === null) return undefined;
  return { blobId, byteLength, ...(md5 !== null && { md5 }), ...(sha256 !== null && { sha256 }) };
}
