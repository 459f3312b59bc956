// Text that means nothing in HTML and XML but itself.
const entities: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** With its signs as entities; quotes too, so that it may stand in an attribute. */
export const safe = (text: string): string => text.replace(/[&<>"']/g, sign => entities[sign] ?? sign)
