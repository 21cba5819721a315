/** A part of a view: its heading, its tools, its content. */

import type { ReactNode } from "react";

import { PartName } from "./partName";

interface Props {
  title: ReactNode;
  note?: ReactNode;
  tools?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Panel({ title, note, tools, className, children }: Props) {
  return (
    <PartName value={typeof title === "string" ? title : null}>
      <section className={`panel ${className ?? ""}`}>
        <header className="panel-head">
          <h2>{title}</h2>
          {note !== undefined && <span className="note">{note}</span>}
          {tools !== undefined && <div className="tools">{tools}</div>}
        </header>
        {children}
      </section>
    </PartName>
  );
}
