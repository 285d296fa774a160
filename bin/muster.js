#!/usr/bin/env node
// Plain JavaScript that an old Node can read, so that it can say in one line what is wrong before anything native loads.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`muster: needs Node 22.18 or newer, but this is Node ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  import('../src/cli/main.ts').then(({ main }) => main(process.argv));
}
