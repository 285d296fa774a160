import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { failDuringImport, failWithoutPool, userPoolIdOf } from './get-user-pool.ts';

export const deleteUserPool = defineOperation('cognito-idp', 'DeleteUserPool', async ({ input, context, fail }) => {
  const { UserPoolId } = input;
  const deletion = await context.store.deleteUserPool(scopeOf(context), userPoolIdOf(UserPoolId));
  switch (deletion.kind) {
    case 'deleted':
      return context.deleteUploads(deletion.blobIds);
    case 'not-found':
      return failWithoutPool(UserPoolId, fail);
    case 'import-in-progress':
      return failDuringImport(UserPoolId, fail);
    case 'protected':
      return fail(
        'InvalidParameterException',
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
      );
  }
});
