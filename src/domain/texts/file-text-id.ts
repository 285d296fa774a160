import type { CompletionTextId } from './completion-texts.ts';

/** What fails a whole job because of its file, and that a pool takes no import at all. */
export type FileTextId =
  | 'auto-verified-attributes-missing'
  | Exclude<
      CompletionTextId,
      | 'import-completed'
      | 'too-many-users-not-imported'
      | 'stopped-by-developer'
      | 'import-job-expired'
      | 'logs-role-not-found'
      | 'logs-role-not-assumable'
      | 'logs-role-lacks-permission'
      | 'user-pool-deleted'
      | 'uploaded-file-not-found'
      | 'import-failed-internally'
    >;
