import { isUtf8ByDecoding } from '../../src/base/text/utf8.ts';
import { convertCases } from './convert-cases.ts';

addEventListener('message', ({ data }) => {
  convertCases(data, isUtf8ByDecoding).then(postMessage, (error) => {
    // Thrown outside the promise, so that the page hears of it.
    setTimeout(() => {
      throw error;
    });
  });
});
