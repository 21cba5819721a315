/** Relations of an entity as tables. */

import { useMemo } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Door } from "@/shared/ui/Door";
import { word } from "@/shared/words";
import type { Link, PostRow, Relation } from "./describe";

export function Links({ relation, name }: { relation: Relation; name: string }) {
  const { t } = useText();
  const { state, change } = useAddress("entity");
  const frame = frameOf(state);
  const columns = useMemo<readonly Column<Link>[]>(
    () => [
      {
        id: "name",
        header: t("column.name"),
        width: 18,
        value: (link) => link.name,
        cell: (link) => <Door href={addressOf.entity(frame, link.id)}>{link.name}</Door>,
      },
      { id: "type", header: t("column.kind"), width: 8, value: (link) => word(t, "type", link.type) },
      {
        id: "code",
        header: t("column.code"),
        width: 14,
        value: (link) => link.id.slice(link.id.indexOf(":") + 1),
      },
    ],
    [t, frame.place, frame.day, frame.with],
  );
  return (
    <DataTable
      name={name}
      columns={columns}
      rows={relation.links}
      rowKey={(link) => link.id}
      order={readOrder(state.sort, columns)}
      part={state}
      onPart={change}
      onOrder={(order) => change({ sort: writeOrder(order) })}
      nothing={t("list.none")}
    />
  );
}

export function Posts({ posts }: { posts: readonly PostRow[] }) {
  const { t } = useText();
  const { state, change } = useAddress("entity");
  const frame = frameOf(state);
  const columns = useMemo<readonly Column<PostRow>[]>(() => {
    const node = (
      id: string,
      header: string,
      of: (post: PostRow) => { id: string; name: string } | null,
      width: number,
    ): Column<PostRow> => ({
      id,
      header,
      width,
      value: (post) => of(post)?.name ?? null,
      cell: (post) => {
        const found = of(post);
        return found === null ? (
          "—"
        ) : (
          <Door href={addressOf.entity(frame, found.id)}>{found.name}</Door>
        );
      },
    });
    return [
      { id: "role", header: t("column.role"), width: 8, value: (post) => word(t, "post", post.role) },
      node("holder", t("column.holder"), (post) => post.holder, 7),
      node("organization", t("column.organization"), (post) => post.organization, 14),
      node("place", t("frame.place"), (post) => post.place, 10),
      { id: "since", header: t("column.since"), width: 7, value: (post) => post.since },
      { id: "until", header: t("column.until"), width: 7, value: (post) => post.until },
    ];
  }, [t, frame.place, frame.day, frame.with]);
  return (
    <DataTable
      name={t("list.posts")}
      columns={columns}
      rows={posts}
      rowKey={(post) => post.id}
      order={readOrder(state.sort, columns)}
      part={state}
      onPart={change}
      onOrder={(order) => change({ sort: writeOrder(order) })}
      nothing={t("list.none")}
    />
  );
}
