import type { Clock } from '../base/clock.ts';
import { randomIds } from '../base/ids.ts';
import { composeMessage } from '../domain/messages/compose-message.ts';
import type { OperationOutbox } from './operation.ts';

/** An inbox and no way out, for a test: a message is its JSON, sealed by nothing. */
export function fixtureOutbox(clock: Pick<Clock, 'nowMs'>): OperationOutbox {
  return {
    keepsInbox: true,
    canDeliver: () => true,
    prepare: (pool, request, { validMs, isForNobody = false }) => ({
      id: randomIds.uuidV7(clock.nowMs()),
      userPoolKey: pool.key,
      medium: request.medium,
      kind: request.kind,
      recipient: isForNobody ? undefined : request.to,
      sealedContent: Buffer.from(JSON.stringify(composeMessage(pool.settings, request))),
      createdAt: clock.nowMs(),
      expiresAt: clock.nowMs() + validMs,
      isWaiting: false,
      isInInbox: !isForNobody,
    }),
    open: ({ sealedContent }) => JSON.parse(Buffer.from(sealedContent).toString()),
    wake() {},
  };
}
