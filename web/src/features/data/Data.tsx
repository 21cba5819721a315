/** What an administrator does with the data as a whole. */

import "./data.css";

import { useText } from "@/shared/texts/text";
import { identityOf } from "@/shared/session";
import { NoRight } from "@/shared/ui/Answer";
import { useToken } from "@/shared/useAsk";
import { Export } from "./Export";
import { ImportPanel } from "./Import";
import { Log } from "./Log";
import { Printed } from "./Printed";

export default function Data() {
  const { t } = useText();
  const identity = identityOf(useToken());
  if (identity?.role !== "admin") {
    return <NoRight title={t("view.data")} why={t("data.forAdmins")} />;
  }
  return (
    <>
      <h1 className="view-title">{t("view.data")}</h1>
      <ImportPanel />
      <Log />
      <Export />
      <Printed />
    </>
  );
}
