/** The list of exceptions in each proxy of Maven's settings.xml, by the text of the elements: the rest stays as it is. */
import { escapeXml } from './escape.js';
import { cannotEdit, type Edit } from './in-place-edit.js';

/** Elements in comments are none; they are matched first, so that what is in them is passed over. */
const proxyElement = /<!--[\s\S]*?-->|<proxy\b[^>]*>[\s\S]*?<\/proxy>/g;
const list = /(<nonProxyHosts>)[\s\S]*?(<\/nonProxyHosts>)|<nonProxyHosts\s*\/>/;

export function editMaven(edit: Edit): string {
  const { text, list: hosts, settings } = edit;
  const value = escapeXml(hosts);
  if (!settings.some(({ servers, bypass }) => servers.length > 0 || bypass !== undefined))
    throw cannotEdit(edit, null, 'it names no proxy, so that nothing in it has a list of exceptions.');
  return text.replace(proxyElement, (element) => {
    if (element.startsWith('<!--')) return element;
    const whole = `<nonProxyHosts>${value}</nonProxyHosts>`;
    if (list.test(element)) return element.replace(list, () => whole);
    const indent = /\n([ \t]*)<\w/.exec(element)?.[1];
    return element.replace(/([ \t]*)<\/proxy>$/, (end, outer: string) =>
      indent === undefined ? `${whole}</proxy>` : `${indent}${whole}\n${outer}${end.trim()}`,
    );
  });
}
