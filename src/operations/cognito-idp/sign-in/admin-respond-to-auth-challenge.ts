import { defineOperation } from '../../define-operation.ts';
import { getAppClient } from '../app-clients/get-app-client.ts';
import { answerChallenge } from './answer-challenge.ts';

export const adminRespondToAuthChallenge = defineOperation(
  'cognito-idp',
  'AdminRespondToAuthChallenge',
  async ({ input, context, fail }) => {
    const { pool, client } = await getAppClient(context, input, fail);
    const { ChallengeName, ChallengeResponses: parameters = {}, Session: session } = input;
    return answerChallenge({ context, caller: 'admin', pool, client, parameters, session, fail }, ChallengeName);
  },
);
