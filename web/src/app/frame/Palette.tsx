/** Search everywhere (⌘K, Ctrl K, /). What is typed may be a name and is kept nowhere. */

import { useRouter } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { useAsk } from "@/shared/useAsk";
import { word } from "@/shared/words";
import { SearchDocument } from "./Palette.generated";

export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="palette">
        <Dialog aria-label={t("frame.search")}>
          <Found onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Found({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const router = useRouter();
  const { state, day } = useAddress("overview");
  const [typed, setTyped] = useState("");
  const text = useDeferredValue(typed.trim());
  const query = useAsk(SearchDocument, { day, text }, { enabled: text !== "" });
  const found = text === "" ? [] : (query.data?.data.search ?? []);
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField className="search-field" aria-label={t("frame.search")} autoFocus>
        <Input placeholder={t("palette.hint")} maxLength={60} />
      </SearchField>
      <ListBox
        className="list-box"
        aria-label={t("palette.found")}
        items={found}
        onAction={(key) => {
          onClose();
          router.history.push(addressOf.entity(frameOf(state), String(key)));
        }}
        renderEmptyState={() => (
          <p className="nothing">
            {text === ""
              ? t("palette.start")
              : query.isFetching
                ? t("state.loading")
                : t("palette.none")}
          </p>
        )}
      >
        {(node) => {
          const name = "name" in node ? node.name : "title" in node ? node.title : node.id;
          return (
            <ListBoxItem id={node.id} className="list-item" textValue={name}>
              <span>{name}</span>
              <small>
                {"parent" in node && node.parent !== null ? `${node.parent.name} ` : ""}
                {word(t, "type", node.__typename)}
              </small>
            </ListBoxItem>
          );
        }}
      </ListBox>
    </Autocomplete>
  );
}
