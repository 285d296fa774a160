import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientOptions } from '../../drive-import.ts';
import type { Recorded } from './recorded.ts';

export interface RecordedSignIn {
  readonly username: string;
  /** Of a sign-in with a wrong password, then with the right one by the imported hash, then by the verifier that took its place. */
  readonly answers: readonly (string | undefined)[];
}

/** Signs each in by a new client of the user's pool. */
export async function signInRecorded(
  url: string,
  { password, users }: NonNullable<Recorded['known']>,
): Promise<RecordedSignIn[]> {
  const cognito = new CognitoIdentityProviderClient(clientOptions(url));
  const signIns: RecordedSignIn[] = [];
  for (const { userPoolId: UserPoolId, username } of users) {
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'app',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    );
    const answers: (string | undefined)[] = [];
    for (const PASSWORD of [`${password}!`, password, password]) {
      const AuthParameters = { USERNAME: username, PASSWORD };
      const input = { ClientId: UserPoolClient?.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
      const answer = await cognito
        .send(new InitiateAuthCommand(input))
        .then(({ AuthenticationResult }) => AuthenticationResult?.TokenType)
        .catch((error: Error) => error.message);
      answers.push(answer);
    }
    signIns.push({ username, answers });
  }
  cognito.destroy();
  return signIns;
}

/** What each recorded user is to be answered. */
export const RECORDED_ANSWERS = ['Incorrect username or password.', 'Bearer', 'Bearer'];
