import { defineOperation } from '../../define-operation.ts';
import { appClientAnswer } from './app-client-answer.ts';
import { getAppClient, shownSecret } from './get-app-client.ts';

export const describeUserPoolClient = defineOperation(
  'cognito-idp',
  'DescribeUserPoolClient',
  async ({ input, context, fail }) => {
    const { client } = await getAppClient(context, input, fail);
    return { UserPoolClient: appClientAnswer(client, shownSecret(context, client)) };
  },
);
