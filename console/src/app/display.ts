import { applyDensity, applyMode, Density, disableMotion, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';
import { browserStorage } from '../base/browser-storage.ts';

export interface Display {
  readonly mode: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
}

const STORED = 'display';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
const systemIsStill = window.matchMedia('(prefers-reduced-motion: reduce)');
let display = parseDisplay(browserStorage.read(STORED));
const listeners = new Set<() => void>();

/** Before the first view, and whenever the system changes its mind. */
export function startDisplay(): void {
  apply();
  systemIsDark.addEventListener('change', apply);
  systemIsStill.addEventListener('change', apply);
}

export function changeDisplay(change: Partial<Display>): void {
  display = { ...display, ...change };
  browserStorage.write(STORED, display);
  apply();
  for (const listener of listeners) listener();
}

export function useDisplay(): Display {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => display,
  );
}

function apply(): void {
  const isDark = display.mode === 'dark' || (display.mode === 'system' && systemIsDark.matches);
  applyMode(isDark ? Mode.Dark : Mode.Light);
  applyDensity(display.density === 'compact' ? Density.Compact : Density.Comfortable);
  disableMotion(systemIsStill.matches);
}

function parseDisplay(value: unknown): Display {
  const { mode, density } = (typeof value === 'object' ? (value ?? {}) : {}) as Partial<Display>;
  return {
    mode: mode === 'light' || mode === 'dark' ? mode : 'system',
    density: density === 'compact' ? 'compact' : 'comfortable',
  };
}
