import { hexOfNumber, parsePublicA, SRP_SECRET_BYTES } from '../../../domain/sign-in/srp.ts';
import { requireDone } from '../users/seal-password.ts';
import { issueChallenge } from './challenges.ts';
import { findSubject, passwordTagOf, type Subject } from './find-subject.ts';
import { requireParameter, type SignInAnswer, type SignInRequest } from './sign-in-request.ts';

/**
 * The first step of SRP: B and a sealed block that has the key by which the answer is judged, so that any node can judge it and none
 * has to remember anything (S68, S69). A user with an imported hash has no verifier yet: their challenge is simulated (S51).
 */
export async function exchangeSrpKeys(request: SignInRequest, sent: string): Promise<SignInAnswer> {
  const { context, fail } = request;
  const { signIn } = context;
  const publicA = parsePublicA(requireParameter(request, 'SRP_A'));
  if (!publicA) return fail('InvalidParameterException', 'SRP_A is not a number that SRP can use');
  const subject = await findSubject(request, sent);
  const { storedUsername, sub, salt, verifier, passwordTag, isSimulated } = srpSideOf(subject);
  const secretB = signIn.secretBytes(SRP_SECRET_BYTES);
  const exchange = requireDone(await signIn.passwords.exchangeKeys({ verifier, publicA, secretB }), fail);
  const block = issueChallenge(
    request,
    {
      name: 'PASSWORD_VERIFIER',
      sub,
      isSimulated,
      sentUsername: sent,
      storedUsername,
      passwordTag,
      srpKey: Buffer.from(exchange.key).toString('base64'),
    },
    'base64',
  );
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: hexOfNumber(salt),
      SECRET_BLOCK: block,
      SRP_B: hexOfNumber(exchange.publicB),
      USERNAME: storedUsername,
      USER_ID_FOR_SRP: storedUsername,
    },
  };
}

function srpSideOf(subject: Subject) {
  if (subject.kind === 'real' && subject.password.kind === 'srp') {
    const { user, password, sealedPassword } = subject;
    const { salt, verifier } = password;
    const passwordTag = passwordTagOf(sealedPassword);
    return { storedUsername: user.username, sub: user.sub, salt, verifier, passwordTag, isSimulated: false };
  }
  const { username, sub, salt, verifier } = subject.simulated;
  return { storedUsername: username, sub, salt, verifier, passwordTag: passwordTagOf(salt), isSimulated: true };
}
