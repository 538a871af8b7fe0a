/** How a page is set: what stands around the figures. Its colours are the figures' own tokens. */

/** The rules for the page; they follow those of the figures. */
export const pageStyles = `
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums lining-nums;overflow-wrap:break-word}
header,.page,footer{max-width:70rem;margin-inline:auto;padding-inline:1.5rem}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;z-index:1;background:var(--paper);padding:.5rem 1rem}
header{padding-top:2.75rem;padding-bottom:1.25rem;border-bottom:1px solid var(--line)}
.over{display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:baseline;margin:0;color:var(--muted);font-size:.875rem;max-width:none}
.mark{border:1px solid var(--line);border-radius:99px;padding:0 .6em;font-size:.8em}
h1{font-size:clamp(1.9rem,5vw,2.75rem);line-height:1.1;letter-spacing:-.02em;margin:.5rem 0 .75rem;font-weight:680;max-width:22em;text-wrap:balance}
.lead{font-size:1.3rem;line-height:1.4;max-width:36em;margin:0 0 .5rem;text-wrap:balance}
.ingress{margin:0 0 .5rem}
.meta{color:var(--muted);font-size:.875rem;max-width:44rem}
.meta p{margin:.35rem 0 0;max-width:none}
.page{display:grid;grid-template-columns:minmax(0,1fr);gap:0 3rem}
nav{font-size:.875rem;padding-top:1rem}
nav ol{list-style:none;margin:.25rem 0 0;padding:0}
nav li{border-left:2px solid var(--line)}
nav li a{display:block;min-height:1.5rem;padding:.2rem 0 .2rem .75rem;color:var(--muted);text-decoration:none}
nav li a:hover{color:var(--link);text-decoration:underline}
main{padding-block:1.75rem 3rem;max-width:54rem;min-width:0}
main>:first-child,main>h2.sr:first-child+*{margin-top:0}
h2{font-size:1.45rem;line-height:1.2;margin:4rem 0 .5rem;font-weight:650;text-wrap:balance}
h3{font-size:1.08rem;line-height:1.3;margin:2rem 0 .25rem;font-weight:640}
h4,h5,h6{font-size:1rem;margin:1.5rem 0 .25rem;font-weight:640}
p{max-width:40em;text-wrap:pretty}
main>ul,main>ol,blockquote{max-width:40em}
main li{margin:.25rem 0}
blockquote{margin:1rem 0;padding-left:1rem;border-left:2px solid var(--line);color:var(--muted)}
hr{border:0;border-top:1px solid var(--line);margin:2rem 0}
img{max-width:100%;height:auto}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.875em}
pre{margin:.5rem 0;padding:.75rem 1rem;background:var(--wash);color:var(--ink);line-height:1.5;max-width:46rem}
pre code{font-size:1em}
pre.stream,pre.result{overflow-x:auto;font-size:.8125rem}
.code pre{white-space:pre-wrap;overflow-wrap:anywhere}
.scroll{background:linear-gradient(to left,var(--paper) 40%,transparent) right/3rem 100% no-repeat local,linear-gradient(to left,var(--line),transparent) right/1rem 100% no-repeat scroll}
.scroll th:first-child{white-space:normal;min-width:6.6rem}
.scroll table.prose{width:auto;margin:1rem 0}
.scroll .prose th,.scroll .prose td{text-align:left;white-space:normal}
.scroll .prose :is(th,td):first-child{padding-left:0;min-width:0}
.scroll .prose .number{text-align:right}
.glossary{font-size:.9rem;max-width:40em;margin:1rem 0 0}
.glossary div{margin:.6rem 0;break-inside:avoid}
.glossary dt{font-weight:620}
.term{color:inherit;text-decoration:underline dotted;text-underline-offset:.2em}
.glossary dd{margin:0;color:var(--muted)}
.around li{border:0}
.around a{padding-inline:0}
.around ul{list-style:none;padding:0;margin:2.5rem 0 1rem;display:flex;flex-wrap:wrap;gap:.5rem 1.75rem}
@media print{.around{display:none}}
footer{border-top:1px solid var(--line);padding-block:1.25rem 2.5rem;color:var(--muted);font-size:.8125rem}
.facts{margin:0 0 .75rem}
.facts div{display:grid;grid-template-columns:8rem minmax(0,1fr);gap:0 1rem;padding:.1rem 0}
.facts dt{color:var(--ink)}
.facts dd{margin:0}
footer .scroll{max-width:60rem}
footer .scroll :is(th,td):is(:nth-child(2),:last-child){text-align:left}
@media(min-width:60rem){
.page{grid-template-columns:11rem minmax(0,1fr)}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;padding-block:2rem}
nav ::details-content{content-visibility:visible}
@supports selector(::details-content){nav summary{display:none}}
.page>main:only-child{grid-column:1/-1}
}
@media(min-width:34.0625rem){figure .scroll:has(th:nth-child(9)) table{font-size:.75rem}}
@media(max-width:34rem){
header,.page,footer{padding-inline:1rem}
header{padding-top:1rem;padding-bottom:.5rem}
.lead{font-size:1.1rem}
.ingress{font-size:.9rem;line-height:1.45}
.meta{font-size:.8125rem}
nav{padding-top:.5rem}
main{padding-top:.75rem}
h2{margin-top:3rem}
.facts div{grid-template-columns:minmax(0,1fr);padding:.25rem 0}
}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@page{size:A4;margin:16mm;@bottom-right{content:counter(page) " (" counter(pages) ")";font:8pt system-ui,sans-serif;color:#566270}}
@media print{
.scroll{background:none}
.scroll th:first-child{min-width:0}
.wide .plot{width:auto;max-width:80%;max-height:19cm}
:root{color-scheme:light}
html{font-size:10.5pt}
pre.stream,pre.result{white-space:pre-wrap}
.tiles{grid-template-columns:repeat(auto-fit,minmax(7rem,1fr))}
.tiles>div:nth-child(n){border-top:0}
.tiles>div:nth-child(n+2){padding-left:1rem;border-left:1px solid var(--line)}
.skip,nav,.code{display:none}
header,.page,footer{max-width:none;padding-inline:0}
header{padding-top:0}
footer{padding-bottom:0}
.page{display:block}
main{max-width:none;padding-block:1rem}
h2{margin-top:1.75rem}
h2,h3,.no,p:has(+figure){break-after:avoid}
main>p,footer{break-inside:avoid}
p,li{orphans:3;widows:3}
main>details:not(.code)::details-content{content-visibility:visible}
main>details:not(.code) summary{list-style:none;color:inherit;font-weight:600}
a{color:inherit;text-decoration:none}
footer summary{display:block;list-style:none;color:inherit}
.facts div{break-inside:avoid}
body:has(.letter){font-size:9pt;line-height:1.4}
body:has(.letter) :is(footer,#om,.glossary,.glossary *,.ingress){display:none}
body:has(.letter) h1{font-size:20pt;margin:.2rem 0 .3rem}
body:has(.letter) :is(header,main){padding-block:.2rem}
body:has(.letter) h2{margin-top:.6rem;font-size:12pt}
body:has(.letter) :is(figure,.tiles,.findings){margin-block:.35rem .5rem}
body:has(.letter) figure .wide{max-width:38rem}
body:has(.letter) .wide .plot{max-width:100%}
body:has(.letter) main .mark{float:right}
body:has(.letter) .lead{font-size:11pt;margin:0}
body:has(.letter) .tiles .figure{font-size:1.4rem}
body:has(.letter) .tiles>div{padding-block:.3rem}
body:has(.letter) .topical{max-width:none}
body:has(.letter) .topical li{margin-bottom:.1rem}
body:has(.letter) .topical li:has(.topic){padding-top:.25rem}
body:has(.letter) .topical li:last-child{margin-bottom:.25rem}
}
`;

