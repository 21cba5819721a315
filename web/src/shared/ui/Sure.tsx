/** A button that is pressed twice: it asks first, and does it by a second press of its own. */

import { useState, type MouseEvent } from "react";

interface Props {
  /** What it says before and after the first press. */
  start: string;
  sure: string;
  disabled: boolean;
  onSure(): void;
  className?: string;
}

export function Sure({ start, sure, disabled, onSure, className = "button" }: Props) {
  const [asked, setAsked] = useState(false);

  function press({ detail }: MouseEvent): void {
    // The second half of a double click was meant for the first question, not as its answer.
    if (detail > 1) return;
    if (asked) onSure();
    setAsked(!asked);
  }

  return (
    <button
      type="button"
      className={asked ? `${className} primary` : className}
      disabled={disabled}
      onClick={press}
      onBlur={() => setAsked(false)}
    >
      {asked ? sure : start}
    </button>
  );
}
