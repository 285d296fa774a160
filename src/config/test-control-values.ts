import { ConfigError } from './config-error.ts';
import { type SettingValueOf, settings } from './settings.ts';

interface ControlSettings {
  readonly testControls: SettingValueOf<'testControls'>;
  readonly remoteTestControls: SettingValueOf<'remoteTestControls'>;
  readonly database: SettingValueOf<'database'>;
}

/**
 * Test controls are for one data directory, and for this machine unless a second setting says otherwise (R570): whoever may call them makes
 * jobs and sessions expire. @throws {ConfigError}
 */
export function requireTestableServer(
  { testControls, remoteTestControls, database }: ControlSettings,
  isForThisMachineOnly: boolean,
): void {
  const { flag } = settings.testControls;
  if (!testControls) {
    if (!remoteTestControls) return;
    throw new ConfigError(
      'remoteTestControls',
      `${settings.remoteTestControls.flag} on: it applies only to a server with ${flag} on`,
    );
  }
  if (database !== undefined) {
    throw new ConfigError(
      'testControls',
      `${flag} on: test controls work on a data directory only: leave out ${settings.database.flag}, or the test controls`,
    );
  }
  if (!isForThisMachineOnly && !remoteTestControls) {
    throw new ConfigError(
      'testControls',
      `${flag} on: other machines reach this server, and whoever may call its test controls can move its clock and make requests fail: listen on 127.0.0.1, or set ${settings.remoteTestControls.flag} on too`,
    );
  }
}