/** The rules for what only a page with scripts has: tips, buttons for sorting and files. */
export const readingStyles = `
[hidden]{display:none!important}
.tip{position:absolute;z-index:2;max-width:min(24rem,calc(100vw - 1rem));margin:0;padding:.4rem .65rem;width:max-content;background:var(--ink);color:var(--paper);border-radius:.3rem;font-size:.8125rem;line-height:1.4;font-weight:400;white-space:pre-line;text-align:left;text-wrap:wrap}
.term+.tip{margin-top:1.7em}
.told{stroke:var(--ink);stroke-width:2px}
.plot:focus-visible{outline-offset:4px}
.files{display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:center;margin:.4rem 0 0;font-size:.8125rem;color:var(--muted)}
.files button{font:inherit;color:var(--link);background:none;border:1px solid var(--line);border-radius:.25rem;min-width:1.5rem;min-height:1.5rem;padding:.05rem .45rem;cursor:pointer}
.files button:hover{border-color:var(--link)}
@media print{.files,.tip,body>.sr{display:none}.told{stroke:none}}
`;

/** The rules for the controls; only a page that has them carries these. */
export const selectionStyles = `
[data-old]{opacity:.35;transition:opacity .1s .15s}
#urval{margin:0 0 1.75rem;background:var(--wash);border-radius:.5rem;padding:.9rem 1.1rem 1rem;font-size:.875rem}
#urval form{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:end}
#urval fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:0 1rem}
#urval :is(legend,.field>label){display:block;padding:0;font-size:.8125rem;color:var(--muted)}
#urval :is(select,input[type=number],button){font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--muted);border-radius:.25rem;min-height:2.25rem;padding:.25rem .5rem;max-width:100%}
#urval select{width:13.5rem}
#urval #urval-manad{width:9.5rem}
#urval #urval-agarform{width:10.5rem}
#urval input[type=number]{width:5.5rem}
#urval .check{display:inline-flex;align-items:center;gap:.4rem;min-height:2.25rem}
#urval :is([type=radio],[type=checkbox]){width:1.5rem;height:1.5rem;margin:0;accent-color:var(--link)}
#urval button{cursor:pointer;padding-inline:.9rem}
#urval [role=status]{flex-basis:100%;max-width:none;margin:0;color:var(--muted)}
main :is(figure,h2,h3){scroll-margin-top:1rem}
@media(max-width:34rem){#urval{margin-bottom:.75rem;padding:.4rem .9rem .5rem}#urval :is(.field,select){width:100%}}
@media print{#urval{display:none}}
`;

/** The rules for the list of reports; only the index carries these. */
export const indexStyles = `
main:has(>.readers){max-width:none}
main>.letter{display:none}
.readers{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:0 2.5rem;max-width:none;margin-top:2.5rem}
.readers h2{margin:0 0 .25rem;font-size:1.2rem}
.readers ul{list-style:none;margin:0 0 1.5rem;padding:0}
.readers li{margin:0;padding:.55rem 0;border-top:1px solid var(--line);line-height:1.35;break-inside:avoid}
.readers p{margin:.1rem 0 0;font-size:.8125rem;color:var(--muted)}
@media print{body:has(.readers){font-size:8pt;line-height:1.35}body:has(.readers) figure{display:none}.readers{display:block;columns:3;column-gap:1rem;margin-top:.5rem}.readers h2{break-after:avoid}.readers ul{margin-bottom:.5rem}.readers li{padding:.12rem 0}.readers p{font-size:7.5pt}body:has(.readers) footer details{display:none}}
`;
