/** How the readiness report looks, in light, dark and high contrast;
within VS Code it takes the colours of the theme. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1f1f1f; --ground: #ffffff; --line: #c8c8c8; --part: #0b5cad; --rest: #e3e3e3;
--link: #0a4fa0; }
@media (prefers-color-scheme: dark) {
:root { --ink: #e8e8e8; --ground: #1e1e1e; --line: #555555; --part: #6cb2f5; --rest: #3a3a3a; --link: #8cc4ff; }
}
body { margin: 0 auto; padding: 1rem 1.5rem 3rem; max-width: 75rem; line-height: 1.5;
font-family: var(--vscode-font-family, system-ui, sans-serif);
color: var(--vscode-editor-foreground, var(--ink)); background: var(--vscode-editor-background, var(--ground)); }
a { color: var(--vscode-textLink-foreground, var(--link)); }
a:focus-visible, summary:focus-visible, .wide:focus-visible { 
outline: 2px solid var(--vscode-focusBorder, var(--part)); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
.score { font-size: 1.25rem; margin-bottom: 0; }
.score strong { font-size: 3rem; line-height: 1.1; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line);
overflow-wrap: break-word; }
thead th { white-space: nowrap; }
tbody th { font-weight: 400; }
.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
.bar { width: 8rem; height: .7rem; vertical-align: middle; }
header .bar { width: 100%; max-width: 30rem; height: 1rem; }
.part { fill: var(--vscode-charts-blue, var(--part)); }
.rest { fill: var(--rest); }
summary { cursor: pointer; padding: .25rem 0; }
@media (forced-colors: active) { .part { fill: Highlight; } .rest { fill: Canvas; stroke: CanvasText; } }
@media print { nav, .skip { display: none; } }
`;

/** Of the style above, for the policy of the page: a test holds them together. */
export const STYLE_HASH = 'sha256-UVzEqUthzz/ZbREWSw7Jpjm0jemVRP3Reo0hWv9ZZD0=';
