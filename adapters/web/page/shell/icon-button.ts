import { button } from './element.js';
import { type IconName, icon } from './icon.js';

/** A button that shows a picture alone; its name is there for screen readers and as a hint. */
export function iconButton(
  name: IconName,
  label: string,
  onClick: (event: MouseEvent) => void,
  attributes: Readonly<Record<string, string | boolean>> = {},
): HTMLButtonElement {
  return button(
    { class: 'icon-button', 'aria-label': label, title: label, ...attributes },
    onClick,
    icon(name),
  );
}
