import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeSettings } from '../../src/config/describe-settings.ts';
import { describeWithTool } from '../required-tool.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const unit = readFileSync(join(ROOT, 'deploy/muster.service'), 'utf8');
const settingOf = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1];

describe('the unit for systemd', () => {
  it('starts the server itself, from files that a clone has, with flags that it knows', () => {
    const [node = '', bin = '', command, ...words] = settingOf('ExecStart')?.split(' ') ?? [];
    for (const path of [node, bin]) {
      expect(path).toMatch(/^\/opt\/muster\//);
      expect(existsSync(join(ROOT, path.slice('/opt/muster/'.length)))).toBe(true);
    }
    expect(command).toBe('serve');
    const flags = words.filter((word) => word.startsWith('--'));
    const known = describeSettings().map(({ flag }) => flag?.split(' ')[0]);
    expect(flags.filter((flag) => !known.includes(flag))).toEqual([]);
    expect(words[words.indexOf('--data') + 1]).toBe(`/var/lib/${settingOf('StateDirectory')}`);
  });
});

describeWithTool('systemd', 'the unit as systemd reads it', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'muster-unit-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** As `systemd-analyze verify` complains of it; what it starts is where this clone is. */
  function verify(text: string): { readonly status: number | null; readonly complaints: string[] } {
    const path = join(directory, 'muster.service');
    writeFileSync(path, text.replaceAll('/opt/muster/', ROOT));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
    return {
      status,
      complaints: stderr.split('\n').filter((line) => /muster\.service|muster\.js|\/bin\/node/.test(line)),
    };
  }

  it('is a unit without a fault', () => {
    expect(verify(unit)).toEqual({ status: 0, complaints: [] });
  });

  it.each([
    ['a key that is misspelt', unit.replace('TimeoutStopSec=', 'TimeoutStopSecs='), "Unknown key 'TimeoutStopSecs'"],
    ['a value that is none', unit.replace('Restart=on-failure', 'Restart=sometimes'), 'Failed to parse'],
  ])('would be found with %s', (_, text, complaint) => {
    expect(verify(text).complaints.join('\n')).toContain(complaint);
  });
});
