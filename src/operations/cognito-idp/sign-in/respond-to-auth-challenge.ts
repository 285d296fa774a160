import { defineOperation } from '../../define-operation.ts';
import { answerChallenge } from './answer-challenge.ts';
import { findPublicClient } from './find-public-client.ts';

export const respondToAuthChallenge = defineOperation(
  'cognito-idp',
  'RespondToAuthChallenge',
  async ({ input, context, fail }) => {
    const { pool, client } = await findPublicClient(context, input.ClientId, fail);
    const { ChallengeName, ChallengeResponses: parameters = {}, Session: session } = input;
    return answerChallenge({ context, caller: 'public', pool, client, parameters, session, fail }, ChallengeName);
  },
);
