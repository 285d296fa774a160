import type { InputOf } from '../../../model/operation-types.ts';
import type { OperationOutbox } from '../../operation.ts';
import type { OperationsFixture } from '../../operations.fixture.ts';
import { makeApp, PASSWORD } from '../sign-in/sign-in.fixture.ts';
import { attributeList } from '../users/users.fixture.ts';
import { adminConfirmSignUp } from './admin-confirm-sign-up.ts';
import { confirmSignUp } from './confirm-sign-up.ts';
import { resendConfirmationCode } from './resend-confirmation-code.ts';
import { signUp } from './sign-up.ts';

export type PoolInput = Partial<InputOf<'cognito-idp', 'CreateUserPool'>>;
type ClientInput = Partial<InputOf<'cognito-idp', 'CreateUserPoolClient'>>;
export type SignUpInput = InputOf<'cognito-idp', 'SignUp'>;

export const EMAIL = { email: 'jane@example.com' };
export const PHONE = { phone_number: '+4915112345678' };
export const AUTO_EMAIL: PoolInput = { AutoVerifiedAttributes: ['email'] };
export const HIDING = { PreventUserExistenceErrors: 'ENABLED' } as const;

/** An app, and what it does for people who sign up. */
export async function openApp(fixture: OperationsFixture, pool: PoolInput = AUTO_EMAIL, client: ClientInput = {}) {
  const app = await makeApp(fixture, client, pool);
  const { ClientId, UserPoolId } = app;
  return {
    ...app,
    join: (
      Username: string,
      attributes: Record<string, string> = EMAIL,
      { outbox = {}, ...more }: Partial<SignUpInput> & { readonly outbox?: Partial<OperationOutbox> } = {},
    ) =>
      signUp.run(
        { ClientId, Username, Password: PASSWORD, UserAttributes: attributeList(attributes), ...more },
        fixture.context({ outbox: { ...fixture.outbox, ...outbox } }),
      ),
    confirm: (
      Username: string,
      ConfirmationCode: string,
      more: Partial<InputOf<'cognito-idp', 'ConfirmSignUp'>> = {},
    ) => confirmSignUp.run({ ClientId, Username, ConfirmationCode, ...more }, fixture.context()),
    resend: (Username: string) => resendConfirmationCode.run({ ClientId, Username }, fixture.context()),
    adminConfirm: (Username: string) => adminConfirmSignUp.run({ UserPoolId, Username }, fixture.context()),
  };
}

export type SignUpApp = Awaited<ReturnType<typeof openApp>>;

/** What the inbox holds, newest first. */
export async function sentMessages({ store, outbox }: OperationsFixture) {
  const { items } = await store.listMessages(undefined, { createdAfter: 0, limit: 100 });
  return items.flatMap((stored) => outbox.open(stored) ?? []);
}

/** Another code. */
export const wrong = (code: string) => (code === '111111' ? '222222' : '111111');
