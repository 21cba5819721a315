/** One entity's page: what it is, its chain upward, facts, relations, notice, neighbourhood. */

import "./explorer.css";

import { useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { addressOf, frameOf } from "@/shared/address";
import { useAddress } from "@/shared/frame";
import { useText } from "@/shared/texts/text";
import { Answer, Skeleton } from "@/shared/ui/Answer";
import { ChooseOne } from "@/shared/ui/Choice";
import { Code } from "@/shared/ui/Code";
import { Door } from "@/shared/ui/Door";
import { Panel } from "@/shared/ui/Panel";
import { Papers } from "@/shared/ui/Papers";
import { ShowQuery } from "@/shared/ui/ShowQuery";
import { useAsk, useSeesPeople } from "@/shared/useAsk";
import { Chain } from "./Chain";
import { factsOf, kindOf, manyOf, nameOf, onesOf, postsOf, type Node } from "./describe";
import { EntityDocument } from "./Entity.generated";
import { History } from "./History";
import { Liaisons } from "./Liaisons";
import { Notice } from "./Notice";
import { Links, Posts } from "./Relations";
import { sentenceOf } from "./sentence";
import { Timeline } from "./Timeline";

const Graph = lazy(() => import("./graph/Graph"));

export default function Entity() {
  const { t } = useText();
  const { id = "" } = useParams({ strict: false });
  const { day } = useAddress("entity");
  const people = useSeesPeople();
  const query = useAsk(EntityDocument, { day, id, people }, { keep: false });
  return (
    <Answer query={query} rows={14}>
      {({ node }) =>
        node === null ? (
          <p className="nothing" role="alert">
            {t("entity.none")}
          </p>
        ) : (
          <Page node={node} />
        )
      }
    </Answer>
  );
}

function Page({ node }: { node: Node }) {
  const { t } = useText();
  const { state, day } = useAddress("entity");
  const people = useSeesPeople();
  const frame = frameOf(state);
  const facts = factsOf(t, node);
  const ones = onesOf(node);
  return (
    <>
      <h1 className="view-title">
        {nameOf(t, node)} <small>{kindOf(t, node)}</small>
        {"code" in node && <Code code={node.code} />}
      </h1>
      <p className="sentence">{sentenceOf(t, node, day)}</p>
      <Chain node={node} />
      <div className="wide-and-side">
        <div className="stack">
          {node.__typename === "BuildingUnit" && <Notice unit={node} />}
          <Tables node={node} />
        </div>
        <div className="stack">
          <Panel
            title={t("entity.facts")}
            tools={<ShowQuery document={EntityDocument} variables={{ day, id: node.id, people }} />}
          >
            <dl className="facts">
              {facts.map(([key, value]) => (
                <div key={key} className="fact">
                  <dt>{t(key)}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
              {ones.map(({ field, label, links: [link] }) => (
                <div key={field} className="fact">
                  <dt>{t(label)}</dt>
                  <dd>
                    {link !== undefined && (
                      <Door href={addressOf.entity(frame, link.id)}>{link.name}</Door>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
            <Doors node={node} />
            {"ancestors" in node && "code" in node && <Papers place={node.code} day={day} />}
          </Panel>
          <Timeline node={node} key={node.id} />
        </div>
      </div>
      {people && <History id={node.id} />}
      <Panel title={t("graph.title")} note={t("graph.note")}>
        <Suspense fallback={<Skeleton rows={8} />}>
          <Graph start={node} key={node.id} />
        </Suspense>
      </Panel>
    </>
  );
}

/** Where else the page shows this place. */
function Doors({ node }: { node: Node }) {
  const { t } = useText();
  const { state } = useAddress("entity");
  const frame = frameOf(state);
  if (!("ancestors" in node) || !("code" in node)) return null;
  const here = { ...frame, place: node.code };
  const drawn = ["Compound", "Community"].includes(node.__typename);
  if (node.__typename === "BuildingUnit") return null;
  return (
    <ul className="doors">
      {drawn && (
        <li>
          <Door href={addressOf.elevation(frame, node.code)}>{t("view.elevation")}</Door>
        </li>
      )}
      <li>
        <Door href={addressOf.coverage(here)}>{t("entity.coverage")}</Door>
      </li>
      <li>
        <Door href={addressOf.audit(here)}>{t("entity.audit")}</Door>
      </li>
      <li>
        <Door href={addressOf.overview(here)}>{t("entity.overview")}</Door>
      </li>
    </ul>
  );
}

function Tables({ node }: { node: Node }) {
  const { t } = useText();
  const { state, change } = useAddress("entity");
  const posts = postsOf(node);
  const liaisons = "liaisons" in node ? node.liaisons.nodes : [];
  const many = manyOf(node);
  const tabs = [
    ...many.map(({ field, label, links }) => ({
      value: field,
      label: t(label),
      count: String(links.length),
    })),
    ...(posts.length === 0
      ? []
      : [{ value: "posts", label: t("list.posts"), count: String(posts.length) }]),
    ...(liaisons.length === 0
      ? []
      : [{ value: "liaisons", label: t("column.liaisons"), count: String(liaisons.length) }]),
  ];
  const first = tabs[0];
  if (first === undefined) return null;
  const chosen = tabs.find((tab) => tab.value === state.tab) ?? first;
  const relation = many.find(({ field }) => field === chosen.value);
  return (
    <Panel
      title={
        <ChooseOne
          label={t("entity.relations")}
          value={chosen.value}
          options={tabs}
          onChange={(tab) => change({ tab, sort: null, facets: null, page: null })}
        />
      }
    >
      {relation !== undefined && <Links relation={relation} name={chosen.label} />}
      {chosen.value === "posts" && <Posts posts={posts} />}
      {chosen.value === "liaisons" && <Liaisons liaisons={liaisons} />}
    </Panel>
  );
}
