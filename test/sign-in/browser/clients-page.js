import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { Amplify } from 'aws-amplify';
import * as auth from 'aws-amplify/auth';

/*
 * A page that has both libraries, as an application bundles them, and does what a test says: `clients-page.ts` calls these functions.
 */

const plain = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

window.amplify = {
  configure: (Cognito) => Amplify.configure({ Auth: { Cognito } }),
  call: async (name, ...words) => {
    try {
      // biome-ignore lint/performance/noDynamicNamespaceImportAccess: tests name any of them.
      return { value: plain(await auth[name](...words)) };
    } catch (error) {
      const { name, message } = error;
      return { error: { name, message, isAuthError: error instanceof auth.AuthError } };
    }
  },
};

let user;
const succeed = (resolve) => (value) => resolve({ value: plain(value) });
const fail =
  (resolve) =>
  ({ name, code, message }) =>
    resolve({ error: { name, code, message } });

window.identity = {
  choose: (poolSettings, Username) => {
    user = new CognitoUser({ Username, Pool: new CognitoUserPool(poolSettings) });
  },
  signUp: (Password, attributes) =>
    new Promise((resolve) => {
      const done = (error, value) => (error ? fail(resolve)(error) : succeed(resolve)(value));
      user.pool.signUp(user.getUsername(), Password, attributes, [], done);
    }),
  signIn: (Password, flow) => {
    user.setAuthenticationFlowType(flow);
    return withCallbacks((callbacks) =>
      user.authenticateUser(new AuthenticationDetails({ Username: user.getUsername(), Password }), callbacks),
    );
  },
  /** Methods that take an object of callbacks last. */
  call: (method, ...words) => withCallbacks((callbacks) => user[method](...words, callbacks)),
  /** Methods that take one function last, as Node has them. */
  callBack: (method, ...words) =>
    new Promise((resolve) => {
      user[method](...words, (error, value) => (error ? fail(resolve)(error) : succeed(resolve)(value)));
    }),
  refresh: () => window.identity.callBack('refreshSession', user.getSignInUserSession().getRefreshToken()),
};

function withCallbacks(work) {
  return new Promise((resolve) => {
    work({
      onSuccess: succeed(resolve),
      onFailure: fail(resolve),
      newPasswordRequired: () => resolve({ value: 'NEW_PASSWORD_REQUIRED' }),
    });
  });
}
