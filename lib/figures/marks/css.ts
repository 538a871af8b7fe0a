import { darkPalette, lightPalette, type Palette } from "./palette.ts";

const rules = `
.plot{display:block;width:100%;height:auto;overflow:visible;font-family:inherit}
.plot text,.plot tspan{white-space:pre}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
figure{margin:1.5rem 0 2.5rem;break-inside:avoid}
figure>:not(details,.scroll){max-width:46rem}
figure.long{break-inside:auto}
figcaption .no{display:block;font-size:.8125rem;line-height:1.4;color:var(--muted)}
figcaption h3{font-size:1.08rem;line-height:1.3;margin:.1rem 0 .15rem;font-weight:640;text-wrap:balance}
.sub{margin:0 0 .75rem;max-width:44em;font-size:.875rem;line-height:1.45;color:var(--muted)}
.note,figure details{margin:.4rem 0 0;max-width:52em;font-size:.8125rem;line-height:1.45;color:var(--muted)}
figure details{max-width:none}
summary{box-sizing:border-box;min-height:1.5rem;width:fit-content;padding:.15rem 0;cursor:pointer;color:var(--link)}
.narrow{display:none}
.narrow .plot{max-width:26rem}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0 0 .5rem;padding:0;font-size:.8125rem;line-height:1.45;color:var(--muted)}
.legend li{margin:0}
.key{display:inline-block;width:.8rem;height:.8rem;margin-right:.4rem;border-radius:2px;vertical-align:-.08rem;forced-color-adjust:none;print-color-adjust:exact}
.scroll{overflow-x:auto;position:relative}
.scroll table{border-collapse:collapse;width:100%;font-size:.8125rem;line-height:1.4;color:var(--ink)}
.scroll caption{text-align:left;font-weight:640;padding:.25rem 0 .5rem}
.scroll small{font-weight:400;font-size:.75rem;color:var(--muted)}
.scroll th small{display:block}
.scroll th,.scroll td{text-align:right;padding:.42rem .28rem;white-space:nowrap;vertical-align:baseline}
.scroll th:last-child,.scroll td:last-child{padding-right:.1rem}
.scroll .text{text-align:left;white-space:normal;min-width:6.5em}
.scroll :is(td,th):not(.text,:first-child)+.text{padding-left:1.25rem}
.scroll th:first-child{text-align:left;padding-left:0;position:sticky;left:0;background:var(--paper)}
.scroll thead th{font-weight:600;white-space:normal;vertical-align:bottom;border-bottom:1.5px solid var(--ink)}
.scroll tbody :is(th,td){border-top:1px solid var(--line)}
.scroll tbody th{font-weight:500}
.scroll .total>*{border-top:1.5px solid var(--ink);font-weight:650}
.scroll .bar{position:relative;padding-left:2.5rem}
.scroll .whole{white-space:nowrap}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;text-align:inherit;cursor:pointer;min-width:1.5rem;min-height:1.5rem;white-space:inherit}
th button:hover{color:var(--link)}
th[aria-sort] button{color:var(--link)}
th[aria-sort=descending] button::before{content:"↓\\a0"}
th[aria-sort=ascending] button::before{content:"↑\\a0"}
.cell{position:absolute;left:.35rem;top:.76rem;width:1.8rem;height:.36rem;background:var(--line);fill:var(--late);forced-color-adjust:none}
.cell rect{height:100%}
.tiles{display:grid;grid-template-columns:repeat(2,1fr);margin:0 0 1.25rem;border-block:1px solid var(--line)}
.tiles>div{padding:.9rem 1rem .8rem 0}
.tiles>div+div{padding-left:1rem;border-left:1px solid var(--line)}
.tiles dt{font-size:.875rem;line-height:1.45;font-weight:400;color:var(--muted)}
.tiles .figure{margin:0;font-size:1.9rem;line-height:1.15;font-weight:640;letter-spacing:-.02em;white-space:nowrap}
.tiles .about,.tiles .change{margin:.15rem 0 0;font-size:.8125rem;line-height:1.35}
.tiles .about{color:var(--muted)}
.tiles .line{margin:.35rem 0 0;color:var(--b3)}
.tiles .line svg{display:block;width:6.5rem;height:1.625rem;overflow:visible;fill:currentColor}
.tiles .line path{fill:none;stroke:currentColor;stroke-width:1.75;stroke-linejoin:round}
.tiles .late .figure,.tiles .late .line{color:var(--late)}
.tiles .verylate .figure,.tiles .verylate .line{color:var(--b5)}
.card{margin:0 0 1.25rem;padding:1rem 1.25rem;border-top:3px solid var(--link);background:var(--wash);max-width:50rem}
.card h3{margin:.1rem 0 .4rem;font-size:1.15rem}
.card .no{margin:0;font-size:.8125rem;color:var(--muted)}
.card dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.5rem 1.5rem;margin:.75rem 0 0}
.card dt{font-size:.75rem;color:var(--muted)}
.card dd{margin:0;font-size:.875rem;line-height:1.4}
.card dl div{display:block}
.card details{margin-top:.5rem;font-size:.8125rem}
.card summary{cursor:pointer;color:var(--link)}
.card details p{margin:.4rem 0}
.card table{border-collapse:collapse;width:100%;font-size:.8125rem;line-height:1.4}
.card th,.card td{padding:.35rem .75rem .35rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);font-weight:400}
.card thead th{color:var(--muted)}
.card .ask{margin:.8rem 0 0;padding-top:.6rem;border-top:1px solid var(--line)}
.bank{max-width:44em}
.bank ul{list-style:none;margin:0;padding:0}
.bank li{margin:0;padding:1.25rem 0;border-top:1px solid var(--line);break-inside:avoid}
.bank h3{margin:.1rem 0 .5rem;font-size:1.08rem}
.bank p{margin:.5rem 0 0}
.bank :is(.about,dt,[role=status],label){color:var(--muted);font-size:.875rem}
.bank .about{margin:0}
.bank dl{margin:0}
.bank dl div{display:grid;grid-template-columns:4.5rem minmax(0,1fr);gap:0 .75rem;margin:.2rem 0}
.bank dd{margin:0}
.bank [role=search]{margin:0 0 1.25rem}
.bank label{display:block}
.bank input{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--muted);border-radius:.25rem;min-height:2.25rem;padding:.25rem .5rem;width:22rem;max-width:100%}
.bank [role=status]{margin:.35rem 0 0}
.findings{padding-left:1.1rem;margin:0 0 1.25rem;max-width:44em}
.findings li{margin:.35rem 0}
.topical{list-style:none;padding:0;border-bottom:1px solid var(--line)}
.topical li{margin:0 0 .35rem}
.topical li:has(.topic){padding-top:.7rem;border-top:1px solid var(--line)}
.topical li:last-child{margin-bottom:.7rem}
.onward{list-style:none;padding:0;margin:1rem 0}
.onward li::before{content:"→\\a0"}
.topic{display:block;font-size:.8125rem;color:var(--muted)}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
@media(min-width:34.0625rem){.scroll th.words:first-child{min-width:11rem}}
@media(min-width:48.0625rem){.tiles{grid-template-columns:repeat(auto-fit,minmax(9rem,1fr))}}
@media(max-width:34rem){.card thead{display:none}.card tr{display:flex;flex-wrap:wrap;gap:0 .75rem;padding:.35rem 0;border-bottom:1px solid var(--line)}.card th,.card td{padding:0;border:0}}
@media(max-width:48rem){.tiles>div:nth-child(odd){padding-left:0;border-left:0}.tiles>div:nth-child(n+3){border-top:1px solid var(--line)}}
@media(max-width:34rem){.wide{display:none}.narrow{display:block}.scroll tbody th:first-child,.scroll tfoot th:first-child{white-space:normal;min-width:6.5rem}}
@media print{.card{break-inside:avoid;background:none;padding:.4rem .75rem;margin-bottom:.75rem}.card details:not([open]){display:none}.wide{display:block}.narrow,figure summary,.bank [role=search]{display:none}.scroll{overflow:visible}.scroll table{font-size:7.75pt}.scroll th,.scroll td{padding-inline:.13rem}.scroll .text{min-width:0}.scroll th:first-child{position:static}figcaption,.legend,caption{break-inside:avoid;break-after:avoid}tr,.tiles,.findings li{break-inside:avoid}thead{display:table-header-group;break-after:avoid}tbody tr:nth-child(-n+2){break-before:avoid}tfoot{display:table-row-group}th button{display:contents}.plot,.cell{print-color-adjust:exact}}
`;

