import type { InputOf } from '../../../model/operation-types.ts';
import type { RequestContext, TokenContext } from '../../operation.ts';
import type { OperationsFixture } from '../../operations.fixture.ts';
import { createUserPoolClient } from '../app-clients/create-user-pool-client.ts';
import { makeUserPool } from '../users/users.fixture.ts';
import { adminSetUserPassword } from './admin-set-user-password.ts';
import { initiateAuth } from './initiate-auth.ts';
import { respondToAuthChallenge } from './respond-to-auth-challenge.ts';

export const PASSWORD = 'Correct-Horse-7';

type ClientInput = Partial<InputOf<'cognito-idp', 'CreateUserPoolClient'>>;
type PoolInput = Partial<InputOf<'cognito-idp', 'CreateUserPool'>>;
type Flow = InputOf<'cognito-idp', 'InitiateAuth'>['AuthFlow'];

/** A pool with a client that has all flows, and what an application does with both. */
export async function makeApp(fixture: OperationsFixture, client: ClientInput = {}, poolInput: PoolInput = {}) {
  const users = await makeUserPool(fixture, poolInput);
  const { UserPoolId } = users;
  const admin = fixture.context();
  const created = await createUserPoolClient.run(
    {
      UserPoolId,
      ClientName: 'app',
      ExplicitAuthFlows: [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
      ...client,
    },
    admin,
  );
  const { ClientId = '', ClientSecret } = created.UserPoolClient ?? {};
  const nobody: RequestContext = admin;
  const initiate = (AuthFlow: Flow, AuthParameters: Record<string, string>) =>
    initiateAuth.run({ ClientId, AuthFlow, AuthParameters }, nobody);
  const signIn = async (USERNAME: string, password = PASSWORD) => {
    const { AuthenticationResult } = await initiate('USER_PASSWORD_AUTH', { USERNAME, PASSWORD: password });
    return AuthenticationResult ?? {};
  };
  return {
    ...users,
    UserPoolId,
    ClientId,
    ClientSecret,
    admin,
    nobody,
    initiate,
    respond: (input: Omit<InputOf<'cognito-idp', 'RespondToAuthChallenge'>, 'ClientId'>) =>
      respondToAuthChallenge.run({ ClientId, ...input }, nobody),
    /** Creates a confirmed user with the password, who can be sent a code. */
    async confirm(
      Username: string,
      attributes: Record<string, string> = { email: `${Username}@example.com`, email_verified: 'true' },
      password = PASSWORD,
    ) {
      await users.create(Username, attributes);
      const input = { UserPoolId, Username, Password: password, Permanent: true };
      await adminSetUserPassword.run(input, admin);
    },
    /** Gives a user a lasting password. */
    setPassword: (Username: string, Password = PASSWORD) =>
      adminSetUserPassword.run({ UserPoolId, Username, Password, Permanent: true }, admin),
    signIn,
    /** What an operation sees of the user whose access token came. */
    async tokenContext(username: string): Promise<TokenContext> {
      const { UserAttributes = [] } = await users.get(username);
      const sub = UserAttributes.find(({ Name }) => Name === 'sub')?.Value ?? '';
      const { account } = admin.principal;
      const userPoolId = UserPoolId as TokenContext['tokenOwner']['userPoolId'];
      return { ...nobody, tokenOwner: { account, region: admin.region, userPoolId, clientId: ClientId, sub } };
    },
  };
}

export type App = Awaited<ReturnType<typeof makeApp>>;
