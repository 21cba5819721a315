/** Places that are covered, and by which organizations. */

import { useMemo } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Answer } from "@/shared/ui/Answer";
import { Door } from "@/shared/ui/Door";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk } from "@/shared/useAsk";
import { CoveredDocument, type CoveredQuery } from "./Covered.generated";
import { placeColumns } from "./placeColumns";

type Row = CoveredQuery["places"]["nodes"][number];

export function Covered() {
  const { t } = useText();
  const { state, day, within, change } = useAddress("coverage");
  const by = state.by.length === 0 ? {} : { kind: { in: state.by } };
  const variables = {
    day,
    where: {
      kind: { eq: state.of },
      organizations: { some: by },
      ...(within === null ? {} : { within }),
    },
  };
  const query = useAsk(CoveredDocument, variables);
  const frame = frameOf(state);
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      ...placeColumns<Row>(t, frame, (row) => row),
      {
        id: "organizations",
        header: t("column.organizations"),
        width: 22,
        value: (row) => row.organizations.nodes.map(({ name }) => name).join("、"),
        cell: (row) =>
          row.organizations.nodes.map((organization, index) => (
            <span key={organization.id}>
              {index > 0 && "、"}
              <Door href={addressOf.entity(frame, organization.id)}>{organization.name}</Door>
            </span>
          )),
      },
    ],
    [t, frame.place, frame.day, frame.with],
  );
  return (
    <Answer query={query} rows={10}>
      {({ places }) => (
        <DataTable
          name={t("coverage.covered.name", { kind: t(`kind.${state.of}`) })}
          columns={columns}
          rows={places.nodes}
          rowKey={(row) => row.id}
          order={readOrder(state.gapSort, columns)}
          part={state}
          onPart={change}
          onOrder={(order) => change({ gapSort: writeOrder(order) })}
          find={state.find}
          onFind={(find) => change({ find })}
          tools={<ShowQuery document={CoveredDocument} variables={variables} />}
          nothing={t("coverage.noneCovered")}
        />
      )}
    </Answer>
  );
}
