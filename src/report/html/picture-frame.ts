import { type Html, html } from './html.ts';

/** A picture and what belongs to it. Sizes in units of the picture, of which a screen has one a pixel. */
export interface Picture {
  /** For ids: `timeline`. */
  readonly name: string;
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly drawing: Html;
  readonly caption: Html;
}

/** Higher ones do not fit on a sheet: they may break over sheets, where others stay whole. */
const SHEET_HEIGHT = 0.6;

/**
 * A picture in its place: it scrolls where it is too wide, is made larger by a box that the style sheet looks at, without a script, and can be passed
 * over by keyboard, for it may hold hundreds of links.
 */
export const pictureFrame = ({ name, title, text, width, height, drawing, caption }: Picture): Html =>
  html`<figure class="${height > SHEET_HEIGHT * width ? 'tall' : 'flat'}"><a class="skip" href="#${`${name}-caption`}">Skip the picture</a>
<label class="zoom"><input type="checkbox"> Enlarge the picture</label>
<div class="scroll" tabindex="0" role="region" aria-label="${title}, picture"><svg class="picture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-labelledby="${name}-picture-title ${name}-picture-text">
<title id="${name}-picture-title">${title}</title>
<desc id="${name}-picture-text">${text}</desc>
${drawing}
</svg></div>
<figcaption id="${name}-caption" tabindex="-1">${caption}</figcaption>
</figure>`;
