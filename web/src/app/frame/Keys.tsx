/** The list of keys, which `?` opens. */

import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

import { useText } from "@/shared/texts/text";

export function Keys({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const keys = [
    ["⌘K · Ctrl K · /", t("keys.search")],
    ["?", t("keys.keys")],
    ["Esc", t("keys.close")],
    ["Enter", t("keys.open")],
    ["Tab", t("keys.tab")],
  ] as const;
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
        <Dialog className="keys">
          <Heading slot="title">{t("keys.title")}</Heading>
          <dl>
            {keys.map(([key, text]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <Button slot="close" className="button">
            {t("keys.close")}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
