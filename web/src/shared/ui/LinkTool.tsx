/** Makes a link to a part's answer that spreadsheet programs refresh; loaded with the first press. */

import { lazy, Suspense, useContext } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";

import type { Request } from "../service";
import { useText } from "../texts/text";
import { Skeleton } from "./Answer";
import { PartName } from "./partName";

const Links = lazy(() => import("./Links"));

export function LinkTool({ request }: { request: Request }) {
  const { t } = useText();
  const name = useContext(PartName);
  return (
    <DialogTrigger>
      <Button className="tool">{t("link")}</Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="link-dialog" aria-label={t("link.title")}>
          <Suspense fallback={<Skeleton rows={3} />}>
            <Links request={request} name={name ?? ""} />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
