import type { InputOf } from '../../../model/operation-types.ts';
import type { OperationsFixture } from '../../operations.fixture.ts';
import { createUserPool } from '../pools/create-user-pool.ts';
import { adminCreateUser } from './admin-create-user.ts';
import { adminDeleteUser } from './admin-delete-user.ts';
import { adminDisableUser } from './admin-disable-user.ts';
import { adminEnableUser } from './admin-enable-user.ts';
import { adminGetUser } from './admin-get-user.ts';
import { adminUpdateUserAttributes } from './admin-update-user-attributes.ts';
import { listUsers } from './list-users.ts';

type Attributes = Record<string, string>;

/** Attributes as inputs and answers have them. */
export function attributeList(attributes: Attributes) {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

export function attributesOf(list: readonly { Name: string; Value?: string }[] | undefined): Attributes {
  return Object.fromEntries((list ?? []).map(({ Name, Value = '' }) => [Name, Value]));
}

/** A new pool and the operations on its users. */
export async function makeUserPool(
  fixture: OperationsFixture,
  input: Partial<InputOf<'cognito-idp', 'CreateUserPool'>> = {},
) {
  const { UserPool } = await createUserPool.run({ PoolName: 'people', ...input }, fixture.context());
  const UserPoolId = UserPool?.Id ?? '';
  const context = fixture.context();
  return {
    UserPoolId,
    create: (
      Username: string,
      attributes: Attributes = {},
      more: Partial<InputOf<'cognito-idp', 'AdminCreateUser'>> = {},
    ) => adminCreateUser.run({ UserPoolId, Username, UserAttributes: attributeList(attributes), ...more }, context),
    get: (Username: string) => adminGetUser.run({ UserPoolId, Username }, context),
    update: (Username: string, attributes: Attributes) =>
      adminUpdateUserAttributes.run({ UserPoolId, Username, UserAttributes: attributeList(attributes) }, context),
    list: (more: Partial<InputOf<'cognito-idp', 'ListUsers'>> = {}) => listUsers.run({ UserPoolId, ...more }, context),
    names: async (Filter: string) => {
      const { Users = [] } = await listUsers.run({ UserPoolId, Filter }, context);
      return Users.map(({ Username }) => Username);
    },
    enable: (Username: string) => adminEnableUser.run({ UserPoolId, Username }, context),
    disable: (Username: string) => adminDisableUser.run({ UserPoolId, Username }, context),
    delete: (Username: string) => adminDeleteUser.run({ UserPoolId, Username }, context),
  };
}
