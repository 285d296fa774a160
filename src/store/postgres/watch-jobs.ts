import { Client } from 'pg';
import type { Scheduler } from '../../base/scheduler.ts';
import { HostRotation } from './host-rotation.ts';
import { WORK_CHANNEL } from './postgres-engine.ts';

const CONNECT_MS_MAX = 5_000;
const RECONNECT_MS = 1_000;
const KEEP_ALIVE_IDLE_MS = 5_000;

/**
 * Listens for announced work over a connection of its own, and makes another one when it is lost: then work may have been announced
 * that nobody heard, so that is told as work too.
 */
export function watchJobs(url: string, scheduler: Scheduler, onWork: () => void): () => Promise<void> {
  const hosts = new HostRotation(url);
  let isStopped = false;
  let client: Client | undefined;
  let cancelReconnect = (): void => {};

  function listen(isFirst: boolean): void {
    const used = hosts.url;
    const next = new Client({
      connectionString: used,
      application_name: 'muster-watch',
      connectionTimeoutMillis: CONNECT_MS_MAX,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_IDLE_MS,
    });
    client = next;
    let isLost = false;
    const reconnect = (): void => {
      if (isLost || isStopped) return;
      isLost = true;
      // A standby refuses to be listened to.
      hosts.moveOn(used);
      void next.end().catch(() => {});
      cancelReconnect = scheduler.after(RECONNECT_MS, () => listen(false));
    };
    next.on('error', reconnect);
    next.on('end', reconnect);
    next.on('notification', onWork);
    next
      .connect()
      .then(() => next.query(`LISTEN ${WORK_CHANNEL}`))
      .then(() => {
        if (!isFirst) onWork();
      }, reconnect);
  }

  listen(true);
  return async () => {
    isStopped = true;
    cancelReconnect();
    await client?.end().catch(() => {});
  };
}
