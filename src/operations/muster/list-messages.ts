import { openPageToken, sealPageToken } from '../../base/server-key.ts';
import type { Message, StoredMessage } from '../../domain/messages/message.ts';
import { INBOX_MS_MAX } from '../../domain/messages/message-limits.ts';
import { fillText } from '../../domain/texts/fill-text.ts';
import { defineOperation } from '../define-operation.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import { scopeOf } from '../scope-of.ts';
import { findSelectedPool, requireInbox } from './selected-messages.ts';

const MAX_RESULTS_DEFAULT = 60;

/** The messages that the inbox keeps, newest first, of all pools of the account and region or of one. */
export const listMessages = defineOperation('muster', 'ListMessages', async ({ input, context, fail }) => {
  const { store, clock, outbox, pageTokenKey } = context;
  requireInbox(context, fail);
  const userPoolId = await findSelectedPool(context, input.UserPoolId, fail);
  const scope = scopeOf(context);
  const tokenContext = JSON.stringify(['ListMessages', scope.account, scope.region, userPoolId ?? '', input.To ?? '']);
  const token = input.NextToken;
  const opened = token === undefined ? undefined : openPageToken(pageTokenKey, tokenContext, token);
  if (token !== undefined && opened === undefined)
    return fail('InvalidParameterException', fillText('pagination-token-invalid'));
  const { items, next } = await store.listMessages(scope, {
    userPoolId,
    to: input.To,
    createdAfter: clock.nowMs() - INBOX_MS_MAX,
    after: opened === undefined ? undefined : Number(opened),
    limit: input.MaxResults ?? MAX_RESULTS_DEFAULT,
  });
  return {
    // One that another server key sealed tells nobody anything.
    Messages: items.flatMap((stored) => {
      const message = outbox.open(stored);
      return message ? [messageAnswer(stored, message)] : [];
    }),
    ...(next === undefined ? {} : { NextToken: sealPageToken(pageTokenKey, tokenContext, String(next)) }),
  };
});

function messageAnswer(stored: StoredMessage, { to, medium, kind, subject, text, html, code }: Message) {
  return {
    MessageId: stored.id,
    UserPoolId: stored.userPoolId,
    To: to,
    Medium: medium,
    Kind: kind,
    ...(subject === undefined ? {} : { Subject: subject }),
    Text: text,
    ...(html === undefined ? {} : { Html: html }),
    Code: code,
    SentDate: epochSeconds(stored.createdAt),
  };
}
