import { startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { openConsole, signInWithDefaults } from './open-console.ts';

const browser = await launchChromium();
const muster = await startMuster();
const opened = await openConsole(browser, muster, { hash: '#/import' });
const { page } = opened;
page.setDefaultTimeout(20_000);
const shot = (n: string) => page.screenshot({ path: `/tmp/console-import-shots/${n}.png`, fullPage: true });
try {
  await signInWithDefaults(opened);
  await page.getByRole('heading', { name: 'New import' }).first().waitFor();
  await page.locator('input[type=file]').setInputFiles('examples/spreadsheet.csv');
  await page.getByText('Would be imported').first().waitFor();
  await shot('1-checked');
  console.log('axe', await findFaultsInBothModes(page));
  await page.getByRole('button', { name: 'By line' }).click();
  await page.locator('mark').first().waitFor();
  await shot('2-by-line');
  console.log('axe', await findFaultsInBothModes(page));
  await page.getByRole('button', { name: 'Fix what is safe' }).click();
  await page.getByText('Undo the fixes').waitFor();
  await page.getByText('Would be imported').first().waitFor();
  await page.getByText('What was changed').click();
  await page.getByText('First records').click();
  await page.getByRole('button', { name: 'Create the role' }).click();
  await page.getByText('The role is there').waitFor();
  await page.getByText('Policies of the role').click();
  await shot('3-fixed');
  console.log('axe', await findFaultsInBothModes(page));
  await page.getByTestId('import').click();
  await page.getByRole('heading', { name: 'Import job' }).first().waitFor();
  await page.getByText('Records without a user').waitFor();
  await page.waitForTimeout(3000);
  await shot('4-job');
  console.log('axe', await findFaultsInBothModes(page));
  await page
    .getByRole('button', { name: /^Show records/ })
    .first()
    .click();
  await page.waitForTimeout(1500);
  await page.getByText('The same with commands').click();
  await shot('5-job');
  console.log('axe', await findFaultsInBothModes(page));
} catch (error) {
  console.log(error);
  await shot('error');
} finally {
  console.log('complaints', opened.complaints);
  await browser.close();
  await muster.stop();
}
