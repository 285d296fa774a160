// Runs in a project that has the package installed: the page of the console and its script.
import { startMuster } from 'muster';

const muster = await startMuster();
const page = await fetch(`${muster.url}/console/`);
const [, script] = /src="([^"]+\.js)"/.exec(await page.text()) ?? [];
for (const answer of [page, await fetch(muster.url + script)]) {
  process.stdout.write(`${answer.status} ${answer.headers.get('content-type')}\n`);
}
await muster.stop();
