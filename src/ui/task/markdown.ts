import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** Pack text is untrusted: no HTML passes, no image is loaded, links open elsewhere without a referrer. */
export function renderMarkdown(text: string): string {
  const clean = DOMPurify.sanitize(markdown.render(text), {
    FORBID_TAGS: ['img', 'svg', 'math', 'style', 'form', 'input', 'video', 'audio', 'iframe'],
    FORBID_ATTR: ['style', 'id', 'name'],
    ALLOWED_URI_REGEXP: /^https?:/i,
  });
  return clean.replaceAll('<a ', '<a target="_blank" rel="noopener noreferrer" ');
}
