import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignIn,
  fetchUserAttributes,
  getCurrentUser,
  resetPassword,
  signIn,
  signOut,
} from 'aws-amplify/auth';

Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: import.meta.env.VITE_USER_POOL_ID,
      userPoolClientId: import.meta.env.VITE_CLIENT_ID,
      userPoolEndpoint: import.meta.env.VITE_MUSTER_URL,
    },
  },
});

const find = (id) => document.getElementById(id);
const alert = document.querySelector('[role="alert"]');
/** Of the person who is signing in, for the steps after the first. */
let username;

function show(id) {
  for (const place of document.querySelectorAll('form, section')) place.hidden = place.id !== id;
}

async function showWhoIsSignedIn() {
  const user = await getCurrentUser();
  const { email } = await fetchUserAttributes();
  find('who').textContent = `${user.username} (${email})`;
  show('signed-in');
}

async function signInByPassword(password) {
  const options = { authFlowType: 'USER_PASSWORD_AUTH' };
  const { nextStep } = await signIn({ username, password, options });
  switch (nextStep.signInStep) {
    case 'DONE':
      return showWhoIsSignedIn();
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return show('new-password');
    case 'RESET_PASSWORD': {
      const answer = await resetPassword({ username });
      find('destination').textContent = answer.nextStep.codeDeliveryDetails.destination;
      return show('reset');
    }
    default:
      throw new Error(`This page does not know the step ${nextStep.signInStep}.`);
  }
}

const steps = {
  'sign-in': (form) => {
    username = form.get('username');
    return signInByPassword(form.get('password'));
  },
  'new-password': async (form) => {
    await confirmSignIn({ challengeResponse: form.get('password') });
    await showWhoIsSignedIn();
  },
  reset: async (form) => {
    const newPassword = form.get('password');
    await confirmResetPassword({ username, confirmationCode: form.get('code'), newPassword });
    await signInByPassword(newPassword);
  },
};

async function run(step) {
  alert.textContent = '';
  try {
    await step();
  } catch (error) {
    alert.textContent = error.message;
  }
}

for (const [id, step] of Object.entries(steps)) {
  find(id).addEventListener('submit', (event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    run(() => step(form));
  });
}
find('sign-out').addEventListener('click', () =>
  run(async () => {
    await signOut();
    show('sign-in');
  }),
);

// Whoever has signed in before stays signed in: Amplify keeps the tokens in the browser.
try {
  await showWhoIsSignedIn();
} catch (error) {
  if (error.name !== 'UserUnAuthenticatedException') alert.textContent = error.message;
  // Otherwise Amplify refuses to sign anybody in while it has tokens, even those of a server that no longer exists.
  await signOut();
  show('sign-in');
}
