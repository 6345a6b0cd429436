/** Text of others in HTML: names of projects and packages, messages. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Controls and marks that turn the direction of text are taken out of the page's way. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** A text that HTML shows as it is, between tags and in a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(UNSEEN, '\ufffd').replace(/[&<>"']/g, each => ENTITIES[each] ?? each);
