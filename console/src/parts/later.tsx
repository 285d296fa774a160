import { type ReactNode, useDeferredValue } from 'react';

/** What is not seen first: drawn right after the rest, in slices between which the page answers. */
export function Later({ children }: { readonly children: ReactNode }) {
  const isDue = useDeferredValue(true, false);
  return isDue && children;
}
