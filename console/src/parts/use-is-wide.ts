import { type RefCallback, useCallback, useState } from 'react';

/** For the `ref` of an element: tells whether it is at least `widthMin` pixels wide, as it stands on the page now. */
export function useIsWide(widthMin: number): readonly [RefCallback<HTMLElement>, boolean] {
  const [isWide, setIsWide] = useState(false);
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return;
      const look = () => setIsWide(element.clientWidth >= widthMin);
      look();
      const observer = new ResizeObserver(look);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [widthMin],
  );
  return [ref, isWide];
}
