import { defineOperation } from '../define-operation.ts';
import { epochSeconds } from '../epoch-seconds.ts';

/** What serves, and how it is doing (R450): settings, nodes and queue of the whole server, figures of the caller's account. */
export const describeServer = defineOperation('muster', 'DescribeServer', async ({ context }) => {
  const { store, principal, describeServer } = context;
  const [queue, figures] = await Promise.all([store.countActiveJobs(), store.readAccountFigures(principal.account)]);
  const server = describeServer();
  return {
    Version: server.version,
    NodeId: server.nodeId,
    StartedAt: epochSeconds(server.startedAt),
    Settings: server.settings.map(({ name, value, isSecret }) => ({
      Name: name,
      ...(value === undefined ? {} : { Value: value }),
      IsSecret: isSecret,
    })),
    Nodes: server.nodes.map(({ node, role, state, lastSeenSeconds }) => ({
      NodeId: node,
      Role: role,
      State: state,
      LastSeenSeconds: lastSeenSeconds,
    })),
    Queue: queue,
    Figures: {
      UserPools: figures.userPools,
      Users: figures.users,
      ImportJobs: figures.unfinishedJobs,
      WaitingUploads: figures.waitingUploads,
      WaitingUploadBytes: figures.waitingUploadBytes,
    },
  };
});
