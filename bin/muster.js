#!/usr/bin/env node
// Plain JavaScript that an old Node can read, so that it can say in one line what is wrong before anything native loads.
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`muster: needs Node 22.18 or newer, but this is Node ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  await keepCompiledCode();
  const { main } = await import('../src/cli/main.ts');
  main(process.argv);
}

/**
 * Types are stripped and modules compiled once, not at each start and in each thread: a third of the start and a fifth of the idle
 * memory of a clone. Inside the package, as what lies there is run: a directory for all users, the default, would let others put code in.
 */
async function keepCompiledCode() {
  const { enableCompileCache } = await import('node:module');
  const directory = fileURLToPath(new URL('../node_modules/.cache/muster', import.meta.url));
  // The threads look here; a directory that cannot be written is no cache and no fault.
  process.env.NODE_COMPILE_CACHE ??= directory;
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
}
