import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds on a page, each as its rule and the first place. */
export async function axeFindings(page: Page): Promise<string[]> {
  return await page.evaluate(`(async () => {
    ${axe.source}
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => id + ": " + nodes[0].html.slice(0, 200));
  })()`);
}
