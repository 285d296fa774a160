import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretHash } from '../../../domain/sign-in/secret-hash.ts';
import { srpPoolName } from '../../../domain/sign-in/srp.ts';
import { SrpClient, sha256 } from '../../../domain/sign-in/srp-client.fixture.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { adminInitiateAuth } from './admin-initiate-auth.ts';
import { adminRespondToAuthChallenge } from './admin-respond-to-auth-challenge.ts';
import { adminSetUserPassword } from './admin-set-user-password.ts';
import { type App, makeApp, PASSWORD } from './sign-in.fixture.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';
const MINUTE_MS = 60_000;
const NEW_PASSWORD = 'Lasting-Horse-8';
const INCORRECT = { code: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const srpClient = new SrpClient(sha256('any secret of a client'));

async function outcome<Answer>(call: Promise<Answer>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

interface SrpOptions {
  readonly password?: string;
  readonly start?: () => Promise<{ ChallengeParameters?: Record<string, string> }>;
  readonly more?: Record<string, string>;
}

/** Both steps of SRP; between them and in the answer something may go wrong. */
async function beginSrp(app: App, username: string, { password = PASSWORD, start, more = {} }: SrpOptions = {}) {
  const begin =
    start ?? (() => app.initiate('USER_SRP_AUTH', { USERNAME: username, SRP_A: srpClient.publicAText, ...more }));
  const { ChallengeParameters: challenge = {} } = await begin();
  const stored = challenge.USER_ID_FOR_SRP ?? '';
  const identity = { poolName: srpPoolName(app.UserPoolId), username: stored };
  const responses = {
    USERNAME: stored,
    PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK ?? '',
    PASSWORD_CLAIM_SIGNATURE: srpClient.claim(identity, password, challenge, TIMESTAMP),
    TIMESTAMP,
    ...more,
  };
  const answer = (change: Record<string, string> = {}) =>
    outcome(app.respond({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses: { ...responses, ...change } }));
  return { responses, answer };
}

describe('the claim of SRP', () => {
  it('signs in who knows the password, under the stored name or the one that was sent (S60, S70, S71)', async () => {
    const app = await makeApp(fixture, {}, { AliasAttributes: ['email'] });
    await app.confirm('john', { email: 'john@example.com', email_verified: 'true' });
    for (const USERNAME of ['john', 'john@example.com']) {
      const { answer } = await beginSrp(app, 'john@example.com');
      expect(await answer({ USERNAME })).toHaveProperty('AuthenticationResult.AccessToken');
    }
  });

  it('of a wrong password is refused and counts for the lock-out (S18, S72)', async () => {
    const app = await makeApp(fixture);
    await app.confirm('john');
    for (let failure = 1; failure <= 5; failure++) {
      const { answer } = await beginSrp(app, 'john', { password: 'Wrong-Horse-7' });
      expect(await answer()).toMatchObject(INCORRECT);
    }
    expect(await outcome(app.signIn('john'))).toMatchObject({ message: 'Password attempts exceeded' });
  });

  it('is good once, also when it comes twice in one instant (S72)', async () => {
    const app = await makeApp(fixture);
    await app.confirm('john');
    const { answer } = await beginSrp(app, 'john');
    const answers = await Promise.all([answer(), answer(), answer()]);
    expect(answers.filter((given) => (given as object) && 'AuthenticationResult' in (given as object))).toHaveLength(1);
    expect(await answer()).toMatchObject(INCORRECT);
  });

  it('comes too late after the validity of the client (S72)', async () => {
    const app = await makeApp(fixture, { AuthSessionValidity: 5 });
    await app.confirm('john');
    const [inTime, late] = [await beginSrp(app, 'john'), await beginSrp(app, 'john')];
    fixture.clock.advance(5 * MINUTE_MS - 1);
    expect(await inTime.answer()).toHaveProperty('AuthenticationResult');
    fixture.clock.advance(1);
    expect(await late.answer()).toMatchObject(INCORRECT);
  });

  it('is void once the password is another one', async () => {
    const app = await makeApp(fixture);
    await app.confirm('john');
    const { answer } = await beginSrp(app, 'john');
    const input = { UserPoolId: app.UserPoolId, Username: 'john', Password: NEW_PASSWORD, Permanent: true };
    await adminSetUserPassword.run(input, app.admin);
    expect(await answer()).toMatchObject(INCORRECT);
  });

  it.each([
    ['USERNAME', 'jane'],
    ['TIMESTAMP', 'Mon Nov 2 09:05:08 UTC 2026'],
    ['PASSWORD_CLAIM_SIGNATURE', 'AAAA'],
    ['PASSWORD_CLAIM_SECRET_BLOCK', 'bXVzdGVy'],
  ])('is refused with another %s (S66, S67, S72)', async (name, value) => {
    const app = await makeApp(fixture);
    await app.confirm('john');
    await app.confirm('jane');
    const { answer } = await beginSrp(app, 'john');
    expect(await answer({ [name]: value })).toMatchObject(INCORRECT);
    expect(await answer({ [name]: '' })).toMatchObject({
      code: 'InvalidParameterException',
      message: `Missing required parameter ${name}`,
    });
  });

  it('of another client or pool is refused', async () => {
    const [app, other] = [await makeApp(fixture), await makeApp(fixture)];
    for (const each of [app, other]) await each.confirm('john');
    const { responses } = await beginSrp(app, 'john');
    const call = other.respond({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses: responses });
    expect(await outcome(call)).toMatchObject(INCORRECT);
  });

  it('for somebody unknown is refused as a wrong one is (S23)', async () => {
    const app = await makeApp(fixture, { PreventUserExistenceErrors: 'ENABLED' });
    const { answer } = await beginSrp(app, 'nobody');
    expect(await answer()).toMatchObject(INCORRECT);
  });

  it('takes a secret hash over either name (S9, S16)', async () => {
    const app = await makeApp(fixture, { GenerateSecret: true }, { AliasAttributes: ['email'] });
    await app.confirm('john', { email: 'john@example.com', email_verified: 'true' });
    const hash = (name: string) => secretHash(app.ClientSecret ?? '', name, app.ClientId);
    for (const name of ['john', 'john@example.com', 'jane']) {
      const { answer } = await beginSrp(app, 'john@example.com', { more: { SECRET_HASH: hash('john@example.com') } });
      const given = await answer({ USERNAME: 'john', SECRET_HASH: hash(name) });
      if (name === 'jane')
        expect(given).toMatchObject({ message: `Unable to verify secret hash for client ${app.ClientId}` });
      else expect(given).toHaveProperty('AuthenticationResult');
    }
  });
});

describe('USER_AUTH', () => {
  const choose = async (app: App, responses: Record<string, string>, Session?: string) => {
    const { Session: session = '' } = await app.initiate('USER_AUTH', { USERNAME: 'john' });
    const ChallengeResponses = { USERNAME: 'john', ...responses };
    return app.respond({ ChallengeName: 'SELECT_CHALLENGE', Session: Session ?? session, ChallengeResponses });
  };

  it('lets choose between password and SRP (S47, S73, S75, S78, S79)', async () => {
    const app = await makeApp(fixture, { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
    await app.confirm('john');
    const offered = await app.initiate('USER_AUTH', { USERNAME: 'john' });
    expect(offered).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
    });
    expect(await choose(app, { ANSWER: 'PASSWORD', PASSWORD })).toHaveProperty('AuthenticationResult');
    const start = () => choose(app, { ANSWER: 'PASSWORD_SRP', SRP_A: srpClient.publicAText });
    expect(await (await beginSrp(app, 'john', { start })).answer()).toHaveProperty('AuthenticationResult');
  });

  it('goes on at once with the factor that is preferred, if it is one that is offered (S76)', async () => {
    const app = await makeApp(fixture);
    await app.confirm('john');
    const prefer = (factor: string, more: Record<string, string> = {}) =>
      app.initiate('USER_AUTH', { USERNAME: 'john', PREFERRED_CHALLENGE: factor, ...more });
    expect(await prefer('PASSWORD', { PASSWORD })).toHaveProperty('AuthenticationResult');
    expect(await outcome(prefer('PASSWORD', { PASSWORD: 'Wrong-Horse-7' }))).toMatchObject(INCORRECT);
    const srp = await prefer('PASSWORD_SRP', { SRP_A: srpClient.publicAText });
    expect(srp).toMatchObject({ ChallengeName: 'PASSWORD_VERIFIER' });
    expect(await prefer('EMAIL_OTP')).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE' });
  });

  it('takes a session once, in time, for its user and as it was sealed (S81, S83)', async () => {
    const app = await makeApp(fixture);
    await app.confirm('john');
    const refusal = (rest: string) => ({
      code: 'NotAuthorizedException',
      message: `Invalid session for the user${rest}`,
    });
    const { Session = '' } = await app.initiate('USER_AUTH', { USERNAME: 'john' });
    const answer = (change: object = {}, responses: Record<string, string> = {}) =>
      outcome(
        app.respond({
          ChallengeName: 'SELECT_CHALLENGE',
          Session,
          ChallengeResponses: { USERNAME: 'john', ANSWER: 'PASSWORD', PASSWORD, ...responses },
          ...change,
        }),
      );
    expect(await answer({ Session: 'x'.repeat(40) })).toMatchObject(refusal('.'));
    expect(await answer({}, { USERNAME: 'jane' })).toMatchObject(refusal('.'));
    expect(await answer({ ChallengeName: 'NEW_PASSWORD_REQUIRED' }, { NEW_PASSWORD })).toMatchObject(refusal('.'));
    expect(await answer()).toHaveProperty('AuthenticationResult');
    expect(await answer()).toMatchObject(refusal(', session can only be used once.'));
    fixture.clock.advance(3 * MINUTE_MS);
    expect(await answer()).toMatchObject(refusal(', session is expired.'));
  });
});

describe('NEW_PASSWORD_REQUIRED', () => {
  async function begin(app: App) {
    await app.create('john', { email: 'john@example.com' }, { TemporaryPassword: PASSWORD });
    const { Session = '' } = await app.initiate('USER_PASSWORD_AUTH', { USERNAME: 'john', PASSWORD });
    return (responses: Record<string, string>) =>
      outcome(
        app.respond({
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session,
          ChallengeResponses: { USERNAME: 'john', ...responses },
        }),
      );
  }

  it('sets the new password and attributes, confirms the user and signs in, once (S90, R645)', async () => {
    const app = await makeApp(fixture);
    const answer = await begin(app);
    expect(await answer({ NEW_PASSWORD: 'short' })).toMatchObject({ code: 'InvalidPasswordException' });
    expect(await answer({ NEW_PASSWORD, 'userAttributes.email_verified': 'true' })).toMatchObject({
      message: 'A client attempted to write unauthorized attribute',
    });
    const answers = await Promise.all([
      answer({ NEW_PASSWORD, 'userAttributes.name': 'John' }),
      answer({ NEW_PASSWORD, 'userAttributes.name': 'John' }),
    ]);
    expect(answers.filter((given) => (given as object) && 'AuthenticationResult' in (given as object))).toHaveLength(1);
    expect(await app.get('john')).toMatchObject({ UserStatus: 'CONFIRMED' });
    expect(await app.signIn('john', NEW_PASSWORD)).toHaveProperty('AccessToken');
    expect(await outcome(app.signIn('john'))).toMatchObject(INCORRECT);
    expect(await answer({ NEW_PASSWORD: 'Another-Horse-9' })).toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    });
  });
});

it('signs in by the flows of administrators, of their own pool alone (S46)', async () => {
  const [app, other] = [await makeApp(fixture), await makeApp(fixture)];
  await app.create('john', {}, { TemporaryPassword: PASSWORD });
  const { UserPoolId, ClientId, admin } = app;
  for (const AuthFlow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const) {
    const input = { UserPoolId, ClientId, AuthFlow, AuthParameters: { USERNAME: 'john', PASSWORD } };
    expect(await adminInitiateAuth.run(input, admin)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    const elsewhere = adminInitiateAuth.run({ ...input, UserPoolId: other.UserPoolId }, admin);
    expect(await outcome(elsewhere)).toMatchObject({ code: 'ResourceNotFoundException' });
  }
  const AuthParameters = { USERNAME: 'john', PASSWORD };
  const start = { UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters } as const;
  const { Session } = await adminInitiateAuth.run(start, admin);
  const ChallengeResponses = { USERNAME: 'john', NEW_PASSWORD };
  const answer = { UserPoolId, ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session, ChallengeResponses } as const;
  expect(await adminRespondToAuthChallenge.run(answer, admin)).toHaveProperty('AuthenticationResult.IdToken');
});
