import type { InputOf } from '../../../model/operation-types.ts';
import type { OperationsFixture } from '../../operations.fixture.ts';
import { createUserPool } from '../pools/create-user-pool.ts';
import { createUserPoolClient } from './create-user-pool-client.ts';
import { deleteUserPoolClient } from './delete-user-pool-client.ts';
import { describeUserPoolClient } from './describe-user-pool-client.ts';
import { listUserPoolClients } from './list-user-pool-clients.ts';
import { updateUserPoolClient } from './update-user-pool-client.ts';

type CreateInput = InputOf<'cognito-idp', 'CreateUserPoolClient'>;
type UpdateInput = InputOf<'cognito-idp', 'UpdateUserPoolClient'>;

/** A new pool and the operations on its app clients. */
export async function makePoolOfClients(
  fixture: OperationsFixture,
  input: Partial<InputOf<'cognito-idp', 'CreateUserPool'>> = {},
) {
  const { UserPool } = await createUserPool.run({ PoolName: 'people', ...input }, fixture.context());
  const UserPoolId = UserPool?.Id ?? '';
  const context = fixture.context();
  return {
    UserPoolId,
    async create(more: Partial<CreateInput> = {}) {
      const { UserPoolClient } = await createUserPoolClient.run({ UserPoolId, ClientName: 'app', ...more }, context);
      return UserPoolClient ?? {};
    },
    async describe(ClientId = '') {
      const { UserPoolClient } = await describeUserPoolClient.run({ UserPoolId, ClientId }, context);
      return UserPoolClient ?? {};
    },
    async update(ClientId = '', more: Partial<UpdateInput> = {}) {
      const { UserPoolClient } = await updateUserPoolClient.run({ UserPoolId, ClientId, ...more }, context);
      return UserPoolClient ?? {};
    },
    delete: (ClientId = '') => deleteUserPoolClient.run({ UserPoolId, ClientId }, context),
    list: (more: Partial<InputOf<'cognito-idp', 'ListUserPoolClients'>> = {}) =>
      listUserPoolClients.run({ UserPoolId, ...more }, context),
  };
}
