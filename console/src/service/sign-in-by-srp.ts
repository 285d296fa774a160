import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { CallFailure } from './call-failure.ts';
import type { TrialAnswer, TrialClient } from './sign-in-as-user.ts';

/**
 * Signs in by Secure Remote Password with AWS's own library, as an application in a browser would. Loaded when somebody tries it. The
 * tokens are kept nowhere.
 */
export function signInBySrp(client: TrialClient, userName: string, password: string): Promise<TrialAnswer> {
  const storage = memoryStorage();
  const pool = new CognitoUserPool({
    UserPoolId: client.poolId,
    ClientId: client.clientId,
    endpoint: `${window.location.origin}/`,
    Storage: storage,
  });
  const user = new CognitoUser({ Username: userName, Pool: pool, Storage: storage });
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(toFailure(error));
    const finish: Parameters<CognitoUser['authenticateUser']>[1] = {
      onSuccess: (session) =>
        resolve({
          kind: 'tokens',
          tokens: {
            idToken: session.getIdToken().getJwtToken(),
            accessToken: session.getAccessToken().getJwtToken(),
            refreshToken: session.getRefreshToken().getToken(),
          },
        }),
      onFailure: fail,
      newPasswordRequired: () =>
        resolve({
          kind: 'challenge',
          name: 'NEW_PASSWORD_REQUIRED',
          respond: (answer) =>
            new Promise((done, failed) => {
              user.completeNewPasswordChallenge(
                answer,
                {},
                {
                  onSuccess: (session) =>
                    done({
                      kind: 'tokens',
                      tokens: {
                        idToken: session.getIdToken().getJwtToken(),
                        accessToken: session.getAccessToken().getJwtToken(),
                        refreshToken: session.getRefreshToken().getToken(),
                      },
                    }),
                  onFailure: (error: unknown) => failed(toFailure(error)),
                },
              );
            }),
        }),
    };
    user.authenticateUser(new AuthenticationDetails({ Username: userName, Password: password }), finish);
  });
}

function toFailure(error: unknown): CallFailure {
  const { name = 'Error', message = String(error) } = error instanceof Error ? error : {};
  const isAnswer = /Exception$/.test(name);
  return new CallFailure(
    'cognito-idp',
    'InitiateAuth',
    { code: name, message, httpStatus: isAnswer ? 400 : undefined },
    error,
  );
}

function memoryStorage() {
  const values = new Map<string, string>();
  return {
    setItem: (key: string, value: string) => {
      values.set(key, value);
      return value;
    },
    getItem: (key: string) => values.get(key) ?? null,
    removeItem: (key: string) => values.delete(key),
    clear: () => values.clear(),
  };
}
