/** Elements are made of values: text from outside becomes text, never markup. */

type Child = Node | string | null;

/** @param attributes no event handlers and no styles: the policy of the page forbids them */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((each) => each !== null));
  return made;
}

/** Replaces the content when the key shows a change; open details stay open, the focus stays. */
export function renew(place: HTMLElement, key: string, make: () => readonly Child[]): void {
  if (place.dataset['key'] === key) return;
  const open = new Set([...place.querySelectorAll('details[open]')].map(({ id }) => id));
  const focused = place.contains(document.activeElement) ? document.activeElement?.id : undefined;
  place.dataset['key'] = key;
  place.replaceChildren(...make().filter((each) => each !== null));
  for (const each of place.querySelectorAll('details')) if (open.has(each.id)) each.open = true;
  if (focused !== undefined && focused !== '') document.getElementById(focused)?.focus();
}

/** The value of a colour of the style sheet, in the scheme in force. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
