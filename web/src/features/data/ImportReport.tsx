/** What a file would change or has changed, table by table, and what is wrong in it. */

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import type { FileError } from "@/shared/files";
import { useAddress } from "@/shared/frame";
import { DataTable } from "@/shared/table/DataTable";
import { readOrder, writeOrder, type Column } from "@/shared/table/columns";
import { useText } from "@/shared/texts/text";
import { Skeleton } from "@/shared/ui/Answer";
import { useToken } from "@/shared/useAsk";
import {
  reportOf,
  type Difference,
  type Import,
  type Leftover,
  type Problem,
  type Report,
  type TableCount,
} from "./imports";
import { Sync } from "./Sync";

interface Props {
  job: Import;
  onSync?(tables: readonly string[]): void;
}

export function ImportReport({ job, onSync }: Props) {
  const token = useToken();
  const query = useQuery<Report, FileError>({
    queryKey: ["import report", job.id, job.startedAt, token],
    queryFn: () => reportOf(job.id, token),
    retry: false,
  });
  if (query.error !== null) {
    return (
      <p className="trouble" role="alert">
        {query.error.message}
      </p>
    );
  }
  if (query.data === undefined) return <Skeleton rows={5} />;
  const { problems, differences, leftovers } = query.data;
  const tables = query.data.tables.filter(({ read }) => read > 0);
  return (
    <>
      {problems.length > 0 && <Problems job={job} rows={problems} />}
      {differences.length > 0 && <Differences job={job} rows={differences} />}
      {leftovers.length > 0 && <Leftovers job={job} rows={leftovers} tables={tables} />}
      <Tables job={job} rows={tables} />
      {onSync !== undefined && <Sync tables={tables} chosen={job.sync} onTry={onSync} />}
    </>
  );
}

function Problems({ job, rows }: { job: Import; rows: readonly Problem[] }) {
  const { t, language } = useText();
  const { state, change } = useAddress("data");
  const keyed = useMemo(() => rows.map((row, index) => ({ ...row, index: String(index) })), [rows]);
  const columns = useMemo<readonly Column<Problem & { index: string }>[]>(
    () => [
      { id: "sheet", header: t("import.sheet"), width: 7, value: ({ sheet }) => sheet },
      { id: "row", header: t("import.row"), numeric: true, width: 4, value: ({ row }) => row },
      { id: "heading", header: t("import.column"), width: 7, value: ({ heading }) => heading },
      { id: "value", header: t("import.value"), width: 8, value: ({ value }) => value },
      { id: "kind", header: t("import.problem"), width: 8, value: ({ kind }) => kind },
      {
        id: "message",
        header: t("column.message"),
        width: 28,
        value: (problem) => problem[language],
      },
    ],
    [t, language],
  );
  return (
    <>
      <h3>{t("import.problems")}</h3>
      <DataTable
        name={t("import.problems")}
        columns={columns}
        rows={keyed}
        rowKey={({ index }) => index}
        at="problems"
        order={readOrder(state.problemSort, columns)}
        onOrder={(order) => change({ problemSort: writeOrder(order) })}
        about={[[t("import.file"), job.name]]}
        nothing={t("import.noProblems")}
      />
    </>
  );
}

function Differences({ job, rows }: { job: Import; rows: readonly Difference[] }) {
  const { t } = useText();
  const { state, change } = useAddress("data");
  const columns = useMemo<readonly Column<Difference>[]>(
    () => [
      { id: "sheet", header: t("import.sheet"), width: 8, value: ({ sheet }) => sheet },
      { id: "row", header: t("import.row"), numeric: true, width: 4, value: ({ row }) => row },
      { id: "key", header: t("column.code"), width: 14, value: ({ key }) => key },
      { id: "heading", header: t("import.column"), width: 9, value: ({ heading }) => heading },
      { id: "old", header: t("import.old"), width: 12, value: ({ old }) => old },
      { id: "new", header: t("import.new"), width: 12, value: (row) => row.new },
    ],
    [t],
  );
  return (
    <>
      <h3>{t("import.differences")}</h3>
      <DataTable
        name={t("import.differences")}
        columns={columns}
        rows={rows}
        rowKey={({ sheet, row, heading }) => `${sheet} ${row} ${heading}`}
        at="differences"
        order={readOrder(state.differenceSort, columns)}
        onOrder={(order) => change({ differenceSort: writeOrder(order) })}
        about={[[t("import.file"), job.name]]}
        nothing={t("import.noDifferences")}
      />
    </>
  );
}

interface LeftoversProps {
  job: Import;
  rows: readonly Leftover[];
  tables: readonly TableCount[];
}

function Leftovers({ job, rows, tables }: LeftoversProps) {
  const { t, language } = useText();
  const { state, change } = useAddress("data");
  const columns = useMemo<readonly Column<Leftover>[]>(() => {
    const called = new Map(tables.map(({ table, zh }) => [table, language === "zh" ? zh : table]));
    return [
      {
        id: "sheet",
        header: t("import.sheet"),
        width: 8,
        value: ({ table }) => called.get(table) ?? table,
      },
      { id: "key", header: t("column.code"), width: 18, value: ({ key }) => key },
      { id: "message", header: t("column.message"), width: 30, value: (row) => row[language] },
    ];
  }, [t, language, tables]);
  return (
    <>
      <h3>{t("import.leftovers")}</h3>
      <DataTable
        name={t("import.leftovers")}
        columns={columns}
        rows={rows}
        rowKey={({ table, key }) => `${table} ${key}`}
        at="left"
        order={readOrder(state.leftSort, columns)}
        onOrder={(order) => change({ leftSort: writeOrder(order) })}
        about={[[t("import.file"), job.name]]}
        nothing={t("import.noDifferences")}
      />
    </>
  );
}

const COUNTED = ["read", "created", "changed", "ended", "unchanged", "wrong"] as const;

function Tables({ job, rows }: { job: Import; rows: readonly TableCount[] }) {
  const { t, language } = useText();
  const { state, change } = useAddress("data");
  const columns = useMemo<readonly Column<TableCount>[]>(
    () => [
      {
        id: "table",
        header: t("import.sheet"),
        width: 10,
        value: ({ table, zh }) => (language === "zh" ? zh : table),
      },
      ...COUNTED.map((name): Column<TableCount> => ({
        id: name,
        header: t(`import.count.${name}`),
        numeric: true,
        width: 6,
        value: (row) => row[name],
      })),
    ],
    [t, language],
  );
  return (
    <>
      <h3>{t("import.tables")}</h3>
      <DataTable
        name={t("import.tables")}
        columns={columns}
        rows={rows}
        rowKey={({ table }) => table}
        at="tables"
        order={readOrder(state.tableSort, columns)}
        onOrder={(order) => change({ tableSort: writeOrder(order) })}
        about={[[t("import.file"), job.name]]}
        nothing={t("list.none")}
      />
    </>
  );
}
