import { element } from '../shell/element.js';

/** How long the pointer rests on a marker before its quote shows, and how long it may be off, in milliseconds. */
const SHOW_MS = 150;
const HIDE_MS = 200;
/** Distance to the marker and to the edges of the window, in CSS pixels. */
const GAP = 8;
/** What the header of the page takes of the window, in CSS pixels. */
const HEADER = 56;

export interface Preview {
  readonly place: string;
  readonly quote: string;
}

/** The quote of a citation beside its marker, while the pointer or the keyboard is on it. */
export class HoverPreview {
  private readonly tip = element('div', { id: 'preview', class: 'preview', role: 'tooltip', hidden: true });
  private timer: number | undefined;
  private shown: HTMLElement | undefined;
  /** Whether the last key was Tab: a marker that gets the focus back from the evidence needs no preview. */
  private isTabbing = false;

  constructor() {
    document.body.append(this.tip);
    // The pointer may go over to the preview, to read or select what is in it.
    this.tip.addEventListener('pointerenter', () => clearTimeout(this.timer));
    this.tip.addEventListener('pointerleave', () => this.later(HIDE_MS, () => this.hide()));
    document.addEventListener(
      'keydown',
      (event) => {
        this.isTabbing = event.key === 'Tab';
        if (event.key !== 'Escape' || this.shown === undefined) return;
        event.preventDefault();
        this.hide();
      },
      { capture: true },
    );
    addEventListener('pointerdown', () => {
      this.isTabbing = false;
    });
    addEventListener('scroll', () => this.hide(), { passive: true });
  }

  /** Shows the preview while the pointer is on a marker, or the keyboard has brought the focus to it. */
  attach(marker: HTMLElement, preview: Preview): void {
    marker.addEventListener('pointerenter', ({ pointerType }) => {
      if (pointerType === 'mouse') this.later(SHOW_MS, () => this.show(marker, preview));
    });
    marker.addEventListener('pointerleave', () => this.later(HIDE_MS, () => this.hide()));
    marker.addEventListener('focus', () => {
      if (this.isTabbing) this.show(marker, preview);
    });
    marker.addEventListener('blur', () => this.hide());
  }

  hide(): void {
    clearTimeout(this.timer);
    this.tip.hidden = true;
    this.shown?.removeAttribute('aria-describedby');
    this.shown = undefined;
  }

  private later(ms: number, act: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, ms);
  }

  private show(marker: HTMLElement, { place, quote }: Preview): void {
    this.hide();
    if (!marker.isConnected) return;
    this.shown = marker;
    marker.setAttribute('aria-describedby', this.tip.id);
    this.tip.replaceChildren(element('blockquote', {}, quote), element('p', { class: 'note' }, place));
    this.tip.hidden = false;
    const at = marker.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    const isRoomAbove = at.top - height - GAP >= HEADER + GAP;
    const left = Math.max(GAP, Math.min(at.left - GAP, innerWidth - width - GAP));
    // Set through the object model, which the page's policy lets through; an attribute it would not.
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${isRoomAbove ? at.top - height - GAP : at.bottom + GAP}px`;
  }
}
