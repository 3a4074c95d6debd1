#include "report/page_style.h"

namespace mrec::report {

const std::string_view kPageStyle = R"css(
:root { color-scheme: light dark; --page: #fcfcfa; --surface: #ffffff; --text: #1c2127; --muted: #5a636e;
  --line: #dcdfe3; --first: #1f5fa8; --second: #c2570c; --on-cell: #ffffff; --bar: #8fb4de; --track: #e9ecef;
  --hit: #1f5fa8; --miss: #b5480a; --warn: #fff6e0; --warn-line: #d99a1c; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #14171b; --surface: #1b1f25; --text: #e5e8ec; --muted: #a0a9b4; --line: #343a43;
    --first: #7db4f2; --second: #f2a566; --on-cell: #0d1a2b; --bar: #4f84bd; --track: #2a3038;
    --hit: #7db4f2; --miss: #f2a566; --warn: #2d2613; --warn-line: #b98a2a; } }
@media print { :root { color-scheme: light; --page: #ffffff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 Charter, "Bitstream Charter",
  "Sitka Text", Cambria, "DejaVu Serif", Georgia, serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .6rem; font-weight: 600; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 3rem 0 .6rem; font-weight: 600; }
h3 { font-size: 1rem; margin: 0 0 .3rem; font-weight: 600; }
h3.command { margin-top: 1.4rem; }
p { margin: .4rem 0; max-width: 46rem; }
nav, .cards, table, dl, svg, .judgement, .path, footer, code {
  font-family: system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif; }
.lead { font-size: 1.08rem; color: var(--muted); }
nav { margin: 1.6rem 0 0; font-size: .88rem; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
a { color: var(--first); text-underline-offset: .2em; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 6px;
  padding: .9rem 1.1rem; }
.cards { display: grid; gap: .9rem; margin: 1.6rem 0;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); }
.cards p { margin: 0; }
.cards .name { color: var(--muted); font-size: .88rem; }
.cards .value { font-size: 1.9rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
.cards .note { color: var(--muted); font-size: .82rem; }
.warnings { background: var(--warn); border-left: 4px solid var(--warn-line); border-radius: 4px;
  padding: .8rem 1.2rem; margin: 1.6rem 0; }
.warnings h2 { font-size: 1rem; margin: 0; }
.warnings ul { margin: .3rem 0 0; padding-left: 1.2rem; }
.facts { display: grid; gap: 1.2rem 2.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1rem; margin: 0;
  font-size: .9rem; }
dt { color: var(--muted); }
dd { margin: 0; }
pre { background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: .7rem 1rem;
  font-size: .85rem; white-space: pre-wrap; margin: .4rem 0 1rem; }
pre code, .path { font-family: ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; }
figure { margin: 1rem 0 0; }
figcaption { color: var(--muted); font-size: .9rem; max-width: 46rem; margin-top: .5rem; }
main { counter-reset: figure table; }
figure.picture { counter-increment: figure; }
figure.table { counter-increment: table; }
figcaption::before { font-weight: 600; color: var(--text); }
figure.picture figcaption::before { content: "Figure " counter(figure) ". "; }
figure.table figcaption::before { content: "Table " counter(table) ". "; }
.scroll { overflow-x: auto; }
.side-by-side { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
table { --pad: .8rem; --length: 4rem; border-collapse: collapse; font-size: .9rem;
  font-variant-numeric: tabular-nums; min-width: min(100%, 34rem); }
th, td { overflow-wrap: break-word; padding: .38rem var(--pad); text-align: left; font-weight: 400;
  border-bottom: 1px solid var(--line); min-width: 5rem; }
thead th { color: var(--muted); border-bottom: 1.5px solid var(--muted); white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
.bar { background:
  linear-gradient(var(--bar), var(--bar)) right calc(var(--pad) + var(--length) * (1 - var(--part)))
    bottom .2rem / calc(var(--length) * var(--part)) 3px no-repeat,
  linear-gradient(var(--track), var(--track)) right var(--pad) bottom .2rem / var(--length) 3px no-repeat; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--muted); }
svg .label, svg .legend { fill: var(--text); font-size: 12.5px; }
svg .axis { stroke: var(--muted); stroke-width: 1; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .mark { stroke: var(--muted); stroke-width: 1.2; stroke-dasharray: 4 4; }
svg .range { stroke: var(--first); stroke-width: 5; stroke-opacity: .35; stroke-linecap: round; }
svg .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
svg .curve.first { stroke: var(--first); }
svg .curve.second { stroke: var(--second); stroke-dasharray: 6 4; }
svg .dot.first, svg .bar.first { fill: var(--first); }
svg .dot.second { fill: var(--second); }
svg .cell { fill: var(--miss); shape-rendering: crispEdges; }
svg .cell.hit { fill: var(--hit); }
svg .empty { fill: var(--surface); }
svg .count { fill: var(--text); }
svg .count.on { fill: var(--on-cell); }
.tracks { align-items: start; list-style: none; padding: 0; margin: 1rem 0 0; display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 27rem), 1fr)); }
.tracks h3 { font-size: 1.05rem; }
.artist { font-weight: 400; color: var(--muted); }
.judgement, .path { font-size: .88rem; }
.path { color: var(--muted); font-size: .78rem; }
audio { width: 100%; height: 2.4rem; margin-top: .6rem; display: block; }
footer { margin-top: 3.5rem; padding-bottom: 2.5rem; color: var(--muted); font-size: .85rem; }
@media (max-width: 40rem) { body { font-size: 15px; } header { padding-top: 1.4rem; } h1 { font-size: 1.55rem; }
  h2 { margin-top: 2.2rem; } table { --pad: .35rem; --length: 3rem; font-size: .8rem; }
  th, td { min-width: 0; } }
@media print { body { font-size: 10.5pt; } nav, audio { display: none; } h2, h3 { break-after: avoid; }
  figure, .card, tr { break-inside: avoid; } .scroll { overflow: visible; } svg { min-width: 0 !important; }
  .bar, .warnings { print-color-adjust: exact; } .tracks, .side-by-side { grid-template-columns: 1fr 1fr; }
  .cards { grid-template-columns: repeat(4, 1fr); } .cards .value { font-size: 1.5rem; } h2 { margin-top: 1.6rem; } }
)css";

}  // namespace mrec::report
