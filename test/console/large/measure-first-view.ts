import type { Browser } from 'playwright-core';

/** Milliseconds from the address to the first view, each from a cache of its own that is empty. */
export async function measureFirstViews(
  browser: Browser,
  url: string,
  view: { readonly text: string; readonly session?: object },
  count: number,
): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(scriptFor(view));
    await page.goto(`${url}/console/`);
    times.push(await page.evaluate<number>('window.firstViewAt'));
    await context.close();
  }
  return times;
}

/** The view is there one picture after its text is in the document. */
function scriptFor({ text, session }: { readonly text: string; readonly session?: object }): string {
  return `(() => {
    ${session === undefined ? '' : `sessionStorage.setItem('muster.session', ${JSON.stringify(JSON.stringify(session))});`}
    window.firstViewAt = new Promise((resolve) => {
      const look = () => {
        const isThere = [...document.querySelectorAll('button, h1, strong')]
          .some((element) => element.textContent.trim() === ${JSON.stringify(text)});
        if (!isThere) requestAnimationFrame(look);
        else requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      };
      requestAnimationFrame(look);
    });
  })()`;
}
