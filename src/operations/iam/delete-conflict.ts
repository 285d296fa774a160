import type { IdentityDeletion } from '../../store/iam-store.ts';
import type { Fail } from '../define-operation.ts';

type Conflict = Exclude<IdentityDeletion, 'deleted' | 'not-found'> | 'has-access-keys';

const CONFLICT_TEXTS: Readonly<Record<Conflict, string>> = {
  'has-attached-policies': 'Cannot delete entity, must detach all policies first.',
  'has-policies': 'Cannot delete entity, must delete policies first.',
  'has-access-keys': 'Cannot delete entity, must delete access keys first.',
};

/** For what still holds something and so cannot be deleted (N48). */
export function failOfConflict(conflict: Conflict, fail: Fail<'DeleteConflictException'>): never {
  return fail('DeleteConflictException', CONFLICT_TEXTS[conflict]);
}
