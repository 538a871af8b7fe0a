/** What a page begins with of a list of findings, and the list without it. What is chosen is said before what was found. */
export function leadOf(html: string): { readonly lead: string; readonly rest: string } | null {
  const [all, lead, next] =
    /^<ul class="findings"><li>(Det här gäller .*?)?(?:<\/li><li>)?(.*?)<\/li>/.exec(html) ?? [];
  if (all === undefined) return null;
  const rest = html.slice(all.length);
  return {
    lead: [lead, next].filter((part) => part).join(" "),
    rest: rest.startsWith("</ul>") ? rest.slice("</ul>".length) : `<ul class="findings">${rest}`,
  };
}
