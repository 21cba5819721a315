/** What an administrator does with the data as a whole. */

import { useText } from "@/shared/texts/text";
import { identityOf } from "@/shared/session";
import { useToken } from "@/shared/useAsk";
import { Export } from "./Export";
import { Log } from "./Log";

export default function Data() {
  const { t } = useText();
  const identity = identityOf(useToken());
  return (
    <>
      <h1 className="view-title">{t("view.data")}</h1>
      {identity?.role === "admin" ? (
        <>
          <Log />
          <Export />
        </>
      ) : (
        <div className="trouble" role="alert" data-kind="forbidden">
          <p>
            <strong>{t("trouble.forbidden")}</strong> {t("data.forAdmins")}
          </p>
        </div>
      )}
    </>
  );
}
