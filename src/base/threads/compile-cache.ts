import { fileURLToPath } from 'node:url';
import { packageFile } from '../package-file.ts';

/**
 * Directory of Node's compile cache for our modules. It is inside the package, because its content is executed: in a shared directory other
 * users could plant code. If it cannot be written, there is no cache and no error. `bin/muster.js` names it for the whole process; inside a program that is
 * not ours it is for our threads alone.
 */
export const compileCache = fileURLToPath(packageFile('node_modules/.cache/muster'));
