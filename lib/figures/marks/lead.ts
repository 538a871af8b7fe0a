/**
 * What a page begins with of a list of findings, and the list without it. What is chosen is said before what was found; a
 * finding's topic stays with those after it.
 */
export function leadOf(html: string): { readonly lead: string; readonly rest: string } | null {
  const [all, list, topic = "", lead, next] =
    /^(<ul class="findings(?: topical)?">)<li>(<span class="topic">.*?<\/span>)?(Det här gäller .*?)?(?:<\/li><li>)?(.*?)<\/li>/
      .exec(html) ?? [];
  if (all === undefined) return null;
  const rest = html.slice(all.length);
  return {
    lead: [lead, next].filter((part) => part).join(" "),
    rest: rest.startsWith("</ul>")
      ? rest.slice("</ul>".length)
      : list + (rest.startsWith('<li><span class="topic">') ? rest : rest.replace("<li>", `<li>${topic}`)),
  };
}
