import { type Html, html } from './html.ts';

/** Makes the picture of its figure larger, by keyboard too and without a script: the style sheet looks at the box. */
export const zoomSwitch: Html = html`<label class="zoom"><input type="checkbox"> Enlarge the picture</label>`;
