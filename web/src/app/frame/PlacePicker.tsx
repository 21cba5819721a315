/** The place everything is asked of: its chain as crumbs, the places below it, and a search. */

import { useDeferredValue, useState } from "react";
import {
  Button,
  Dialog,
  DialogTrigger,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  SearchField,
} from "react-aria-components";

import { useAddress, useChangeFrame } from "@/shared/frame";
import type { Place } from "@/shared/place/usePlace";
import { useText } from "@/shared/texts/text";
import { useAsk } from "@/shared/useAsk";
import { word } from "@/shared/words";
import { PlacesBelowDocument, PlacesNamedDocument, PlacesOnTopDocument } from "./Places.generated";

export function PlacePicker({ place }: { place: Place | null }) {
  const { t } = useText();
  const { state } = useAddress("overview");
  const change = useChangeFrame();
  const [open, setOpen] = useState(false);

  function choose(code: string | null): void {
    setOpen(false);
    change({ place: code });
  }

  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="picker place-picker">
        <span className="picker-label">{t("frame.place")}</span>
        <span className="picker-value">{place?.name ?? state.place ?? t("place.everywhere")}</span>
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog className="place-dialog" aria-label={t("frame.place")}>
          <nav className="crumbs" aria-label={t("frame.chain")}>
            <button type="button" className="link" onClick={() => choose(null)}>
              {t("place.everywhere")}
            </button>
            {[...(place?.ancestors ?? [])]
              .reverse()
              .filter((above) => above.kind !== "DISTRICT")
              .map((above) => (
                <button
                  type="button"
                  className="link"
                  key={above.code}
                  onClick={() => choose(above.code)}
                >
                  {above.name}
                </button>
              ))}
            {place !== null && <b>{place.name}</b>}
          </nav>
          <Choices below={place?.code ?? null} onChoose={choose} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Choices({ below, onChoose }: { below: string | null; onChoose: (code: string) => void }) {
  const { t } = useText();
  const { day } = useAddress("overview");
  const [typed, setTyped] = useState("");
  const name = useDeferredValue(typed.trim());
  const top = useAsk(PlacesOnTopDocument, { day }, { enabled: name === "" && below === null });
  const under = useAsk(
    PlacesBelowDocument,
    { day, parent: below ?? "" },
    { enabled: name === "" && below !== null },
  );
  const found = useAsk(PlacesNamedDocument, { day, name }, { enabled: name !== "" });
  const answer = name !== "" ? found : below === null ? top : under;
  const places: readonly { code: string; name: string; kind: string; parent?: { name: string } | null }[] =
    answer.data?.data.places.nodes ?? [];

  return (
    <>
      <SearchField
        className="search-field"
        aria-label={t("frame.place.search")}
        value={typed}
        onChange={setTyped}
        autoFocus
      >
        <Input placeholder={t("frame.place.search")} maxLength={40} />
      </SearchField>
      <ListBox
        className="list-box"
        aria-label={t("frame.place.below")}
        items={places.map((place) => ({ ...place, id: place.code }))}
        onAction={(key) => onChoose(String(key))}
        renderEmptyState={() => (
          <p className="nothing">
            {answer.isFetching ? t("state.loading") : t("frame.place.none")}
          </p>
        )}
      >
        {(place) => (
          <ListBoxItem className="list-item" textValue={place.name}>
            <span>{place.name}</span>
            <small>
              {place.parent?.name ?? ""} {word(t, "kind", place.kind)}
            </small>
          </ListBoxItem>
        )}
      </ListBox>
    </>
  );
}
