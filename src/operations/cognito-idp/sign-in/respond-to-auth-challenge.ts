import { defineOperation } from '../../define-operation.ts';
import { answerChallenge } from './answer-challenge.ts';
import { countStep } from './count-step.ts';
import { findPublicClient } from './find-public-client.ts';

export const respondToAuthChallenge = defineOperation(
  'cognito-idp',
  'RespondToAuthChallenge',
  async ({ input, context, fail }) => {
    const { pool, client } = await findPublicClient(context, input.ClientId, fail);
    const { ChallengeName, ChallengeResponses: parameters = {}, Session: session } = input;
    const request = { context, caller: 'public', pool, client, parameters, session, fail } as const;
    return countStep(context, ChallengeName, () => answerChallenge(request, ChallengeName));
  },
);
