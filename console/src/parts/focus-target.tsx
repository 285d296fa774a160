import { type ReactNode, useEffect, useRef } from 'react';

/** The words of a heading that come into view, with the focus, whenever `of` is another thing: what somebody asked for is there. */
export function FocusTarget({ of, children }: { readonly of: unknown; readonly children: ReactNode }) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (of === undefined) return;
    ref.current?.focus({ preventScroll: true });
    ref.current?.scrollIntoView({ block: 'start' });
  }, [of]);
  return (
    <span ref={ref} tabIndex={-1} className="muster-focus-target">
      {children}
    </span>
  );
}
