// XML read strictly, by a parser that has nothing to do with the program that wrote it.

import { SaxesParser } from 'saxes';

/** An element with its namespace, attributes, children and the text directly inside of it. */
class Element {
  constructor({ uri, local, attributes }) {
    this.uri = uri;
    this.local = local;
    this.attributes = Object.fromEntries(Object.values(attributes).map((a) => [a.name, a.value]));
    this.children = [];
    this.text = '';
  }

  all(local, uri = this.uri) {
    return this.children.filter((child) => child.local === local && child.uri === uri);
  }

  first(local, uri) {
    return this.all(local, uri)[0];
  }
}

/** The root element of a document. Throws at the first fault in its form. */
export function parse(text, fileName) {
  const parser = new SaxesParser({ xmlns: true, position: true, fileName });
  const open = [];
  let root;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const element = new Element(tag);
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  for (const kind of ['text', 'cdata']) {
    parser.on(kind, (part) => {
      if (open.length) open.at(-1).text += part;
    });
  }
  parser.write(text).close();
  return root;
}
