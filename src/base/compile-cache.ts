import { fileURLToPath } from 'node:url';
import { packageFile } from './package-file.ts';

/**
 * Where Node keeps our modules compiled. Inside the package, as what lies there is run: a directory for all users would let others put
 * code in. One that cannot be written is no cache and no fault. `bin/muster.js` names it for the whole process; inside a program that is
 * not ours it is for our threads alone.
 */
export const compileCache = fileURLToPath(packageFile('node_modules/.cache/muster'));
