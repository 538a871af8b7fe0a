import { aggregateLayout, bandRowLayout, registerLayout } from "../contract/mod.ts";
import { type Template, type TemplateFile, templateFiles } from "./_template.ts";

/** The templates there are for those who deliver waiting lists. */
const TEMPLATES: readonly Template[] = [
  { name: "mall_register", layout: registerLayout() },
  { name: "mall_aggregat", layout: aggregateLayout() },
  { name: "mall_bandrader", layout: bandRowLayout() },
];

/** The files of the templates for those who deliver waiting lists. */
export async function deliveryTemplates(): Promise<TemplateFile[]> {
  return (await Promise.all(TEMPLATES.map(templateFiles))).flat();
}
