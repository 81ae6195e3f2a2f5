/** Creates an element with a class and children; strings become text nodes, so nothing from upstream is read as HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  if (className) created.className = className;
  created.append(...children);
  return created;
}

/** The element of index.html with this id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no element #${id}`);
  return found;
}

/** A text node's holder that touches the DOM only when the text differs. */
export class TextCell {
  private shown: string | undefined;

  readonly element: HTMLElement;

  constructor(holder: HTMLElement) {
    this.element = holder;
  }

  set(text: string): boolean {
    if (text === this.shown) return false;
    this.shown = text;
    this.element.textContent = text;
    return true;
  }
}

/** Sets or removes a data attribute, only when it differs. */
export function setData(target: HTMLElement, name: string, value: string | undefined): void {
  if (target.dataset[name] === value) return;
  if (value === undefined) delete target.dataset[name];
  else target.dataset[name] = value;
}
