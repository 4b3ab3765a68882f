import { type Html, html } from './html.ts';

/** The style sheet. Colours pass WCAG AA on their grounds in both schemes; every one is joined by a word, a letter or a shape. */
export const style: Html = html`
:root { color-scheme: light dark; --ground: #fff; --raised: #f6f7f9; --ink: #1b1f24; --dim: #57606a; --line: #d4d9df; --link: #0a58c2;
  --danger: #b42318; --danger-ground: #fdf0ee; --warning: #8a5300; --warning-ground: #fdf6e7; --calm: #1a6b3c; --calm-ground: #edf7f0;
  --mark-ink: #fff; --s0: #8c2d86; --s1: #5b4db8; --s2: #b42318; --s3: #9a4a00; --s4: #6b5b00; --s5: #a01f5c; --s6: #1f5fa8; --s7: #00696b; --s8: #3f6a12; --s9: #74401c; --s10: #3d3d3d; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #14171b; --raised: #1d2126; --ink: #e6e9ed; --dim: #a2abb5; --line: #3a414a; --link: #7db8ff;
  --danger: #ff9a8f; --danger-ground: #33191a; --warning: #f0b955; --warning-ground: #2f2614; --calm: #7fd6a0; --calm-ground: #15291d;
  --mark-ink: #101216; --s0: #e39be0; --s1: #b9aefc; --s2: #ff9a8f; --s3: #f5ad6b; --s4: #d9c85c; --s5: #f79ac5; --s6: #8fc1f7; --s7: #6fd3d3; --s8: #aad477; --s9: #d9ae8f; --s10: #c9c9c9; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 1400px; padding: 0 1.25rem 3rem; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; display: grid; grid-template-columns: 11rem minmax(0, 1fr); column-gap: 2rem; }
code, .id, .line0, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.92em; }
code, bdi, dd, td, th, li, p, h1 { overflow-wrap: anywhere; }
code { unicode-bidi: isolate; } time { white-space: nowrap; font-variant-numeric: tabular-nums; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--ground); padding: 0.3rem 0.6rem; z-index: 1; }
header { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0.2rem 1.5rem; border-bottom: 1px solid var(--line); padding: 0.9rem 0 0.7rem; margin-bottom: 1.2rem; color: var(--dim); }
header p { margin: 0; }
header .subject { color: var(--ink); font-weight: 600; flex: 1 1 auto; }
nav { font-size: 0.9rem; }
nav ul { list-style: none; margin: 0; padding: 0; position: sticky; top: 1rem; }
nav a { display: block; padding: 0.22rem 0.5rem; text-decoration: none; color: var(--dim); border-left: 2px solid var(--line); }
nav a:hover { color: var(--link); border-color: var(--link); }
main { min-width: 0; }
h1 { font-size: 1.65rem; line-height: 1.25; margin: 0.1rem 0 0.6rem; text-wrap: balance; }
h2 { font-size: 1.2rem; margin: 2.4rem 0 0.7rem; }
section > h2 { border-bottom: 1px solid var(--line); padding-bottom: 0.3rem; }
p { margin: 0.4rem 0; }
.verdict { border: 1px solid var(--line); border-top: 5px solid var(--tone); background: var(--raised); border-radius: 4px; padding: 1rem 1.3rem 1.2rem; }
.verdict.danger { --tone: var(--danger); } .verdict.warning { --tone: var(--warning); } .verdict.calm { --tone: var(--calm); }
.kicker { color: var(--tone); font-weight: 700; letter-spacing: 0.06em; text-transform: uppercase; font-size: 0.8rem; margin: 0; }
.summary { font-size: 1.05rem; max-width: 62rem; }
.columns { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 0 2rem; }
.columns h2 { font-size: 1rem; margin: 0.9rem 0 0.4rem; }
.facts { margin: 0; }
.facts > div { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 0 1rem; padding: 0.28rem 0; border-top: 1px solid var(--line); }
.facts > div:first-child { border-top: 0; }
.facts dt { color: var(--dim); } .facts dd { margin: 0; }
dd > div, td > div { padding-left: 0.9em; text-indent: -0.9em; } dd .badge, td .badge { text-indent: 0; }
.steps { margin: 0; padding-left: 1.3rem; } .steps li { margin-bottom: 0.7rem; } .steps li::marker { font-weight: 700; }
.steps p { margin: 0.1rem 0; color: var(--dim); }
.command { margin: 0.3rem 0; padding: 0.45rem 0.6rem; background: var(--ground); border: 1px solid var(--line); border-radius: 3px; white-space: pre-wrap; overflow-wrap: anywhere; -webkit-user-select: all; user-select: all; cursor: copy; }
.badge { display: inline-block; max-width: 100%; padding: 0 0.4em; border: 1px solid currentColor; border-radius: 3px; font-size: 0.82em; font-weight: 600; overflow-wrap: anywhere; color: var(--dim); }
.badge.danger { color: var(--danger); background: var(--danger-ground); } .badge.warning { color: var(--warning); background: var(--warning-ground); } .badge.calm { color: var(--calm); background: var(--calm-ground); }
.numbers { font-variant-numeric: tabular-nums; } .number { white-space: nowrap; }
.list { padding-left: 1.2rem; } .list li { margin: 0.25rem 0; }
.scroll { overflow-x: auto; margin: 0.6rem 0; }
table { width: 100%; min-width: 1140px; border-collapse: collapse; table-layout: fixed; font-size: 0.87rem; }
caption { text-align: left; color: var(--dim); padding: 0.2rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.55rem; border-bottom: 1px solid var(--line); font-weight: 400; }
td time { font-size: 0.95em; }
td > div + div, th > div + div { color: var(--dim); font-size: 0.94em; }
thead th { font-weight: 600; background: var(--raised); border-bottom: 2px solid var(--line); }
tbody tr > th { border-left: 3px solid transparent; } tbody tr.danger > th { border-left-color: var(--danger); }
tr:target { background: var(--warning-ground); outline: 2px solid var(--warning); outline-offset: -2px; }
.fold { margin: 0.5rem 0; } summary { cursor: pointer; padding: 0.3rem 0; color: var(--link); }
figure { margin: 0.6rem 0 1.2rem; position: relative; } figure .skip:focus { left: 0; top: -0.4rem; } figcaption { color: var(--dim); font-size: 0.85rem; }
.picture { display: block; font-size: 12px; max-width: 100%; min-width: 760px; height: auto; } .picture text, .key text { fill: var(--ink); }
.zoom { display: inline-block; padding: 0.2rem 0; color: var(--dim); font-size: 0.85rem; cursor: pointer; } figure:has(.zoom input:checked) .picture { width: 220%; max-width: none; }
.picture .lane, .picture .axis { stroke: var(--line); } .picture .axis { stroke: var(--dim); }
.picture .grid { stroke: var(--line); stroke-dasharray: 1 4; } .picture .cut { stroke: var(--dim); stroke-dasharray: 5 4; }
.picture .tick, .picture .cut-label { fill: var(--dim); font-size: 10.5px; text-anchor: middle; } .picture .tick.start { text-anchor: start; } .picture .tick.end { text-anchor: end; }
tr:has(> th > .numbers) td code { font-size: 0.88em; }
.lane-label { paint-order: stroke; stroke: var(--ground); stroke-width: 5px; }
.picture .state { font-weight: 700; } .picture .state.danger { fill: var(--danger); } .picture .state.warning { fill: var(--warning); }
.mark { --stage: var(--dim); } .mark circle, .mark path { fill: var(--stage); stroke: var(--ground); stroke-width: 1.5; }
.mark.other circle, .mark.other path { fill: var(--ground); stroke: var(--dim); }
.mark text { fill: var(--mark-ink); font-size: 9.5px; font-weight: 700; text-anchor: middle; } .mark text.count { fill: var(--ink); font-size: 10px; font-weight: 400; paint-order: stroke; stroke: var(--ground); stroke-width: 3px; }
.initialAccess { --stage: var(--s0); } .execution { --stage: var(--s1); } .persistence { --stage: var(--s2); } .privilegeEscalation { --stage: var(--s3); } .defenseEvasion { --stage: var(--s4); } .credentialAccess { --stage: var(--s5); }
.discovery { --stage: var(--s6); } .lateralMovement { --stage: var(--s7); } .collection { --stage: var(--s8); } .exfiltration { --stage: var(--s9); } .impact { --stage: var(--s10); }
.mint { fill: none; stroke: var(--danger); stroke-width: 1.2; stroke-dasharray: 3 3; } .mint-end { fill: var(--danger); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; padding: 0; margin: 0.3rem 0; } .legend li { display: flex; align-items: center; gap: 0.35rem; }
.box rect { fill: var(--raised); stroke: var(--dim); stroke-width: 1.2; } .box text { text-anchor: middle; font-size: 12px; } .box .line0 { font-weight: 600; } .box .line1 { fill: var(--dim); }
.box.danger rect { stroke: var(--danger); stroke-width: 2; fill: var(--danger-ground); } .box.danger.sleeper rect { stroke-dasharray: 7 3; }
.box.danger .line2 { fill: var(--danger); font-weight: 600; } .box.warning rect { stroke: var(--warning); stroke-dasharray: 2 3; }
.box.calm rect { stroke-dasharray: 2 3; }
.link { fill: none; stroke: var(--dim); stroke-width: 1.3; } .arrow { fill: var(--dim); } .link-label { text-anchor: middle; font-size: 11px; paint-order: stroke; stroke: var(--ground); stroke-width: 3px; }
@media (max-width: 1080px) { body { display: block; padding: 0 0.9rem 2rem; } nav ul { position: static; display: flex; overflow-x: auto; margin-bottom: 0.9rem; } nav a { border-left: 0; white-space: nowrap; } .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 520px) { h1 { font-size: 1.3rem; } .facts > div { grid-template-columns: minmax(0, 1fr); } .verdict { padding: 0.8rem 0.9rem; } }
@page { size: A4 landscape; margin: 12mm; }
@media print { :root { color-scheme: light; } body { display: block; max-width: none; padding: 0; font-size: 9pt; } h1 { font-size: 1.4rem; } .summary { font-size: 1em; } nav, .skip, .zoom { display: none; } .scroll { overflow: visible; } table { min-width: 0; font-size: 7.5pt; } .columns { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); } tr, .flat, .steps li, .facts > div { break-inside: avoid; } thead { display: table-header-group; } caption { break-after: avoid; } h2 { break-after: avoid; } section:has(.tall) > h2 { height: 0; margin: 0; padding: 0; border: 0; break-before: page; } .tall, .tall .scroll { margin-top: 0; } .tall .picture { padding-top: 12mm; }
  .verdict { font-size: 8pt; line-height: 1.35; padding: 0.5rem 0.8rem; } .verdict .facts > div { break-inside: auto; padding: 0.12rem 0; grid-template-columns: 5rem minmax(0, 1fr); } .verdict .command { padding: 0.2rem 0.4rem; } .verdict .steps li { margin-bottom: 0.3rem; }
  .fold:not([open]) > summary::after { content: " (folded, so not on paper; opened before printing it is)"; } .picture { min-width: 0; } a { color: inherit; text-decoration: none; } #evidence { break-before: page; } }
`;
