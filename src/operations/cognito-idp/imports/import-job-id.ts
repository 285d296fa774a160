import type { ImportJobId } from '../../../domain/imports/import-job.ts';
import { fillText } from '../../../domain/texts/fill-text.ts';
import type { Fail } from '../../define-operation.ts';

/** The id of an input that the model found valid (R48). */
export function importJobIdOf(text: string): ImportJobId {
  return text as ImportJobId;
}

/** For a job that is not there, or is one of another pool (R95). */
export function failWithoutJob(jobId: string, fail: Fail<'ResourceNotFoundException'>): never {
  return fail('ResourceNotFoundException', fillText('import-job-not-found', jobId));
}