const tones = Object.keys(lightPalette).filter((name) => /^(late|late-soft|[bn]\d)$/.test(name))
  .map((name) => `.key.${name}{background:var(--${name})}`).join("\n");

const variables = (palette: Palette, scheme: "light" | "dark"): string =>
  `color-scheme:${scheme};${Object.entries(palette).map(([name, value]) => `--${name}:${value}`).join(";")}`;

const light = variables(lightPalette, "light"), dark = variables(darkPalette, "dark");

/**
 * The stylesheet of figures, tables, key figures and findings, with the palette as CSS variables: light, dark where
 * the reader's system asks for it, and light on paper. A page adds rules for itself.
 */
export const figureStyles: string = `:root{${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
${rules.trim()}
${tones}
`;

/**
 * The same rules for a figure inside a notebook: they hold inside `.vantelage` only, and follow the theme that
 * JupyterLab and VS Code set, which need not be the system's.
 */
export const notebookStyles: string = `.vantelage{${light}}
@media screen and (prefers-color-scheme:dark){.vantelage{${dark}}}
[data-jp-theme-light=true] .vantelage,.vscode-light .vantelage{${light}}
[data-jp-theme-light=false] .vantelage,.vscode-dark .vantelage{${dark}}
.vantelage{background:var(--paper);color:var(--ink);padding:.25rem .75rem;font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums lining-nums}
.vantelage{${rules.trim()}
${tones}}
`;
