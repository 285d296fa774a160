import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CreateUserPoolClientCommandInput,
  GetUserCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createImportPool } from '../drive-import.ts';
import type { SignInServer } from './imported-users.ts';

export const PASSWORD = 'Correct-Horse-7';

/** A server with one confirmed user, and what they sign in with. */
export class OneUser {
  readonly server: SignInServer;
  readonly userPoolId: string;
  readonly clientId: string;

  private constructor(server: SignInServer, userPoolId: string, clientId: string) {
    this.server = server;
    this.userPoolId = userPoolId;
    this.clientId = clientId;
  }

  static async make(server: SignInServer, client: Partial<CreateUserPoolClientCommandInput> = {}): Promise<OneUser> {
    const UserPoolId = await createImportPool(server.client, 'people', []);
    const { id } = await server.createClient(UserPoolId, client);
    const Username = 'john';
    await server.client.send(new AdminCreateUserCommand({ UserPoolId, Username }));
    await server.client.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
    );
    return new OneUser(server, UserPoolId, id);
  }

  async signIn() {
    const { AuthenticationResult: { AccessToken = '', IdToken = '', RefreshToken = '' } = {} } =
      await this.server.client.send(
        new InitiateAuthCommand({
          ClientId: this.clientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'john', PASSWORD },
        }),
      );
    return { AccessToken, IdToken, RefreshToken };
  }

  async getUser(AccessToken: string): Promise<string> {
    try {
      return (await this.server.client.send(new GetUserCommand({ AccessToken }))).Username ?? '';
    } catch (error) {
      return (error as Error).message;
    }
  }
}
