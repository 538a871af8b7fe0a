/** The controls of a page with selections. They are made here, so that a page without JavaScript shows none. */
import { boundedName } from "../../reference/bounded_name.ts";
import { type Month, monthName } from "../../calendar/month.ts";
import { regionShortName } from "../../reference/regions.ts";
import { lowerFirst } from "../../reference/sentence.ts";
import { isLimit, LIMITS, type View } from "./view.ts";
import type { Page } from "./view_rows.ts";

/** The controls of a page. */
export interface Controls {
  /** Sets the controls to a view, and says it to those who listen. */
  show(view: View): void;
  /** Says that a limit was asked for that none can be, and which one the page shows. */
  refuseLimit(): void;
}

interface Option {
  readonly value: string;
  readonly text: string;
}

/**
 * Builds the controls in the page's place for them.
 *
 * @param page What may be chosen.
 * @param choose Called at every choice.
 * @param folded Whether they are folded at first.
 */
export function buildControls(page: Page, choose: (view: View) => void, folded = false): Controls {
  const { choices, initial } = page;
  let current = initial;
  const change = (part: Partial<View>) => choose({ ...current, ...part });
  const status = radios("Visa", "urval-status", [
    { value: "vantande", text: "Väntande" },
    { value: "genomforda", text: "Genomförda" },
  ], (value) => change({ status: value === "genomforda" ? "genomforda" : "vantande" }));
  const level = radios("Jämför", "urval-niva", [
    { value: "region", text: "Regioner" },
    { value: "sjukhus", text: "Sjukhus" },
  ], (value) => change({ niva: value === "sjukhus" ? "sjukhus" : "region" }));
  const month = select("Månad", "urval-manad", (value) => change({ manad: value as Month }));
  month.list.append(
    ...choices.manad.toReversed().map((manad) => option({ value: manad, text: monthName(manad) })),
  );
  const care = select("Vårdutbud", "urval-vardutbud", (value) => change({ vardutbud: value || null }));
  care.list.append(
    option({ value: "", text: "Alla vårdutbud" }),
    ...choices.vardutbud.map((text) => option({ value: text, text })),
  );
  const ownership = select(
    "Ägarform",
    "urval-agarform",
    (value) => change({ agarform: value === "" ? null : value as View["agarform"] }),
  );
  ownership.list.append(
    option({ value: "", text: "Alla ägarformer" }),
    ...choices.agarform.map((value) =>
      option({ value, text: value.charAt(0).toUpperCase() + value.slice(1) })
    ),
  );
  const place = select("Region eller sjukhus", "urval-plats", (value) => change({ plats: value || null }));
  place.list.append(
    option({ value: "", text: "Alla regioner" }),
    ...[...page.places].map(([region, hospitals]) => {
      const group = element("optgroup", { label: regionShortName(region) });
      group.append(
        option({ value: region, text: `Hela ${regionShortName(region)}` }),
        ...hospitals.map((text) => option({ value: text, text })),
      );
      return group;
    }),
  );
  const limit = element("input", {
    type: "number",
    id: "urval-grans",
    min: String(LIMITS.least),
    max: String(LIMITS.most),
    step: "1",
    inputmode: "numeric",
  });
  limit.addEventListener("change", () => {
    if (isLimit(limit.valueAsNumber)) {
      limit.removeAttribute("aria-invalid");
      change({ limitDays: limit.valueAsNumber });
    } else {
      limit.setAttribute("aria-invalid", "true");
      refuseLimit();
    }
  });
  const including = element("input", { type: "checkbox", id: "urval-inkl" });
  including.addEventListener("change", () => change({ inkl: including.checked }));
  const includingLabel = element("label", { class: "check" });
  includingLabel.append(including, "Räkna med PvV och MoV");
  const reset = element("button", { type: "button" });
  reset.textContent = "Återställ";
  reset.addEventListener("click", () => choose(initial));
  const copy = element("button", { type: "button" });
  copy.textContent = "Kopiera länk";
  copy.addEventListener("click", async () => {
    // A browser may refuse; the address is then there to be copied by hand.
    const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false) ?? false;
    spoken.textContent = copied
      ? "Länken till urvalet är kopierad."
      : `Webbläsaren tillåter inte kopiering. Länken till urvalet: ${location.href}`;
  });
  const spoken = element("p", { role: "status" });
  const refuseLimit = () => {
    spoken.textContent = `Gränsen ska vara ett helt antal dagar från ${LIMITS.least} till ${LIMITS.most}. ` +
      `Sidan visar gränsen ${current.limitDays} dagar.`;
  };

  const form = element("form", { "aria-label": "Urval" });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.append(
    status.group,
    month.field,
    ...page.isOneQueue ? [] : [care.field],
    ownership.field,
    place.field,
    // Without hospitals on the page there are regions alone to compare.
    ...[...page.places.values()].flat().length > 0 ? [level.group] : [],
    labelled("Gräns, dagar", limit),
    includingLabel,
    reset,
    copy,
  );
  // On a telephone the controls would fill the first screen: there they are folded.
  const fold = element("details", {}), words = element("summary", {});
  words.textContent = "Gör ett urval";
  fold.open = !folded;
  fold.append(words, form);
  const home = document.getElementById("urval");
  home?.append(fold, spoken);
  home?.removeAttribute("hidden");

  return {
    refuseLimit,
    show(view) {
      current = view;
      status.set(view.status);
      level.set(view.niva);
      month.list.value = view.manad;
      care.list.value = view.vardutbud ?? "";
      ownership.list.value = view.agarform ?? "";
      place.list.value = view.plats ?? "";
      limit.value = String(view.limitDays);
      limit.removeAttribute("aria-invalid");
      including.checked = view.inkl;
      including.disabled = view.status === "genomforda";
      const { selection } = page.rows(view).options;
      spoken.textContent = `Visar ${view.plats === null ? lowerFirst(selection) : selection}, ${
        monthName(view.manad)
      }`;
    },
  };
}

function select(label: string, id: string, changed: (value: string) => void) {
  const list = element("select", { id });
  list.addEventListener("change", () => changed(list.value));
  return { list, field: labelled(label, list) };
}

function radios(label: string, name: string, options: readonly Option[], changed: (value: string) => void) {
  const group = element("fieldset", {});
  const legend = element("legend", {});
  legend.textContent = label;
  const inputs = options.map(({ value }) => {
    const input = element("input", { type: "radio", name, value });
    input.addEventListener("change", () => changed(value));
    return input;
  });
  group.append(
    legend,
    ...options.map(({ text }, index) => {
      const field = element("label", { class: "check" });
      field.append(inputs[index], text);
      return field;
    }),
  );
  const set = (value: string) => {
    for (const input of inputs) input.checked = input.value === value;
  };
  return { group, set };
}

function labelled(label: string, input: HTMLElement): HTMLElement {
  const field = element("div", { class: "field" });
  const name = element("label", { for: input.id });
  name.textContent = label;
  field.append(name, input);
  return field;
}

function option({ value, text }: Option): HTMLOptionElement {
  const made = element("option", { value });
  made.textContent = boundedName(text);
  return made;
}

function element<N extends keyof HTMLElementTagNameMap>(
  name: N,
  attributes: Readonly<Record<string, string>>,
): HTMLElementTagNameMap[N] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
