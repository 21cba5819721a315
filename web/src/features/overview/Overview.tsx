/** What stands, what changed, what to do next, for the place and the day. */

import { lazy, Suspense } from "react";

import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Skeleton } from "@/shared/ui/Answer";
import { Panel } from "@/shared/ui/Panel";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { Changed } from "./Changed";
import { IcicleDocument } from "./Icicle.generated";
import { Next } from "./Next";
import { Tiles } from "./Tiles";

const Icicle = lazy(() => import("./Icicle"));

export default function Overview() {
  const { t } = useText();
  const { day, within } = useAddress("overview");
  return (
    <>
      <h1 className="hidden">{t("view.overview")}</h1>
      <Tiles />
      <Panel
        title={t("icicle.title")}
        note={t("icicle.note")}
        tools={<ShowQuery document={IcicleDocument} variables={{ day, within }} />}
      >
        <Suspense fallback={<Skeleton rows={6} />}>
          <Icicle />
        </Suspense>
      </Panel>
      <div className="columns">
        <Changed />
        <Next />
      </div>
    </>
  );
}
