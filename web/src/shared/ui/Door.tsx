/** A link to another address of the page: an ordinary anchor that does not load the page anew. */

import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";

interface Props {
  href: string;
  className?: string;
  title?: string;
  current?: boolean;
  label?: string;
  children: ReactNode;
}

export function Door({ href, className, title, current, label, children }: Props) {
  const router = useRouter();

  function go(event: MouseEvent): void {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!plain || event.altKey || event.defaultPrevented) return;
    event.preventDefault();
    router.history.push(href);
  }

  return (
    <a
      href={href}
      onClick={go}
      className={className}
      title={title}
      aria-label={label}
      aria-current={current === true ? "page" : undefined}
    >
      {children}
    </a>
  );
}
