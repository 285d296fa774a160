// Starts a server in this process, and prints the packages that this loads in its thread.
import { registerHooks } from 'node:module';

const packages = new Set();
registerHooks({
  load(url, context, next) {
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
    if (name !== undefined) packages.add(name);
    return next(url, context);
  },
});
const { startMuster } = await import('muster');
const muster = await startMuster();
await muster.stop();
const hasUndici = process.moduleLoadList.some((name) => name.endsWith('internal/deps/undici/undici'));
console.log(`${[...packages].sort().join(', ')}; undici: ${hasUndici}`);
